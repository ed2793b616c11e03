"""How alike two groupings of the same people are."""

from collections import Counter
from collections.abc import Hashable, Mapping
from math import comb

import numpy as np
from scipy.optimize import linear_sum_assignment

Groups = Mapping[Hashable, Hashable]


def adjusted_rand(one: Groups, other: Groups) -> float:
    """Adjusted Rand index over the people in both (Hubert & Arabie 1985): 1 alike, 0 by chance."""
    both = [(one[person], other[person]) for person in one.keys() & other.keys()]
    pairs = _pairs(Counter(both))
    rows, columns = _pairs(Counter(a for a, _ in both)), _pairs(Counter(b for _, b in both))
    expected = rows * columns / max(comb(len(both), 2), 1)
    most = (rows + columns) / 2
    return 1.0 if most == expected else (pairs - expected) / (most - expected)


def _pairs(counts: Counter) -> int:
    return sum(comb(n, 2) for n in counts.values())


def moved(before: Groups, after: Groups, *, rename: bool = False) -> float:
    """The share of the people in both whose label changed; `rename`: after matching labels."""
    people = sorted(before.keys() & after.keys(), key=str)
    if not people:
        return 0.0
    name = _matched(before, after, people) if rename else {}
    return float(np.mean([before[p] != name.get(after[p], after[p]) for p in people]))


def _matched(before: Groups, after: Groups, people: list) -> dict:
    old, new = sorted(set(before.values()), key=str), sorted(set(after.values()), key=str)
    overlap = np.zeros((len(new), len(old)))
    for person in people:
        overlap[new.index(after[person]), old.index(before[person])] += 1
    rows, columns = linear_sum_assignment(-overlap)
    fresh: dict = {label: ("new", label) for label in new}
    return fresh | {new[r]: old[c] for r, c in zip(rows.tolist(), columns.tolist(), strict=True)}
