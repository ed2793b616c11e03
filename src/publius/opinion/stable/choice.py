"""Which centres, and how many: the best there are, unless the last ones are still good enough."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from publius.opinion.stable.cells import Cells
from publius.opinion.stable.kmeans import Clusters, cluster, in_order, settle
from publius.opinion.stable.silhouette import distances, silhouette

Floats = NDArray[np.float64]
FEWEST, MOST = 2, 5
SMALLEST, SMALLEST_SHARE = 5, 0.02  # people in a group, and their share of all
PLACES_PER_NUMBER = 50  # fewer cannot tell four groups from chance
CLEARLY_BETTER = 0.7  # new centres must leave at most this share of the old ones' spread
CLEAR_GAIN = 0.05  # more groups must have a silhouette that much higher than fewer
CHANGE_GAIN = 0.1  # other groups than last time must have one that much higher …
SEEN_BEFORE = 1  # … and must have had so last time


@dataclass(frozen=True)
class Waiting:
    """A number of groups that would be better than today's, and how often it was seen to be."""

    k: int = 0
    seen: int = 0


NOTHING_WAITS = Waiting()


@dataclass(frozen=True, eq=False)
class Choice:
    """The centres (k x 2), how every number of groups did, and what waits for a second look.

    ``drift`` is the share of the spread that centres found afresh would save.
    """

    centres: Floats
    silhouettes: Mapping[int, float]
    waiting: Waiting = NOTHING_WAITS
    drift: float = 0.0

    @property
    def k(self) -> int:
        return len(self.centres)

    @property
    def margin(self) -> float:
        """How much clearer the best number of groups is than the second best (0: only one)."""
        best, second, *_ = [*sorted(self.silhouettes.values(), reverse=True), 0.0, 0.0]
        return best - second if len(self.silhouettes) > 1 else 0.0


def choose(
    cells: Cells, k: int | None, old: Floats, waiting: Waiting = NOTHING_WAITS, seed: int = 0
) -> Choice:
    """Find the centres for a given ``k``, or for the number of groups that stand apart best.

    ``old`` are the centres of an earlier map in today's unit (none: 0 x 2).
    """
    if not len(cells.points):
        return Choice(np.zeros((0, 2)), {})
    fresh = {number: _afresh(cells, number, seed) for number in _numbers(cells, k)}
    found = fresh | _kept(cells, fresh, old)
    apart = distances(cells.points)
    clear = {
        number: silhouette(apart, cells.weights, clusters.nearest, cells.people)
        for number, clusters in found.items()
    }
    best, waiting = _number(clear, len(old), waiting)
    tried = {number: clear[number] for number in found if number >= FEWEST}
    saved = found[best].spread - fresh[best].spread
    drift = max(saved, 0.0) / (found[best].spread or 1)
    return Choice(found[best].centres, tried, waiting, drift)


def _numbers(cells: Cells, k: int | None) -> list[int]:
    """The numbers of groups to try: the given one, or from two up, one more per 50 places."""
    if k is not None:
        return [k]
    points = len(cells.points)
    most = min(MOST, FEWEST + points // PLACES_PER_NUMBER, points)
    return list(range(min(FEWEST, points), most + 1))


def _fewest(cells: Cells, k: int) -> float:
    """How many people make a group: five, and one in fifty of all; fewer among very few.

    Five are told from the number of places, so that copies of everybody change nothing.
    """
    share = max(SMALLEST / len(cells.points), SMALLEST_SHARE)
    return float(cells.people.sum()) * min(share, 1 / (2 * k))


def _afresh(cells: Cells, k: int, seed: int) -> Clusters:
    return cluster(
        cells.points, cells.weights, k, seed=seed, people=cells.people, fewest=_fewest(cells, k)
    )


def _kept(cells: Cells, fresh: Mapping[int, Clusters], old: Floats) -> dict[int, Clusters]:
    """The old centres, moved one step after their people, unless fresh ones are clearly better.

    Only one step, because settling fully would sweep many people along at once.
    """
    k = len(old)
    if k not in fresh:
        return {}
    kept = settle(cells.points, cells.weights, old[None], rounds=1)[0]
    is_kept = fresh[k].spread > CLEARLY_BETTER * kept.spread
    return {k: in_order(kept)} if is_kept and len(np.unique(kept.nearest)) == k else {}


def _number(clear: Mapping[int, float], old: int, waiting: Waiting) -> tuple[int, Waiting]:
    """The clearest number of groups; the old one until another is clearer twice in a row."""
    best = _clearest(clear)
    if old not in clear:
        return best, NOTHING_WAITS
    if clear[best] < clear[old] + CHANGE_GAIN:
        return old, NOTHING_WAITS
    seen = waiting.seen if waiting.k == best else 0
    return (best, NOTHING_WAITS) if seen >= SEEN_BEFORE else (old, Waiting(best, seen + 1))


def _clearest(clear: Mapping[int, float]) -> int:
    """The fewest groups that stand apart nearly as well as the best do."""
    enough = max(clear.values()) - CLEAR_GAIN
    return min(number for number in clear if clear[number] >= enough)
