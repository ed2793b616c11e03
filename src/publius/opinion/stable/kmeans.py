"""Weighted k-means whose answer does not depend on the order of the points.

The best of several starts wins. Some starts are worked out (splitting along the best line, again
and again), others are drawn with a seed from points in the order of where they lie.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
DIRECTIONS = 24
DRAWN_STARTS = 12
MOST_ROUNDS = 200


@dataclass(frozen=True, eq=False)
class Clusters:
    """Centres (k x 2), the number of the nearest one per point, and the weighted sum of squares."""

    centres: Floats
    nearest: NDArray[np.int64]
    spread: float


def cluster(
    points: Floats,
    weights: Floats,
    k: int,
    *,
    seed: int = 0,
    people: Floats | None = None,
    fewest: float = 0,
) -> Clusters:
    """Find the k centres that leave the least spread; ``points`` (n x 2) in canonical order.

    Clusters of fewer than ``fewest`` of the ``people`` at the points are passed over: somebody
    far out is not a group. They count to the group they are nearest to.

    >>> points = np.array([[0.0, 0.0], [0.0, 1.0], [5.0, 0.0], [5.0, 1.0]])
    >>> cluster(points, np.ones(4), 2).nearest.tolist()
    [0, 0, 1, 1]
    """
    people = np.ones(len(points)) if people is None else people
    tried = [split_start(points, weights, k), *drawn_starts(points, weights, k, seed)]
    finished = settle(points, weights, np.array(tried))
    best = _least(finished)
    large = [each for each in finished if _sizes(each, people).min() >= fewest]
    if large:
        return in_order(_least(large))
    far_out = (_sizes(best, people) < fewest)[best.nearest]
    if len(points) - np.count_nonzero(far_out) < k:
        return in_order(best)
    near = cluster(
        points[~far_out], weights[~far_out], k, seed=seed, people=people[~far_out], fewest=fewest
    )
    nearest = nearest_centres(points, near.centres)
    return Clusters(near.centres, nearest, spread_of(points, weights, near.centres, nearest))


def _least(finished: Sequence[Clusters]) -> Clusters:
    """The clusters with the least spread, the first of those that are equal but for rounding."""
    return finished[int(np.argmin(np.round([each.spread for each in finished], 9)))]


def _sizes(clusters: Clusters, people: Floats) -> Floats:
    sizes = np.bincount(clusters.nearest, weights=people, minlength=len(clusters.centres))
    return sizes.astype(float)


def settle(
    points: Floats, weights: Floats, starts: Floats, rounds: int = MOST_ROUNDS
) -> list[Clusters]:
    """Move every set of centres (starts x k x 2) until nothing changes (Lloyd's rule)."""
    centres = starts.copy()
    last = np.full((len(starts), len(points)), -1)
    for _ in range(rounds):
        nearest = nearest_centres(points, centres)
        if np.array_equal(nearest, last):
            break
        last = nearest
        for number, own in enumerate(nearest):
            centres[number] = means_of(points, weights, own, centres[number])
    return [
        Clusters(found, own, spread_of(points, weights, found, own))
        for found, own in zip(centres, last, strict=True)
    ]


def nearest_centres(points: Floats, centres: Floats) -> NDArray[np.int64]:
    """Which centre each point is nearest to (starts x points)."""
    cross = points @ np.swapaxes(centres, -1, -2)
    nearest: NDArray[np.int64] = np.argmin((centres**2).sum(-1)[..., None, :] - 2 * cross, axis=-1)
    return nearest


def means_of(points: Floats, weights: Floats, own: NDArray[np.int64], before: Floats) -> Floats:
    """The weighted mean of each cluster's points; an empty one stays where it was."""
    k = len(before)
    mass = np.bincount(own, weights=weights, minlength=k)
    sums = [np.bincount(own, weights=weights * axis, minlength=k) for axis in points.T]
    moved: Floats = np.array(sums).T / np.where(mass > 0, mass, 1)[:, None]
    return np.where(mass[:, None] > 0, moved, before)


def spread_of(points: Floats, weights: Floats, centres: Floats, own: NDArray[np.int64]) -> float:
    """The weighted sum of squared distances to the centre each point belongs to."""
    return float(weights @ ((points - centres[own]) ** 2).sum(axis=1))


def in_order(clusters: Clusters) -> Clusters:
    """The same clusters, numbered by where their centres lie."""
    order = np.lexsort(np.round(clusters.centres, 9).T[::-1])
    number = np.empty(len(order), dtype=np.int64)
    number[order] = np.arange(len(order))
    return Clusters(clusters.centres[order], number[clusters.nearest], clusters.spread)


def split_start(points: Floats, weights: Floats, k: int) -> Floats:
    """Centres from splitting the cluster that gains most by a straight line, k - 1 times."""
    own = np.zeros(len(points), dtype=np.int64)
    for number in range(1, k):
        gains = [_best_line(points, weights, own == part) for part in range(number)]
        _, beyond = max(gains, key=lambda gain: gain[0])
        own[beyond] = number
    return means_of(points, weights, own, np.zeros((k, points.shape[1])))


def _best_line(
    points: Floats, weights: Floats, members: NDArray[np.bool_]
) -> tuple[float, NDArray[np.int64]]:
    """The straight cut that takes most spread out of the members, and who lies beyond it."""
    where = np.flatnonzero(members)
    best = (0.0, where[:0])
    for angle in np.arange(DIRECTIONS) * (np.pi / DIRECTIONS):
        order = np.argsort(points[where] @ np.array([np.cos(angle), np.sin(angle)]), kind="stable")
        gain, cut = _best_cut(points[where][order], weights[where][order])
        if gain > best[0] * (1 + 1e-9):
            best = (gain, where[order[cut:]])
    return best


def _best_cut(points: Floats, weights: Floats) -> tuple[float, int]:
    """Where to cut points in a row in two, and the spread between the parts (Ward's gain)."""
    if len(points) < 2:
        return 0.0, len(points)
    mass = np.cumsum(weights)
    sums = np.cumsum(points * weights[:, None], axis=0)
    left, right = mass[:-1], mass[-1] - mass[:-1]
    apart = sums[:-1] / left[:, None] - (sums[-1] - sums[:-1]) / right[:, None]
    gains = left * right / mass[-1] * (apart**2).sum(axis=1)
    cut = int(np.argmax(gains))
    return float(gains[cut]), cut + 1


def drawn_starts(points: Floats, weights: Floats, k: int, seed: int) -> list[Floats]:
    """Centres drawn far from each other (k-means++, Arthur & Vassilvitskii 2007)."""
    rng = np.random.default_rng(seed)
    return [_drawn(points, weights, k, rng) for _ in range(DRAWN_STARTS)]


def _drawn(points: Floats, weights: Floats, k: int, rng: np.random.Generator) -> Floats:
    chance = weights
    chosen: list[int] = []
    distance = np.full(len(points), np.inf)
    for _ in range(k):
        heaped = np.cumsum(chance)
        chosen.append(int(np.searchsorted(heaped, rng.random() * heaped[-1], side="right")))
        distance = np.minimum(distance, ((points - points[chosen[-1]]) ** 2).sum(axis=1))
        chance = weights * distance
    return points[chosen]
