"""Which statement a person is asked about next: new ones first, then a weighted lottery.

Every statement is put first until it has been heard; only then does its priority count. Whatever
decides is in the answer (weights, seed, reason), so that any choice can be made again.
"""

import random
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from statistics import median
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from publius.opinion import statistics
from publius.opinion.ballots import Ballots
from publius.opinion.errors import SettingError
from publius.opinion.listing import Statements
from publius.opinion.settings import refuse_number
from publius.opinion.somewhere import works_somewhere
from publius.opinion.types import Group, OpinionMap, Statement, Status, Tally

MANY = 20  # votes that every statement gets before its priority counts
FROM_EACH = 5  # of them from each group, or from all of a smaller one
FAIR = 0.9  # of the votes of the median statement: what comes late is put first until it has them
QUOTA = 0.1  # of the draws, at least, go to what works somewhere


class Reason(StrEnum):
    """Why a statement could be drawn."""

    NEW = "too few people, or too few of one group, have voted on it yet"
    LATE = "it came late and has fewer votes than its fair share"
    PRIORITY = "its priority"
    SOMEWHERE = "it works somewhere: a small group agrees and others do not"


@dataclass(frozen=True, slots=True)
class Heard:
    """How far one statement has been heard: its votes so far, and how many from each group.

    >>> Heard(Statement("s1"), Tally(3, 1, 0), {"A": 2}).tally.voted
    4
    """

    statement: Statement
    tally: Tally
    by_group: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """The statement to ask about next, and what decided.

    ``weights`` holds every statement the person could have been asked about; the chance of each
    is its share of the sum. ``pick(weights, seed)`` gives ``statement`` again.

    >>> Choice("s2", {"s1": 0.0, "s2": 4.0}, 7, Reason.PRIORITY).chances
    {'s1': 0.0, 's2': 1.0}
    """

    statement: Hashable
    weights: Mapping[Hashable, float]
    seed: int
    reason: Reason

    @property
    def chances(self) -> dict[Hashable, float]:
        total = sum(self.weights.values())
        return {key: weight / total for key, weight in self.weights.items()}


def next_statement(
    person: Hashable,
    votes: "Ballots | Iterable[Heard] | Iterable[tuple[Any, ...]]",
    found: OpinionMap | None = None,
    *,
    seed: int,
    statements: Statements = (),
    answered: Collection[Hashable] = (),
    skipped: Collection[Hashable] = (),
    quota: float = QUOTA,
) -> Choice | None:
    """Draw the statement to ask ``person`` about next; None if nothing is left to ask.

    ``votes`` are all votes so far, and ``statements`` all there are (those nobody voted on yet
    would be unknown); or a ``Heard`` per statement where votes are counted elsewhere, and then
    ``answered`` says what the person voted on. ``found`` is the latest map: it says who is
    in which group, what has priority and what works somewhere. What was answered or ``skipped``,
    rejected and meta statements are never drawn. There is no limit to the number of statements.

    >>> choice = next_statement("ada", [("ada", "s1", 1), ("bo", "s2", 1)], seed=1)
    >>> choice.statement, choice.weights, choice.reason.name
    ('s2', {'s2': 19.0}, 'NEW')
    """
    if not 0 <= quota < 1:
        raise SettingError("bad-setting", name="quota", value=quota, must="at least 0 and below 1")
    refuse_number("seed", seed, least=0)
    heard, voted_on = _heard(person, votes, statements, found)
    done = {*voted_on, *answered, *skipped}
    shown = [each for each in heard if each.statement.status is Status.SHOWN]
    left = [each for each in shown if each.statement.id not in done]
    missing = _missing(left, _fair_share(shown), _group_of(person, found))
    somewhere = {each.statement for each in works_somewhere(found)} if found else set()
    weights = _weights(left, missing, somewhere - missing.keys(), found, quota)
    chosen = pick(weights, seed)
    return None if chosen is None else _choice(chosen, weights, seed, missing, somewhere)


def pick(weights: Mapping[Hashable, float], seed: int) -> Any:
    """Draw one key with chances in proportion to the weights; None if no weight is above 0.

    A weight of 0 stays 0. The order of the mapping does not matter, nor whether ids have become
    text on the way, so that weights read back from JSON give the same choice.

    >>> pick({"s1": 0, "s2": .5}, seed=0)
    's2'
    """
    positive = sorted((str(key), key, weight) for key, weight in weights.items() if weight > 0)
    point = random.Random(seed).random() * sum(weight for _, _, weight in positive)  # noqa: S311
    chosen = None
    for _, key, weight in positive:
        chosen = key
        point -= weight
        if point < 0:
            break
    return chosen


