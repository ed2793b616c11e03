"""What the groups are worth: seen from the other engine, against hidden votes, with some left out.

Any clustering finds groups, even in noise. So the same people are also grouped by another engine,
votes are hidden and predicted, and groups are looked for again without a tenth of the votes.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from publius.opinion import common_ground, held_out, lots
from publius.opinion.agreement import agreement
from publius.opinion.ballots import Ballots
from publius.opinion.engines import ENGINES
from publius.opinion.errors import SettingError
from publius.opinion.grouping import NOBODY, Grouping
from publius.opinion.held_out import Hidden
from publius.opinion.people import at_rows
from publius.opinion.results import Counts, count

CHECKED = ("stable", "mixture")  # what holds must hold under both
MOST_VOTES = 250_000  # beyond this people are drawn by lot …
DRAWN_VOTES = 100_000  # … who cast so many votes together
LEFT_OUT, TIMES = 0.1, 6
FEWEST_HIDDEN = 20  # votes, for their prediction to say anything
FEWEST_OF_ONE = 3  # votes somebody must have cast for some to be hidden


@dataclass(frozen=True, eq=False)
class Check:
    """What came out: ``common_ground`` is 1 or -1 where all agree or reject, else 0.

    ``held_out`` is the share of bits saved per engine; ``steadiness`` how alike the groups stay
    when votes are left out (1: the same), None where that was not tried; ``people`` how many
    were looked at if not all; ``was_made`` is False if nobody asked for more than common ground.
    """

    common_ground: NDArray[np.int8]
    held_out: Mapping[str, float] = field(default_factory=dict)
    steadiness: float | None = None
    people: int | None = None
    was_made: bool = True


def unchecked(counts: Counts) -> Check:
    """Common ground under the one grouping there is, and nothing else."""
    return Check(common_ground.find([counts]), was_made=False)


def check_all(counts: Counts, engine: str, seed: int) -> Check:
    """Check with all votes: for conversations of an ordinary size."""
    ballots, own = counts.ballots, counts.grouping
    grouped = {engine: own, **_others(ballots, own, seed, but=engine)}
    ways = [counts, *(count(ballots, grouped[name]) for name in CHECKED if name != engine)]
    inside, tried = _ids(ballots, own.included), _hidden(ballots, own, seed)
    gains = {
        name: _mean_score(tried, partial(_again(name, found.k, inside), seed=seed))
        for name, found in grouped.items()
        if found.k and tried
    }
    return Check(common_ground.find(ways), gains, _steadiness(ballots, own, engine, seed))


def check_given(counts: Counts, engine: str, seed: int) -> Check:
    """Check groups that somebody else found, beside those both engines find."""
    ballots, own = counts.ballots, counts.grouping
    others = _others(ballots, own, seed)
    ways = [counts, *(count(ballots, found) for found in others.values())]
    tried = _hidden(ballots, own, seed)
    gains = {engine: _mean_score(tried, lambda _: own)} if tried else {}
    return Check(common_ground.find(ways), gains)


def check_some(counts: Counts, engine: str, seed: int) -> Check:
    """Check with people drawn by lot, once, with as many groups as were found among all."""
    own = counts.grouping
    rows = lots.sample(counts.ballots, own.included, DRAWN_VOTES)
    drawn = at_rows(counts.ballots, rows)
    train, hidden = next(held_out.splits(drawn, seed=seed, repeats=1))
    k = max(own.k, 1)
    grouped = {
        name: _again(name, k, drawn.people)(train, seed=seed)
        for name in dict.fromkeys((engine, *CHECKED))
    }
    gains = {name: held_out.score(train, hidden, found.group) for name, found in grouped.items()}
    ways = [counts, *(count(drawn, grouped[name]) for name in CHECKED if name != engine)]
    alike = _alike(own.group[np.sort(rows)], grouped[engine].group) if own.k > 1 else None
    return Check(common_ground.find(ways), gains, alike, people=len(rows))


def _hidden(ballots: Ballots, own: Grouping, seed: int) -> list[tuple[Ballots, Hidden]]:
    """Votes to hide, twice; none where there would be too few to learn anything from.

    Where most people cast few votes, some of those are hidden too.
    """
    usual = int(np.median(ballots.votes_of[own.included]))
    enough = min(held_out.ENOUGH, max(usual, FEWEST_OF_ONE))
    tried = list(held_out.splits(ballots, seed=seed, enough=enough))
    return tried if min(len(hidden.row) for _, hidden in tried) >= FEWEST_HIDDEN else []


def _mean_score(
    tried: Sequence[tuple[Ballots, Hidden]], group: Callable[[Ballots], Grouping]
) -> float:
    scores = [held_out.score(train, hidden, group(train).group) for train, hidden in tried]
    return float(np.mean(scores))


def _again(name: str, k: int, included: Sequence[Hashable]) -> held_out.Engine:
    """The engine, asked for as many groups of the same people as before, if there can be."""

    def group(ballots: Ballots, *, seed: int) -> Grouping:
        try:
            return ENGINES[name](ballots, k=k, included=included, seed=seed)
        except SettingError:  # without some votes, fewer people differ than there were groups
            return ENGINES[name](ballots, included=included, seed=seed)

    return group


def _others(
    ballots: Ballots, own: Grouping, seed: int, *, but: str | None = None
) -> dict[str, Grouping]:
    """The same people as the engines that check group them, except the one that was asked."""
    inside = _ids(ballots, own.included)
    return {
        name: ENGINES[name](ballots, included=inside, seed=seed) for name in CHECKED if name != but
    }


def _steadiness(ballots: Ballots, own: Grouping, engine: str, seed: int) -> float | None:
    """The median agreement with groups found without a tenth of the votes."""
    if own.k < 2:
        return None
    again = _again(engine, own.k, _ids(ballots, own.included))
    alike = []
    for time in range(TIMES):
        fewer = _without_some(ballots, seed * TIMES + time)
        found = again(fewer, seed=seed)
        alike.append(_alike(own.group, found.group))
    return float(np.median(alike))


def _alike(one: NDArray[np.int64], other: NDArray[np.int64]) -> float:
    """How far two ways of grouping agree about the people who are grouped in both."""
    both = (one != NOBODY) & (other != NOBODY)
    return agreement(one[both], other[both])


def _without_some(ballots: Ballots, seed: int) -> Ballots:
    kept = ~lots.below(lots.of_votes(ballots, seed), LEFT_OUT)
    return replace(
        ballots, row=ballots.row[kept], column=ballots.column[kept], answer=ballots.answer[kept]
    )


def _ids(ballots: Ballots, rows: NDArray[np.bool_]) -> list[Hashable]:
    return [ballots.people[row] for row in np.flatnonzero(rows).tolist()]
