"""Polis's two rounds of k-means: people into 100 base clusters, those into a few groups."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.spatial.distance import cdist

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
Rows = Floats | Sequence[Sequence[float]]

NEW = -1  # the cluster before, of a point that had none
BASE_CLUSTERS = 100
BASE_STEPS = 100
GROUP_STEPS = 20  # Polis asks for 100 under a name its k-means does not know; 20 is the default
STANDSTILL = 0.01  # centres that move less than this have settled
AT_ONCE = 1 << 16  # points whose distances are worked out at a time


@dataclass(frozen=True, eq=False)
class Clusters:
    """``number`` names each cluster, ``own`` is the position in it of each point's cluster.

    Numbers stay with a cluster from one update to the next; ``centres`` has one row per cluster.
    """

    number: Numbers
    centres: Floats
    own: Numbers

    @property
    def of_points(self) -> Numbers:
        """The number of each point's cluster."""
        return self.number[self.own]

    @property
    def sizes(self) -> Numbers:
        return np.bincount(self.own, minlength=len(self.number))


def base_clusters(
    points: Rows, before: ArrayLike | None = None, k: int = BASE_CLUSTERS
) -> Clusters:
    """Gather people (points in the order of their first vote) in up to 100 small clusters.

    It begins with the first 100 distinct points, or with the clusters ``before`` (one number per
    point, -1 for newcomers).

    >>> base_clusters(np.array([[0.0, 0], [0, 0], [1, 0]])).of_points.tolist()
    [0, 0, 1]
    """
    return _kmeans(_places(points), np.ones(len(points)), k, BASE_STEPS, before)


def group_clusters(
    centres: Rows, sizes: ArrayLike, k: int, before: ArrayLike | None = None
) -> Clusters:
    """Gather base clusters (their centres, and how many people are in each) in k groups.

    >>> centres = np.array([[0.0, 0], [5, 0], [1, 0], [6, 0]])
    >>> group_clusters(centres, np.array([3, 1, 1, 1]), 2).of_points.tolist()
    [0, 1, 0, 1]
    """
    return _kmeans(_places(centres), np.asarray(sizes, dtype=float), k, GROUP_STEPS, before)


def most_groups(bases: int) -> int:
    """How many groups may be tried: 2, and one more for every 12 base clusters, up to 5.

    >>> [most_groups(bases) for bases in (5, 12, 100)]
    [2, 3, 5]
    """
    return min(5, 2 + bases // 12)


def _places(points: Rows) -> Floats:
    """Rows of x, y, also where they are given as lists, as in the files Polis keeps."""
    return np.asarray(points, dtype=float).reshape(-1, 2)


def _kmeans(
    points: Floats, weights: Floats, k: int, steps: int, before: ArrayLike | None
) -> Clusters:
    if not len(points):
        return Clusters(np.arange(0), np.zeros((0, 2)), np.arange(0))
    if before is None:
        number, centres = _cold_start(points, k)
    else:
        number, centres = _warm_start(points, weights, k, np.asarray(before))
    for _ in range(steps):
        own = _nearest(points, centres)
        filled = np.unique(own)
        moved = _means(points, weights, np.searchsorted(filled, own))
        number, own = number[filled], np.searchsorted(filled, own)
        has_settled = _stand_still(centres, moved)
        centres = moved
        if has_settled:
            break
    return Clusters(number, centres, own)


def _cold_start(points: Floats, k: int) -> tuple[Numbers, Floats]:
    """The first k distinct points."""
    first = np.sort(np.unique(points, axis=0, return_index=True)[1])[:k]
    return np.arange(len(first)), points[first]


def _warm_start(points: Floats, weights: Floats, k: int, before: Numbers) -> tuple[Numbers, Floats]:
    """The clusters before, around their people of today; the farthest people found new ones."""
    known = before != NEW
    if not known.any():
        return _cold_start(points, k)
    number, own = np.unique(before[known], return_inverse=True)
    centres = _means(points[known], weights[known], own)
    number, centres = _merged(number, centres)
    while len(centres) < k:
        distance = cdist(points, centres).min(axis=1)
        farthest = int(np.argmax(distance))
        if distance[farthest] == 0:
            break
        number = np.append(number, number.max() + 1)
        centres = np.vstack([centres, points[farthest]])
    return number[:k], centres[:k]


def _merged(number: Numbers, centres: Floats) -> tuple[Numbers, Floats]:
    """Clusters whose centres are identical become one, under the first one's number."""
    first = np.sort(np.unique(centres, axis=0, return_index=True)[1])
    return number[first], centres[first]


def _nearest(points: Floats, centres: Floats) -> Numbers:
    parts = range(0, len(points), AT_ONCE)
    nearest = [cdist(points[n : n + AT_ONCE], centres).argmin(axis=1) for n in parts]
    return np.concatenate(nearest)


def _means(points: Floats, weights: Floats, own: Numbers) -> Floats:
    mass = np.bincount(own, weights=weights)
    sums = [np.bincount(own, weights=weights * axis) for axis in points.T]
    means: Floats = np.array(sums).T / mass[:, np.newaxis]
    return means


def _stand_still(centres: Floats, moved: Floats) -> bool:
    """Whether no centre has moved far, once both are sorted."""
    if len(centres) != len(moved):
        return False
    distance = np.hypot(*(_sorted(centres) - _sorted(moved)).T)
    return bool((distance < STANDSTILL).all())


def _sorted(centres: Floats) -> Floats:
    ordered: Floats = centres[np.lexsort(centres.T[::-1])]
    return ordered
