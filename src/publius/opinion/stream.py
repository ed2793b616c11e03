"""Votes as they come in, one by one: at any moment exactly what a batch of the same votes gives."""

from array import array
from collections.abc import Hashable, Iterable
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from publius.opinion.ballots import Ballots
from publius.opinion.columns import TAKEN_BACK, in_time
from publius.opinion.errors import VoteError
from publius.opinion.fit import fit
from publius.opinion.listing import Statements, listed
from publius.opinion.types import OpinionMap, Statement, Vote

TIDY_FROM = 1024  # votes that are kept before it is worth looking for overtaken ones


class Stream:
    """Votes, changed votes and votes taken back, in whichever order they arrive.

    Only whole numbers and times are kept, 17 bytes or so per vote, and nothing is worked out
    ahead: ``ballots`` reads what is kept as it would read a list. Votes that were overtaken are
    dropped now and then, except the first of each person and statement, which decide the order.

    >>> stream = Stream([("ada", "s1", 1), ("bo", "s1", 1)])
    >>> stream.add(("ada", "s1", -1))
    >>> stream.ballots().answer.tolist()
    [-1, 1]
    """

    def __init__(self, votes: Iterable[Vote | tuple[Any, ...]] = ()) -> None:
        self._people: dict[Hashable, int] = {}
        self._statements: dict[Hashable, int] = {}
        self._row, self._column, self._answer = array("i"), array("i"), array("b")
        self._time: array[Any] = array("q")
        self._has_times: bool | None = None
        self._tidy_at = TIDY_FROM
        for vote in votes:
            self.add(vote)

    def __len__(self) -> int:
        """How many votes are kept, overtaken ones that have not been dropped included."""
        return len(self._row)

    def add(self, vote: Vote | tuple[Any, ...]) -> None:
        """Take one vote: person, statement, answer (None takes it back) and perhaps a time.

        Raises VoteError; the stream is then as it was before.
        """
        person, statement, answer, at = _checked(vote)
        self._refuse_mixed_times(len(vote) == 4, at)
        try:
            self._time.append(at)
        except (TypeError, OverflowError):  # no whole number, or a huge one: floats from here on
            self._time = array("d", [*self._time, at])
        self._row.append(self._people.setdefault(person, len(self._people)))
        self._column.append(self._statements.setdefault(statement, len(self._statements)))
        self._answer.append(answer)
        if len(self) > self._tidy_at:
            self._tidy()

    def votes(self) -> list[Vote]:
        """The votes that are kept; a new stream of them goes on exactly where this one is.

        They are plain JSON if the ids are.
        """
        people, statements = list(self._people), list(self._statements)
        rows = zip(self._row, self._column, self._answer, self._time, strict=True)
        return [
            Vote(people[row], statements[column], None if answer == TAKEN_BACK else answer, at)
            for row, column, answer, at in rows
        ]

    def ballots(self, statements: Statements = ()) -> Ballots:
        """What stands now: the same as ``Ballots.of`` all votes and these ``statements``."""
        known = listed(statements)
        row, column, answer, times = self._kept()
        codes = [self._statements.get(s.id, -1 - number) for number, s in enumerate(known)]
        given = np.where(answer == TAKEN_BACK, np.nan, answer)
        read = Ballots.from_columns(row, column, given, times, statements=codes)
        people, ids = list(self._people), list(self._statements)
        who: Any = read.people
        unlisted: list[Any] = [statement.id for statement in read.statements[len(known) :]]
        return replace(
            read,
            people=[people[code] for code in who],
            statements=known + [Statement(ids[code]) for code in unlisted],
        )

    def fit(self, statements: Statements = (), **settings: Any) -> OpinionMap:
        """Map what stands now; ``settings`` are those of ``publius.opinion.fit``."""
        return fit(self.ballots(statements), **settings)

    def _refuse_mixed_times(self, has_time: bool, at: float) -> None:
        """Refuse votes with a time among those without; 0, what a Vote has by itself, is either."""
        if has_time and at == 0:
            return
        if self._has_times not in (None, has_time):
            raise VoteError("no-time", number=1 if has_time else len(self) + 1)
        self._has_times = has_time

    def _kept(self) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any], NDArray[Any]]:
        """What is kept, as columns; copies, so that the next vote finds room to be added."""
        row, column, answer, times = self._row, self._column, self._answer, self._time
        return np.array(row), np.array(column), np.array(answer), np.array(times)

    def _tidy(self) -> None:
        """Drop votes that were overtaken and were nobody's first."""
        row, column, answer, times = self._kept()
        order = in_time(times, row, column)
        came = np.arange(len(row)) if order is None else order
        kept = np.zeros(len(row), bool)
        kept[came[_first_of_each(row[came])]] = True
        kept[came[_first_of_each(column[came])]] = True
        pair = row[came].astype(np.int64) * len(self._statements) + column[came]
        kept[came[len(pair) - 1 - _first_of_each(pair[::-1])]] = True
        self._row, self._column = _packed("i", row[kept]), _packed("i", column[kept])
        self._answer = _packed("b", answer[kept])
        self._time = _packed(self._time.typecode, times[kept])
        self._tidy_at = max(TIDY_FROM, 2 * len(self))


def _checked(vote: Vote | tuple[Any, ...]) -> tuple[Hashable, Hashable, int, float]:
    """The four parts of a vote; whatever is odd about it is said in the words of a batch."""
    if _is_usual(vote):
        person, statement, answer, at = (*vote, 0)[:4]
        return person, statement, answer, at
    read = Ballots.of([vote])
    answer = int(read.answer[0]) if len(read.answer) else TAKEN_BACK
    return read.people[0], read.statements[0].id, answer, _moment(vote)


def _is_usual(vote: Any) -> bool:
    """Whether nothing can be wrong with a vote: most are like this, and it is quick to see."""
    if type(vote) not in (tuple, Vote) or len(vote) not in (3, 4):
        return False
    kinds = [type(part) for part in vote]
    has_usual_ids = all(kind in (int, str) for kind in kinds[:2])
    return has_usual_ids and all(kind is int for kind in kinds[2:]) and -1 <= vote[2] <= 1


def _moment(vote: Any) -> float:
    """When the vote came, as a number; whole ones stay whole."""
    at = vote[3] if len(vote) == 4 else 0
    if isinstance(at, int | np.integer):
        return int(at)
    try:
        return float(at)
    except (TypeError, ValueError):
        raise VoteError("bad-time", person=vote[0], statement=vote[1]) from None


def _packed(kind: str, values: NDArray[Any]) -> "array[Any]":
    packed = array(kind)
    packed.frombytes(values.tobytes())
    return packed


def _first_of_each(keys: NDArray[Any]) -> NDArray[np.int64]:
    first: NDArray[np.int64] = np.unique(keys, return_index=True)[1]
    return first
