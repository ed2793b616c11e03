"""People who stand in the same place as one point with a weight, so that crowds cost nothing."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
MOST = 1250  # points that are clustered one by one
PER_SIZE = 7  # cells to the root mean square distance, where there are more
DIGITS = 9  # below this a difference is rounding error, not opinion


@dataclass(frozen=True, eq=False)
class Cells:
    """``points`` (cells x 2) from left to right, how many ``people`` are in each, their weight."""

    points: Floats
    weights: Floats
    people: Floats

    @classmethod
    def of(cls, positions: Floats, weights: Floats) -> "Cells":
        """Gather people by place: in the same order whoever is listed first.

        >>> Cells.of(np.array([[1.0, 0.0], [0.0, 0.0], [1.0, 0.0]]), np.ones(3)).weights.tolist()
        [1.0, 2.0]
        """
        keys = np.round(positions / _size(positions), DIGITS)
        if len(np.unique(keys, axis=0)) > MOST:
            keys = np.floor(keys * PER_SIZE)
        _, cell = np.unique(keys, axis=0, return_inverse=True)
        mass = np.bincount(cell, weights=weights).astype(float)
        sums = [np.bincount(cell, weights=weights * axis) for axis in positions.T]
        people = np.bincount(cell).astype(float)
        return cls(np.array(sums).T / mass[:, None], mass, people)


def _size(positions: Floats) -> float:
    """The root mean square distance from the middle, or 1 where there is none."""
    middle = positions.mean(axis=0) if len(positions) else 0
    return (
        float(np.sqrt(((positions - middle) ** 2).sum(axis=1).mean() if len(positions) else 0))
        or 1.0
    )
