"""How alike two ways of grouping the same people are."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def agreement(one: NDArray[np.int64], other: NDArray[np.int64]) -> float:
    """The adjusted Rand index: 1 for the same groups whatever their names, about 0 for chance.

    Hubert & Arabie, "Comparing partitions", Journal of Classification 2 (1985).

    >>> agreement(np.array([0, 0, 1, 1]), np.array([5, 5, 3, 3]))
    1.0
    """
    _, mine = np.unique(one, return_inverse=True)
    _, yours = np.unique(other, return_inverse=True)
    shared = np.zeros((len(one) and mine.max() + 1, len(one) and yours.max() + 1))
    np.add.at(shared, (mine, yours), 1)
    together = _pairs(shared)
    of_mine, of_yours = _pairs(shared.sum(axis=1)), _pairs(shared.sum(axis=0))
    by_chance = of_mine * of_yours / max(_pairs(shared.sum()), 1)
    most = (of_mine + of_yours) / 2
    return 1.0 if most == by_chance else (together - by_chance) / (most - by_chance)


def _pairs(sizes: Floats) -> float:
    return float(np.sum(sizes * (sizes - 1) / 2))
