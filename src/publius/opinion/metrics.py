"""How fairly a conversation was shared out and what it found, in figures with their n."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from publius.opinion.ballots import Ballots
from publius.opinion.intervals import difference_between
from publius.opinion.published import FEWEST
from publius.opinion.types import OpinionMap, Statement, StatementResult, Status

BUSIEST = 5  # people whose share of all votes is told


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure and how many people (or statements) it rests on; None where these are too few.

    >>> Measure.about_people(.4, 3)
    Measure(value=None, n=None)
    """

    value: float | None
    n: int | None

    @classmethod
    def about_people(cls, value: float, n: int) -> "Measure":
        return cls(float(value), n) if n >= FEWEST else cls(None, None)


@dataclass(frozen=True, slots=True)
class Difference:
    """How far two groups lie apart on a statement: shares of agreement, 5 % and 95 % bounds."""

    more: str
    less: str
    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True)
class Metrics:
    """What the votes alone say about a conversation.

    ``enough`` is the share of people with enough votes to be grouped. The Gini indices run from 0
    (all alike) to 1 (one has everything): of votes per person, votes per statement, statements
    per author. ``busiest`` is the share of all votes that the five busiest people cast.
    ``late_to_early`` divides the median number of votes of the later half of the statements by
    that of the earlier half. ``unsure`` is the share of passes, ``unheard`` that of statements
    seen by too few, ``seeds`` and ``rejected`` those put up by the organisers and taken down.
    ``polarisation`` is the share of bits that knowing groups saves in predicting hidden votes,
    ``steadiness`` how alike groups stay when a tenth of the votes is left out (1: the same).
    """

    people: int
    votes: int
    statements: int
    enough: Measure
    median_votes: Measure
    median_votes_by_group: Mapping[str, Measure]
    gini_of_people: Measure
    gini_of_statements: Measure
    gini_of_authors: Measure
    busiest: Measure
    late_to_early: Measure
    unsure: Measure
    unheard: Measure
    seeds: Measure
    rejected: Measure
    polarisation: Measure
    steadiness: Measure
    divisiveness: Mapping[Hashable, Difference]


def metrics(ballots: Ballots, found: OpinionMap) -> Metrics:
    """Compute all figures that follow from votes and their map.

    >>> from publius.opinion import fit
    >>> ballots = Ballots.of([(person, s, 1) for person in range(6) for s in range(person + 1)])
    >>> figures = metrics(ballots, fit(ballots))
    >>> figures.votes, figures.median_votes, round(figures.gini_of_people.value, 3)
    (21, Measure(value=3.5, n=6), 0.278)
    """
    votes, n = ballots.votes_of, len(ballots.people)
    grouped = sum(group.size for group in found.groups.values())
    shown = [result for result in found.statements.values() if result.status is Status.SHOWN]
    heard = sum(result.is_heard for result in shown)
    statements = ballots.statements
    return Metrics(
        people=n,
        votes=len(ballots.row),
        statements=len(statements),
        enough=Measure.about_people(grouped / max(n, 1), n),
        median_votes=Measure.about_people(_median(votes), n),
        median_votes_by_group=_by_group(found),
        gini_of_people=Measure.about_people(gini(votes), n),
        gini_of_statements=_share_of(gini(_votes_per_statement(ballots)), len(shown)),
        gini_of_authors=_of_authors(statements),
        busiest=Measure.about_people(np.sort(votes)[-BUSIEST:].sum() / max(votes.sum(), 1), n),
        late_to_early=_late_to_early(ballots),
        unsure=Measure.about_people(float(np.mean(ballots.answer == 0)) if n else 0, n),
        unheard=_share_of(1 - heard / max(len(shown), 1), len(shown)),
        seeds=_share_of(_part(statement.seed for statement in statements), len(statements)),
        rejected=_share_of(
            _part(each.status is Status.REJECTED for each in statements), len(statements)
        ),
        polarisation=_if_known(found.held_out.get(found.engine), grouped),
        steadiness=_if_known(found.steadiness, grouped),
        divisiveness=_differences(found, shown),
    )


def gini(amounts: ArrayLike) -> float:
    """How unequally something is shared out: 0 all alike, towards 1 one has everything.

    Half the mean difference between any two, divided by the mean (C. Gini, 1912).

    >>> gini([1, 1, 1]), gini([0, 0, 0, 1]), gini([])
    (0.0, 0.75, 0.0)
    """
    ordered = np.sort(np.asarray(amounts, dtype=float))
    total, n = ordered.sum(), len(ordered)
    if not total:
        return 0.0
    ranks = np.arange(1, n + 1)
    return float(2 * (ranks * ordered).sum() / (n * total) - (n + 1) / n)


def _share_of(value: float, n: int) -> Measure:
    """A figure about statements: told however few there are, if there are any."""
    return Measure(float(value), n) if n else Measure(None, None)


def _part(marks: Iterable[bool]) -> float:
    every = list(marks)
    return sum(every) / len(every) if every else 0.0


def _median(amounts: ArrayLike) -> float:
    values = np.asarray(amounts)
    return float(np.median(values)) if len(values) else 0.0


def _by_group(found: OpinionMap) -> dict[str, Measure]:
    return {
        label: Measure.about_people(group.median_votes, group.size)
        for label, group in found.groups.items()
    }


def _votes_per_statement(ballots: Ballots) -> NDArray[np.int64]:
    """How many votes every shown statement has."""
    return np.bincount(ballots.column, minlength=len(ballots.statements))[ballots.shown]


def _of_authors(statements: Sequence[Statement]) -> Measure:
    written = Counter(each.author for each in statements if each.author is not None)
    return Measure.about_people(gini(list(written.values())), len(written))


def _late_to_early(ballots: Ballots) -> Measure:
    """By when statements were first shown; where that is not known, in the order of the list."""
    votes = _votes_per_statement(ballots)
    shown = [each for each in ballots.statements if each.status is Status.SHOWN]
    if all(each.at is not None for each in shown):
        votes = votes[np.argsort([each.at or 0.0 for each in shown], kind="stable")]
    half = len(votes) // 2
    early = _median(votes[:half])
    if not early:
        return Measure(None, None)
    return Measure(_median(votes[len(votes) - half :]) / early, len(votes))


def _if_known(value: float | None, n: int) -> Measure:
    return Measure(None, None) if value is None else Measure.about_people(value, n)


def _differences(found: OpinionMap, shown: Sequence[StatementResult]) -> dict[Hashable, Difference]:
    differences = {result.id: widest_difference(result) for result in shown}
    return {key: each for key, each in differences.items() if each is not None}


def widest_difference(result: StatementResult) -> Difference | None:
    """The two groups that lie furthest apart on a statement, of those with five votes or more.

    None where fewer than two groups have as many.
    """
    known = {
        label: answer for label, answer in result.by_group.items() if answer.tally.voted >= FEWEST
    }
    if len(known) < 2:
        return None
    more = max(known, key=lambda label: known[label].agree)
    less = min(known, key=lambda label: known[label].agree)
    low, high = difference_between(known[more], known[less])
    n = known[more].tally.voted + known[less].tally.voted
    return Difference(more, less, known[more].agree - known[less].agree, low, high, n)
