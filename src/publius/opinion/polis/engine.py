"""The whole of Polis's update: axes, who is in, base clusters, groups, how many."""

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from publius.opinion.ballots import Ballots
from publius.opinion.errors import SettingError
from publius.opinion.grouping import NOBODY, Grouping
from publius.opinion.pca import Projection, axes_to_keep
from publius.opinion.people import who_is_in
from publius.opinion.polis.axes import place
from publius.opinion.polis.clusters import (
    NEW,
    Clusters,
    base_clusters,
    group_clusters,
    most_groups,
)
from publius.opinion.polis.how_many import clearness, steady_k
from publius.opinion.polis.inclusion import ENOUGH_VOTES, people_in
from publius.opinion.polis.memory import Memory, to_keep
from publius.opinion.stable.memory import letters

Numbers = NDArray[np.int64]


def group(
    ballots: Ballots,
    *,
    min_votes: int = ENOUGH_VOTES,
    k: int | None = None,
    included: Iterable[Hashable] | None = None,
    previous: Mapping[str, Any] | None = None,
    seed: int = 0,
) -> Grouping:
    """Group people as Polis does; the order in which they first voted matters, as it does there.

    Without ``previous`` (the state of the map before) this is Polis's first update of a
    conversation; with it, clusters go on from where they were and the number of groups changes
    only when another has been best four times in a row. ``included`` names the people to group,
    ``k`` fixes the number of groups. Nothing is random, so ``seed`` makes no difference.
    """
    del seed
    memory = Memory.of(previous)
    placed = place(ballots, previous=previous)
    inside, before = _inside(ballots, min_votes, included, memory)
    base = base_clusters(placed.positions[inside], before)
    tried = _tried(base, memory, k)
    clear = {number: clearness(groups, base.centres) for number, groups in tried.items()}
    steady = steady_k(_clearest(clear, most_groups(len(base.number))), memory.k)
    chosen = tried[_among(tried, steady["shown"]) if k is None else k]
    own = np.full(len(ballots.people), NOBODY)
    own[inside] = chosen.own[base.own]
    kept = to_keep(ballots, own, base, tried, steady, memory)
    state = {"axes": axes_to_keep(placed.components, ballots), **kept}
    return _grouping(placed, inside, own, chosen, clear, state)


def _grouping(
    placed: Projection,
    inside: NDArray[np.bool_],
    own: Numbers,
    chosen: Clusters,
    clear: Mapping[int, float],
    state: Mapping[str, Any],
) -> Grouping:
    ranked = sorted(clear.values(), reverse=True)
    return Grouping(
        positions=placed.positions,
        statement_positions=placed.statement_positions,
        extremity=placed.extremity,
        included=inside,
        group=own,
        labels=tuple(letters(number) for number in chosen.number.tolist()),
        centres=chosen.centres,
        variance=placed.variance,
        silhouettes=clear,
        margin=ranked[0] - ranked[1] if len(ranked) > 1 else 0.0,
        state=state,
    )


def _inside(
    ballots: Ballots, min_votes: int, included: Iterable[Hashable] | None, memory: Memory
) -> tuple[NDArray[np.bool_], Numbers | None]:
    """Who is grouped, and the base clusters they were in, if there was an update before."""
    bases = memory.bases_before(ballots) if memory.base_of else None
    if included is None:
        inside = people_in(ballots, min_votes, None if bases is None else bases != NEW)
    else:
        inside = who_is_in(ballots, min_votes, included)
    return inside, None if bases is None else bases[inside]


def _tried(base: Clusters, memory: Memory, k: int | None) -> dict[int, Clusters]:
    """The groups for every number of them that is tried."""
    if k is not None and k > len(base.number) > 0:
        must = f"at most {len(base.number)}, the number of places where people stand"
        raise SettingError("bad-setting", name="k", value=k, must=must)
    numbers = {*range(2, most_groups(len(base.number)) + 1), *([] if k is None else [k])}
    return {
        number: group_clusters(
            base.centres, base.sizes, number, memory.groups_before(base.number, number)
        )
        for number in sorted(numbers)
    }


def _clearest(clear: Mapping[int, float], most: int) -> int:
    """The number of groups that is clearest, of those Polis tries; the smaller if two are."""
    return max(range(2, most + 1), key=lambda number: (clear[number], -number))


def _among(tried: Mapping[int, Clusters], k: int) -> int:
    """The number of groups to show; fewer base clusters than before may not allow as many."""
    return min(k, max(tried))
