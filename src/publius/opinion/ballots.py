"""Votes as the engines see them: one row per person, one column per statement, mostly empty."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from publius.opinion.errors import StatementError, VoteError
from publius.opinion.types import Statement, Status, Vote

TAKEN_BACK = 2  # beside the three answers, while votes are being read
Statements = Iterable[Statement | Hashable] | Mapping[Hashable, Any]


@dataclass(frozen=True, eq=False)
class Ballots:
    """The last vote of everybody on every statement.

    ``people`` are in the order of their first vote, ``statements`` as listed. ``row``, ``column``
    (int32) and ``answer`` (int8: -1, 0, 1) hold one entry per standing vote, sorted by row, then
    column; ``shown`` (bool, one per statement) is False for rejected and meta ones.

    >>> ballots = Ballots.of([("ada", "s1", 1), ("bo", "s1", -1), ("ada", "s1", 0)])
    >>> ballots.people, ballots.answer.tolist()
    (['ada', 'bo'], [0, -1])
    """

    people: Sequence[Hashable]
    statements: Sequence[Statement]
    row: NDArray[np.int32]
    column: NDArray[np.int32]
    answer: NDArray[np.int8]

    @classmethod
    def of(
        cls, votes: "Iterable[Vote | tuple[Any, ...]] | Ballots", statements: Statements = ()
    ) -> "Ballots":
        """Read votes; statements that are voted on but not listed are added at the end.

        Raises VoteError and StatementError.
        """
        if isinstance(votes, Ballots):
            return votes
        return cls.from_columns(*_columns(votes), statements=statements)

    @classmethod
    def from_columns(
        cls,
        people: Sequence[Hashable] | NDArray[Any],
        votes_on: Sequence[Hashable] | NDArray[Any],
        answers: Sequence[float | None] | NDArray[Any],
        times: Sequence[float] | NDArray[Any] | None = None,
        *,
        statements: Statements = (),
    ) -> "Ballots":
        """Read votes from parallel columns; None (or NaN) as an answer takes a vote back."""
        given = _answers(people, votes_on, answers)
        order = _in_time(times, people, votes_on)
        row, who = _codes(people, order)
        listed = _listed(statements)
        column, seen = _codes(votes_on, order, [statement.id for statement in listed])
        listed += [Statement(key) for key in seen[len(listed) :]]
        last = _last_of_each(row, column, len(listed))
        standing = last[given[order][last] != TAKEN_BACK]
        return cls(
            people=who,
            statements=listed,
            row=row[standing],
            column=column[standing],
            answer=given[order][standing],
        )

    @cached_property
    def shown(self) -> NDArray[np.bool_]:
        return np.array([s.status is Status.SHOWN for s in self.statements], dtype=bool)

    @cached_property
    def votes_of(self) -> NDArray[np.int64]:
        """How many statements each person voted on, rejected ones included."""
        return np.bincount(self.row, minlength=len(self.people))


def _columns(votes: Iterable[Vote | tuple[Any, ...]]) -> tuple[Any, ...]:
    """Rows of three or four as columns; a vote without a time came when it stands in the list."""
    if isinstance(votes, np.ndarray):
        return tuple(votes.T)
    rows = list(votes)
    if not rows:
        return (), (), ()
    sizes = {len(row) for row in rows}
    if not sizes <= {3, 4}:
        number, parts = next((n, len(r)) for n, r in enumerate(rows, 1) if len(r) not in (3, 4))
        raise VoteError("bad-vote", number=number, parts=parts)
    if len(sizes) == 2:
        rows = [row if len(row) == 4 else (*row, 0) for row in rows]
    return tuple(zip(*rows, strict=True))


def _answers(people: Any, votes_on: Any, answers: Any) -> NDArray[np.int8]:
    if not len(people) == len(votes_on) == len(answers):
        lengths = ", ".join(str(len(column)) for column in (people, votes_on, answers))
        raise VoteError("uneven-columns", lengths=lengths)
    given = np.asarray(answers)
    if given.dtype.kind not in "if":
        given = _numbers(people, votes_on, answers)
    taken_back = np.isnan(given) if given.dtype.kind == "f" else np.zeros(len(given), bool)
    wrong = np.flatnonzero(~(taken_back | (given == 1) | (given == 0) | (given == -1)))
    if wrong.size:
        at = int(wrong[0])
        raise VoteError("bad-answer", answer=answers[at], person=people[at], statement=votes_on[at])
    return np.where(taken_back, TAKEN_BACK, given).astype(np.int8)


def _numbers(people: Any, votes_on: Any, answers: Any) -> NDArray[np.float64]:
    """Answers that are not all numbers: None is a vote taken back, words are refused."""
    numbers = []
    for person, statement, answer in zip(people, votes_on, answers, strict=True):
        if answer is not None and not isinstance(answer, (int, float, np.number)):
            raise VoteError("bad-answer", answer=answer, person=person, statement=statement)
        numbers.append(np.nan if answer is None else float(answer))
    return np.array(numbers, dtype=float)


def _in_time(times: Any, people: Any, votes_on: Any) -> NDArray[np.int64]:
    """The order in which the votes came; those of one moment as they are listed."""
    if times is None:
        return np.arange(len(people))
    moments = np.asarray(times, dtype=float)
    strange = np.flatnonzero(~np.isfinite(moments))
    if strange.size:
        at = int(strange[0])
        raise VoteError("bad-time", person=people[at], statement=votes_on[at])
    if np.all(moments[1:] >= moments[:-1]):
        return np.arange(len(people))
    return np.argsort(moments, kind="stable")


def _codes(
    ids: Any, order: NDArray[np.int64], first: Sequence[Hashable] = ()
) -> tuple[NDArray[np.int32], list[Hashable]]:
    """Number ids from 0 in the order they come, after those that are known."""
    keys = ids[order].tolist() if isinstance(ids, np.ndarray) else [ids[n] for n in order.tolist()]
    codes: dict[Hashable, int] = {key: n for n, key in enumerate(first)}
    numbers = [codes.setdefault(key, len(codes)) for key in keys]
    return np.array(numbers, dtype=np.int32), list(codes)


def _listed(statements: Statements) -> list[Statement]:
    if isinstance(statements, Mapping):
        listed = [_statement(key, value) for key, value in statements.items()]
    else:
        listed = [s if isinstance(s, Statement) else Statement(s) for s in statements]
    seen: set[Hashable] = set()
    for statement in listed:
        if statement.id in seen:
            raise StatementError("duplicate-statement", id=statement.id)
        seen.add(statement.id)
    return listed


def _statement(key: Hashable, value: Any) -> Statement:
    return value if isinstance(value, Statement) else Statement(key, status=Status(value))


def _last_of_each(
    row: NDArray[np.int32], column: NDArray[np.int32], width: int
) -> NDArray[np.int64]:
    """Which votes stand, sorted by person and statement."""
    pair = row.astype(np.int64) * max(width, 1) + column
    order = np.argsort(pair, kind="stable")
    is_last = np.append(np.diff(pair[order]) > 0, True)[: len(pair)]
    standing: NDArray[np.int64] = order[is_last]
    return standing
