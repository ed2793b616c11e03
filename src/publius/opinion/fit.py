"""Votes in, a map of opinion out: one call, whichever engine finds the groups."""

from collections.abc import Hashable, Iterable, Mapping
from importlib.metadata import version
from typing import Any

import numpy as np

from publius.opinion import lots, polis
from publius.opinion.ballots import Ballots
from publius.opinion.bridging import bridging
from publius.opinion.confidence import judge, warn
from publius.opinion.cross_check import (
    MOST_VOTES,
    Check,
    check_all,
    check_given,
    check_some,
    unchecked,
)
from publius.opinion.digest import digest_of
from publius.opinion.engines import ENGINES
from publius.opinion.given import given
from publius.opinion.listing import Statements
from publius.opinion.people import People, at_rows, refuse_unknown
from publius.opinion.results import Counts, count
from publius.opinion.settings import (
    group_of_each,
    list_of_ids,
    refuse_bad_settings,
    refuse_more_groups_than,
    state_of,
)
from publius.opinion.types import Group, OpinionMap, Vote

BRIDGING_VOTES = 50_000  # are enough where there are more votes than can all be checked


def fit(
    votes: Iterable[Vote | tuple[Any, ...]] | Ballots,
    statements: Statements = (),
    *,
    engine: str = "stable",
    min_votes: int = 7,
    previous: OpinionMap | Mapping[str, Any] | None = None,
    seed: int = 0,
    k: int | None = None,
    included: Iterable[Hashable] | None = None,
    groups: Mapping[Hashable, str] | None = None,
    check: bool | None = None,
) -> OpinionMap:
    """Map opinions: who stands with whom, what unites, what divides, and how sure that is.

    ``engine``: ``stable`` (default; the same groups whatever the order), ``mixture`` (kinds of
    voters that predict hidden votes best) or ``polis`` (as Polis does it). People with fewer than
    ``min_votes`` are placed but not grouped, unless ``included`` names who is. ``k`` asks for that
    many groups; ``groups`` gives them (person -> label) and nothing is looked for. ``previous``,
    an earlier map or its state, keeps letters and groups steady. ``check``: whether to compare
    with the other engine and with hidden votes (None: on a sample where there are very many).

    Raises VoteError, StatementError and SettingError, each with a plain sentence.

    >>> votes = [(person, s, 1 if person < 4 else -1) for person in range(8) for s in "abc"]
    >>> found = fit(votes)
    >>> {label: group.size for label, group in found.groups.items()}
    {'A': 4, 'B': 4}
    """
    refuse_bad_settings(engine, min_votes, k, seed)
    state, included = state_of(previous), list_of_ids(included)
    ballots = Ballots.of(votes, statements)
    refuse_unknown("included", included or (), ballots)
    refuse_more_groups_than(len(ballots.people), k)
    if groups is not None:
        places = polis.place(ballots) if engine == "polis" else None
        counts = count(ballots, given(ballots, group_of_each(groups), places))
        found = check_given(counts, engine, seed) if check else unchecked(counts)
        return _map(counts, found, engine, seed)
    grouping = ENGINES[engine](
        ballots, min_votes=min_votes, k=k, included=included, previous=state, seed=seed
    )
    counts = count(ballots, grouping)
    return _map(counts, _checked(counts, engine, seed, check), engine, seed)


def _checked(counts: Counts, engine: str, seed: int, wanted: bool | None) -> Check:
    if wanted is False or not counts.grouping.included.any():
        return unchecked(counts)
    if wanted or len(counts.ballots.row) <= MOST_VOTES:
        return check_all(counts, engine, seed)
    return check_some(counts, engine, seed)


def _map(counts: Counts, check: Check, engine: str, seed: int) -> OpinionMap:
    ballots, grouping = counts.ballots, counts.grouping
    return OpinionMap(
        engine=engine,
        version=version("publius"),
        seed=seed,
        input_digest=digest_of(ballots),
        people=People(ballots, grouping),
        groups=_groups(counts),
        statements=counts.statement_results(_bridging(ballots), check.common_ground != 0),
        representative=counts.representative(),
        agreed_by_all=counts.agreed_by_all(),
        disagreed_by_all=counts.disagreed_by_all(),
        k=grouping.k,
        silhouettes=grouping.silhouettes,
        margin=grouping.margin,
        variance=grouping.variance,
        confidence=judge(grouping, check, engine),
        held_out=check.held_out,
        steadiness=check.steadiness,
        warnings=warn(counts, check, engine),
        state=grouping.state,
    )


def _bridging(ballots: Ballots) -> list[float | None]:
    """How far everybody agrees once viewpoints are taken out, from a sample of very many votes."""
    if len(ballots.row) > MOST_VOTES:
        ballots = at_rows(ballots, lots.sample(ballots, ballots.votes_of > 0, BRIDGING_VOTES))
    return bridging(ballots)


def _groups(counts: Counts) -> dict[str, Group]:
    """Size, usual number of votes and centre of every group."""
    grouping, votes = counts.grouping, counts.ballots.votes_of
    found = {}
    for number, label in enumerate(grouping.labels):
        members = grouping.group == number
        x, y = grouping.centres[number].tolist()
        usual = float(np.median(votes[members])) if members.any() else 0.0
        found[label] = Group(label, int(members.sum()), usual, (x, y))
    return found
