"""How alike two groupings of the same people are."""

from collections.abc import Hashable, Mapping

import numpy as np
from scipy.optimize import linear_sum_assignment

from publius.opinion.agreement import agreement

Groups = Mapping[Hashable, Hashable]


def adjusted_rand(one: Groups, other: Groups) -> float:
    """Adjusted Rand index over the people in both: 1 alike, 0 by chance."""
    both = sorted(one.keys() & other.keys(), key=str)
    return agreement(_numbers(one, both), _numbers(other, both))


def _numbers(groups: Groups, people: list) -> np.ndarray:
    number = {label: n for n, label in enumerate(set(groups.values()))}
    return np.array([number[groups[person]] for person in people], dtype=np.int64)


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
