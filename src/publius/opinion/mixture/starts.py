"""Where the search for classes begins: from what was voted, not from anybody's place in a list."""

import numpy as np
from numpy.typing import NDArray

from publius.opinion import lots
from publius.opinion.ballots import Ballots

Floats = NDArray[np.float64]
DRAWN = 6  # starts by lot, beside the three that follow the main differences
DOUBT = 0.3  # share of every person that is left to all classes alike


def starts(ballots: Ballots, k: int, positions: Floats, seed: int = 0) -> Floats:
    """Several first guesses of who belongs where (starts x people x k, probabilities).

    Equal parts along the first main difference, along the second, around the middle, and by lot.
    """
    x, y = positions.T
    size = max(len(positions), 1)
    along = [_rank(line) * k // size for line in (x, y, np.arctan2(y - y.mean(), x - x.mean()))]
    people = lots.of_people(ballots, seed)
    drawn = [lots.mix(people, turn) % np.uint64(k) for turn in range(DRAWN)]
    classes = np.array([*along, *drawn]).astype(np.int64)
    return (1 - DOUBT) * np.eye(k)[classes] + DOUBT / k


def _rank(values: Floats) -> NDArray[np.int64]:
    rank = np.empty(len(values), dtype=np.int64)
    rank[np.argsort(values, kind="stable")] = np.arange(len(values))
    return rank
