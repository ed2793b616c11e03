"""Items that repeat the need's own words instead of telling of a person.

Whoever pastes the need into their evidence, whole or in pieces, would else fit it best.
"""

import numpy as np
from numpy.typing import NDArray

from publius.matching.aims import Aim
from publius.matching.snapshot import Snapshot
from publius.matching.text import places_of

CLOSE = 0.1
"""Only items at least this close to the need by their words are looked at."""
SHARE = 0.5
"""An item repeats the need where so much of its pairs of neighbouring words stand there."""
LEAST_PAIRS = 6
"""Fewer pairs than this, over all such items of a person, may be shared by chance."""


def find_echoes(
    snapshot: Snapshot, rows: NDArray[np.int64], closeness: NDArray[np.float64], aim: Aim
) -> list[int]:
    """Return the positions among ``rows`` of items that only repeat the need.

    What somebody else stands behind in full (weight 1) is taken at its word.
    """
    by_person: dict[int, list[tuple[int, frozenset[str]]]] = {}
    for at in np.flatnonzero(closeness >= CLOSE).tolist():
        row = int(rows[at])
        shared = _repeated(snapshot.rows[row].text, aim)
        if shared and snapshot.rows[row].weight < 1:
            by_person.setdefault(int(snapshot.person[row]), []).append((at, shared))
    return [
        at
        for found in by_person.values()
        if len(frozenset().union(*(shared for _, shared in found))) >= LEAST_PAIRS
        for at, _ in found
    ]


def _repeated(text: str, aim: Aim) -> frozenset[str]:
    """Return the pairs a text shares with the need, none where they are not most of it."""
    pairs = [term for term in places_of(text) if " " in term]
    shared = frozenset(pair for pair in pairs if pair in aim.direction)
    return shared if len(shared) >= SHARE * len(pairs) else frozenset()
