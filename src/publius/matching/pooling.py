"""From the values of a person's items to the parts of one score.

A person's items fall into three pools: verified, lived, unverified. Within a pool the
best item counts in full and each further one less; the pool's worth is the best that
some number of its best items gives, so one more item never lowers it. The unverified
pool is then held below a limit. Every step only scales items, so the parts add up.
"""

import math
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from publius.matching.parameters import Parameters
from publius.matching.snapshot import UNVERIFIED, VERIFIED

MILLION = 1_000_000


def parts_in_millionths(
    values: NDArray[np.float64],
    person: NDArray[np.int64],
    pool: NDArray[np.int64],
    parameters: Parameters,
) -> NDArray[np.int64]:
    """Give each item's part of its person's score, in whole millionths, aligned with ``values``.

    Whole numbers add up exactly in any order and on any machine, so equal input gives
    equal scores to the last digit.

    >>> import numpy as np
    >>> two = np.array([0.4, 0.2])
    >>> parts_in_millionths(two, np.array([0, 0]), np.array([0, 0]), Parameters())
    array([345336, 138134])
    """
    parts = np.zeros(len(values))
    counted = np.flatnonzero(values > 0)
    if not len(counted):
        return parts.astype(np.int64)
    group = person[counted] * 3 + pool[counted]
    order = np.lexsort((-values[counted], group))
    counted, group = counted[order], group[order]
    names, first = np.unique(group, return_index=True)
    row = np.searchsorted(names, group)
    place = np.arange(len(group)) - first[row]
    kept = place < parameters.most_items
    counted, row, place = counted[kept], row[kept], place[kept]
    worth, shares = _best_prefix(values[counted], row, place, len(names), parameters)
    shares *= _held_back(names, worth, parameters)[row]
    parts[counted] = shares
    return np.rint(parts * MILLION).astype(np.int64)


def _best_prefix(
    values: NDArray[np.float64],
    row: NDArray[np.int64],
    place: NDArray[np.int64],
    groups: int,
    parameters: Parameters,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Pool each group's best 1, 2, 3... items and keep the number that gives most."""
    factors = [parameters.discount**k for k in range(int(place.max()) + 1)]
    norms = np.array([math.pow(total, parameters.volume) for total in accumulate(factors)])
    table = np.zeros((groups, len(factors)))
    table[row, place] = values * np.array(factors)[place]
    pooled = np.cumsum(table, axis=1) / norms
    best = pooled.argmax(axis=1)
    worth = pooled[np.arange(groups), best]
    return worth, np.where(place <= best[row], table[row, place] / norms[best[row]], 0)


def _held_back(
    names: NDArray[np.int64], worth: NDArray[np.float64], parameters: Parameters
) -> NDArray[np.float64]:
    """Say how far each group is scaled down; only unverified pools are.

    With u the pool's worth and L its limit the result is u / sqrt(1 + (u / L)^2): near u
    while u is small, never above L, and in the order of u.
    """
    verified = np.zeros(len(names))
    unverified = names % 3 == UNVERIFIED
    sought = names[unverified] - UNVERIFIED + VERIFIED
    at = np.minimum(np.searchsorted(names, sought), len(names) - 1)
    verified[unverified] = np.where(names[at] == sought, worth[at], 0)
    limit = parameters.unverified_share * verified + parameters.unverified_allowance
    return np.where(unverified, 1 / np.sqrt(1 + (worth / limit) ** 2), 1.0)
