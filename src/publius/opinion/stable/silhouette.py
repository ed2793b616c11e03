"""How clearly clusters stand apart (Rousseeuw 1987), for points that stand for several people."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def distances(points: Floats) -> Floats:
    """The distance between every two points."""
    squares = (points**2).sum(axis=1)
    squared: Floats = squares[:, None] + squares - 2 * points @ points.T
    np.maximum(squared, 0, out=squared)
    np.fill_diagonal(squared, 0)
    np.sqrt(squared, out=squared)
    return squared


def silhouette(apart: Floats, weights: Floats, own: NDArray[np.int64]) -> float:
    """The weighted mean of (b - a) / max(a, b), from -1 to 1; people alone in a cluster count 0.

    ``apart`` are distances between points; ``a`` is somebody's mean distance to their own
    cluster, themselves left out, ``b`` to the nearest other one.

    >>> line = np.array([[0.0, 0.0], [1.0, 0.0], [9.0, 0.0]])
    >>> round(silhouette(distances(line), np.ones(3), np.array([0, 0, 1])), 3)
    0.588
    """
    k = int(own.max()) + 1 if len(own) else 0
    if k < 2:
        return 0.0
    mass = np.bincount(own, weights=weights, minlength=k)
    member = np.eye(k)[own] * weights[:, None]
    sums = apart @ member
    rows = np.arange(len(own))
    others = mass[own] - 1
    inside = sums[rows, own] / np.where(others > 0, others, 1)
    outside = sums / np.where(mass > 0, mass, 1)
    outside[:, mass == 0] = np.inf
    outside[rows, own] = np.inf
    nearest = outside.min(axis=1)
    larger = np.maximum(inside, nearest)
    each = np.where(
        (others > 0) & (larger > 0), (nearest - inside) / np.where(larger > 0, larger, 1), 0
    )
    return float(weights @ each / weights.sum())
