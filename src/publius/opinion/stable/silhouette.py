"""How clearly clusters stand apart (Rousseeuw 1987), for points that stand for several people."""

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.distance import cdist

Floats = NDArray[np.float64]
ROUNDING = 1e-9


def distances(points: Floats) -> Floats:
    """The distance between every two points."""
    apart: Floats = cdist(points, points)
    return apart


def silhouette(
    apart: Floats, weights: Floats, own: NDArray[np.int64], people: Floats | None = None
) -> float:
    """The weighted mean of (b - a) / max(a, b), from -1 to 1; people alone in a cluster count 0.

    ``apart`` are distances between points; ``a`` is somebody's mean distance to their own
    cluster, themselves left out, ``b`` to the nearest other one. ``people`` is how many share a
    point's weight (1 if not given).

    >>> line = np.array([[0.0, 0.0], [1.0, 0.0], [9.0, 0.0]])
    >>> round(silhouette(distances(line), np.ones(3), np.array([0, 0, 1])), 3)
    0.588
    """
    k = int(own.max()) + 1 if len(own) else 0
    if k < 2:
        return 0.0
    mass = np.bincount(own, weights=weights, minlength=k)
    sums = _sums(apart, weights, own, k)
    rows = np.arange(len(own))
    others = mass[own] - (weights if people is None else weights / people)
    inside = sums[rows, own] / np.where(others > ROUNDING, others, 1)
    outside = sums / np.where(mass > 0, mass, 1)
    outside[:, mass == 0] = np.inf
    outside[rows, own] = np.inf
    nearest = outside.min(axis=1)
    larger = np.maximum(inside, nearest)
    each = np.where(
        (others > ROUNDING) & (larger > 0), (nearest - inside) / np.where(larger > 0, larger, 1), 0
    )
    return float(weights @ each / weights.sum())


def _sums(apart: Floats, weights: Floats, own: NDArray[np.int64], k: int) -> Floats:
    """The weighted distance of every point to all points of each cluster (points x k).

    Not a matrix product: those wait for every core, which other programs may be using.
    """
    order = np.argsort(own, kind="stable")
    there, starts = np.unique(own[order], return_index=True)
    sums = np.zeros((len(own), k))
    sums[:, there] = np.add.reduceat(apart[:, order] * weights[order], starts, axis=1)
    return sums
