"""Votes as the engines see them: one row per person, one column per statement, mostly empty."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from publius.opinion.columns import (
    TAKEN_BACK,
    Column,
    answers_of,
    as_column,
    check_even,
    columns_of,
    in_time,
    numbered,
    whole_kind,
)
from publius.opinion.listing import Statements, listed
from publius.opinion.types import Statement, Status, Vote

WIDEST_GRID = 1 << 28  # people x statements that fit in memory as one byte each
SPARSEST_GRID = 64  # cells per vote; where there are more, sorting is as fast and takes less room
AT_ONCE = 1 << 20  # of which this many are looked through at a time


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
            return votes.listed_as(statements)
        return cls.from_columns(*columns_of(votes), statements=statements)

    @classmethod
    def from_columns(
        cls,
        people: Column,
        votes_on: Column,
        answers: Column,
        times: Column | None = None,
        *,
        statements: Statements = (),
    ) -> "Ballots":
        """Read votes from parallel columns; None (or NaN) as an answer takes a vote back.

        Fastest for numpy arrays of integers. Votes count in the order of ``times``, those of one
        moment (or all, without times) as they are listed.
        """
        people, votes_on, answers = as_column(people), as_column(votes_on), as_column(answers)
        times = None if times is None else as_column(times)
        check_even(people, votes_on, answers, *([] if times is None else [times]))
        given = answers_of(people, votes_on, answers)
        order = in_time(times, people, votes_on)
        row, who = numbered(people, order, "person")
        column, seen = numbered(votes_on, order, "statement")
        known = listed(statements)
        place = {statement.id: number for number, statement in enumerate(known)}
        known += [Statement(key) for key in seen if key not in place]
        places = [place.setdefault(key, len(place)) for key in seen]
        column = np.array(places, dtype=np.int32)[column]
        standing = _standing(row, column, given if order is None else given[order], len(known))
        return cls(who, known, *standing)

    def listed_as(self, statements: Statements) -> "Ballots":
        """Give the same votes beside other statements: their order, texts and moderation.

        Statements that are voted on but not listed stay as they are, at the end.

        >>> ballots = Ballots.of([("ada", "s1", 1), ("ada", "s2", -1)])
        >>> ballots.listed_as({"s2": "rejected"}).shown.tolist()
        [False, True]
        """
        known = listed(statements)
        if not known:
            return self
        place = {statement.id: number for number, statement in enumerate(known)}
        known += [statement for statement in self.statements if statement.id not in place]
        places = [place.setdefault(statement.id, len(place)) for statement in self.statements]
        if places == list(range(len(places))):
            return replace(self, statements=known)
        column = np.array(places, dtype=np.int32)[self.column]
        order = np.lexsort((column, self.row))
        return Ballots(self.people, known, self.row[order], column[order], self.answer[order])

    @cached_property
    def shown(self) -> NDArray[np.bool_]:
        return np.array([s.status is Status.SHOWN for s in self.statements], dtype=bool)

    @cached_property
    def voted_on(self) -> NDArray[np.bool_]:
        """Which statements anybody voted on."""
        votes: NDArray[np.bool_] = np.bincount(self.column, minlength=len(self.statements)) > 0
        return votes

    @cached_property
    def votes_of(self) -> NDArray[np.int64]:
        """How many statements each person voted on, rejected ones included."""
        return np.bincount(self.row, minlength=len(self.people))


def _standing(
    row: NDArray[np.int32], column: NDArray[np.int32], answer: NDArray[np.int8], width: int
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int8]]:
    """The last vote of everybody on every statement, sorted by person and statement."""
    cells = (int(row.max()) + 1) * width if len(row) else 0
    cell = np.multiply(row, max(width, 1), dtype=whole_kind(cells)) + column
    if np.all(cell[1:] > cell[:-1]):
        kept = answer != TAKEN_BACK
        return (row, column, answer) if kept.all() else (row[kept], column[kept], answer[kept])
    if cells <= min(WIDEST_GRID, SPARSEST_GRID * len(cell)):
        cell, answer = _last_by_grid(cell, answer, cells)
    else:
        cell, answer = _last_by_sorting(cell, answer)
    return (cell // width).astype(np.int32), (cell % width).astype(np.int32), answer


def _last_by_grid(
    cell: NDArray[Any], answer: NDArray[np.int8], cells: int
) -> tuple[NDArray[Any], NDArray[np.int8]]:
    """Write every answer where it belongs, one over the other, and read what is left."""
    grid = np.zeros(cells, np.int8)
    grid[cell] = np.where(answer == TAKEN_BACK, 0, answer + 2)
    parts = range(0, cells, AT_ONCE)
    filled = [(np.flatnonzero(grid[n : n + AT_ONCE] != 0) + n).astype(cell.dtype) for n in parts]
    where = np.concatenate(filled)
    return where, grid[where] - np.int8(2)


def _last_by_sorting(
    cell: NDArray[Any], answer: NDArray[np.int8]
) -> tuple[NDArray[Any], NDArray[np.int8]]:
    order = np.argsort(cell, kind="stable")
    is_last = np.append(np.diff(cell[order]) > 0, True)
    standing = order[is_last]
    standing = standing[answer[standing] != TAKEN_BACK]
    return cell[standing], answer[standing]