def hear(ballots: Ballots, found: OpinionMap | None = None) -> tuple[Heard, ...]:
    """Count how far every statement has been heard, by the groups of the map.

    >>> hear(Ballots.of([("ada", "s1", 1), ("bo", "s1", 0)]))[0].tally
    Tally(agrees=1, disagrees=0, passes=1)
    """
    width = len(ballots.statements)
    counts = np.bincount(ballots.column * 3 + (ballots.answer + 1), minlength=width * 3)
    labels = tuple(found.groups) if found else ()
    group = _group_numbers(ballots, found, labels)[ballots.row]
    cells = (ballots.column * np.int64(len(labels)) + group)[group >= 0]
    by_group = np.bincount(cells, minlength=width * len(labels)).reshape(width, len(labels))
    tallies = [Tally(a, d, p) for d, p, a in counts.reshape(width, 3).tolist()]
    return tuple(
        Heard(statement, tally, dict(zip(labels, row, strict=True)))
        for statement, tally, row in zip(
            ballots.statements, tallies, by_group.tolist(), strict=True
        )
    )


def _heard(
    person: Hashable, votes: Any, statements: Statements, found: OpinionMap | None
) -> tuple[Sequence[Heard], set[Hashable]]:
    if not isinstance(votes, Ballots):
        votes = list(votes) if isinstance(votes, Iterable) else votes
        if votes and isinstance(votes, list) and all(isinstance(each, Heard) for each in votes):
            return votes, set()
        votes = Ballots.of(votes, statements)
    return hear(votes, found), _answered(person, votes)


def _answered(person: Hashable, ballots: Ballots) -> set[Hashable]:
    if person not in ballots.people:
        return set()
    own = ballots.column[ballots.row == list(ballots.people).index(person)]
    return {ballots.statements[column].id for column in own}


def _group_numbers(
    ballots: Ballots, found: OpinionMap | None, labels: Sequence[str]
) -> NDArray[np.int64]:
    number: dict[str | None, int] = {label: n for n, label in enumerate(labels)}
    people = found.people if found else {}
    groups = [people[person].group if person in people else None for person in ballots.people]
    return np.array([number.get(group, -1) for group in groups], dtype=np.int64)


def _group_of(person: Hashable, found: OpinionMap | None) -> Group | None:
    position = found.people.get(person) if found else None
    return found.groups.get(position.group) if found and position and position.group else None


def _fair_share(shown: Sequence[Heard]) -> float:
    """How many votes every statement has a claim to."""
    return max(MANY, FAIR * median([each.tally.voted for each in shown] or [0]))


def _missing(left: Sequence[Heard], share: float, own: Group | None) -> dict[Hashable, "_Lack"]:
    """What every statement still lacks, of the votes that this person can give."""
    missing = {}
    for each in left:
        floor = MANY - each.tally.voted
        if own is not None:
            floor = max(floor, min(FROM_EACH, own.size) - each.by_group.get(own.label, 0))
        lacks = max(floor, share - each.tally.voted)
        if lacks > 0:
            missing[each.statement.id] = _Lack(float(lacks), is_new=floor > 0)
    return missing


class _Lack(NamedTuple):
    votes: float
    is_new: bool


def _weights(
    left: Sequence[Heard],
    missing: Mapping[Hashable, _Lack],
    somewhere: Collection[Hashable],
    found: OpinionMap | None,
    quota: float,
) -> dict[Hashable, float]:
    """Who lacks votes comes first, but the quota of what works somewhere is kept."""
    few = _priorities([each for each in left if each.statement.id in somewhere], found)
    if missing:
        weights = dict.fromkeys((each.statement.id for each in left), 0.0)
        weights |= {key: lack.votes for key, lack in missing.items()}
    else:
        weights = _priorities(left, found)
    others = sum(weight for key, weight in weights.items() if key not in few)
    wanted, natural = quota / (1 - quota) * others, sum(few.values())
    if natural > 0 and (missing or natural < wanted):
        weights |= {key: weight * wanted / natural for key, weight in few.items()}
    return weights


def _priorities(heard: Sequence[Heard], found: OpinionMap | None) -> dict[Hashable, float]:
    """The priority on the map; what is not on it yet counts as lying in its middle."""
    tallies = np.array([(h.tally.agrees, h.tally.passes, h.tally.voted) for h in heard])
    agrees, passes, voted = tallies.reshape(-1, 3).T
    fresh = statistics.priority(agrees, passes, voted, extremity=0).tolist()
    known = found.statements if found else {}
    ids = [each.statement.id for each in heard]
    return {
        key: known[key].priority if key in known else weight
        for key, weight in zip(ids, fresh, strict=True)
    }


def _choice(
    chosen: Hashable,
    weights: Mapping[Hashable, float],
    seed: int,
    missing: Mapping[Hashable, _Lack],
    somewhere: Collection[Hashable],
) -> Choice:
    if chosen in missing:
        reason = Reason.NEW if missing[chosen].is_new else Reason.LATE
    else:
        reason = Reason.SOMEWHERE if chosen in somewhere else Reason.PRIORITY
    return Choice(chosen, weights, seed, reason)
