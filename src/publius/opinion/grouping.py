"""What an engine finds before anything is counted: where people stand and who belongs together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

NOBODY = -1  # the group of people who are in none


@dataclass(frozen=True, eq=False)
class Grouping:
    """Positions and groups of everybody, in the row order of the ballots.

    ``positions`` (people x 2) and ``statement_positions`` (statements x 2) share one unit;
    ``group`` is a number from 0 below ``k``, or ``NOBODY``; ``included`` says who has enough
    votes to be grouped; ``labels`` names the groups; ``centres`` (k x 2) are in the unit of the
    positions. ``probability`` is how surely everybody belongs to their group, where known.
    ``state`` is plain JSON that keeps the next map steady.
    """

    positions: NDArray[np.float64]
    statement_positions: NDArray[np.float64]
    extremity: NDArray[np.float64]
    included: NDArray[np.bool_]
    group: NDArray[np.int64]
    labels: tuple[str, ...]
    centres: NDArray[np.float64]
    variance: tuple[float, float]
    silhouettes: Mapping[int, float]
    margin: float
    probability: NDArray[np.float64] | None = None
    state: Mapping[str, Any] = field(default_factory=dict)

    @property
    def k(self) -> int:
        return len(self.labels)
