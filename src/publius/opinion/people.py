"""Who is grouped, and where each person stands once the map is drawn."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from publius.opinion.ballots import Ballots
from publius.opinion.errors import SettingError
from publius.opinion.grouping import NOBODY, Grouping
from publius.opinion.types import Position


def who_is_in(
    ballots: Ballots, min_votes: int, included: Iterable[Hashable] | None = None
) -> NDArray[np.bool_]:
    """Tell whose votes form the groups: those named, or those with enough votes.

    Where there are votes on fewer statements than ``min_votes``, voting on all those is enough.

    >>> ballots = Ballots.of([("ada", "s1", 1), ("ada", "s2", 1), ("bo", "s1", -1)])
    >>> who_is_in(ballots, 7).tolist(), who_is_in(ballots, 7, ["bo"]).tolist()
    ([True, False], [False, True])
    """
    if included is None:
        fewest = min(min_votes, int(np.count_nonzero(ballots.voted_on)))
        enough: NDArray[np.bool_] = ballots.votes_of >= max(fewest, 1)
        return enough
    named = set(included)
    inside = np.array([person in named for person in ballots.people], dtype=bool)
    refuse_unknown("included", named, ballots)
    return inside


def refuse_unknown(setting: str, named: Iterable[Hashable], ballots: Ballots) -> None:
    """Refuse ids of people who have not voted, naming the first few."""
    unknown = sorted(map(str, set(named) - set(ballots.people)))
    if unknown:
        named_few = ", ".join(unknown[:3]) + (" …" if len(unknown) > 3 else "")
        raise SettingError("unknown-people", name=setting, count=len(unknown), people=named_few)


def at_rows(ballots: Ballots, rows: NDArray[np.int64]) -> Ballots:
    """The ballots of some people only, everything else in its place.

    >>> ballots = Ballots.of([("ada", "s1", 1), ("bo", "s1", -1)])
    >>> at_rows(ballots, np.array([1])).people
    ['bo']
    """
    chosen = np.zeros(len(ballots.people), dtype=bool)
    chosen[rows] = True
    kept = chosen[ballots.row]
    place = (np.cumsum(chosen) - 1).astype(np.int32)
    return replace(
        ballots,
        people=[ballots.people[row] for row in np.flatnonzero(chosen).tolist()],
        row=place[ballots.row[kept]],
        column=ballots.column[kept],
        answer=ballots.answer[kept],
    )


class People(Mapping[Hashable, Position]):
    """Everybody's position, made when it is asked for: a map of 100,000 stays small.

    >>> ballots = Ballots.of([("ada", "s1", 1)])
    >>> nowhere = np.zeros((1, 2))
    >>> grouping = Grouping(
    ...     positions=nowhere, statement_positions=nowhere, extremity=np.zeros(1),
    ...     included=np.array([True]), group=np.array([0]), labels=("A",), centres=nowhere,
    ...     variance=(0, 0), silhouettes={}, margin=0)
    >>> People(ballots, grouping)["ada"]
    Position(x=0.0, y=0.0, group='A', n_votes=1, probability=None)
    """

    def __init__(self, ballots: Ballots, grouping: Grouping) -> None:
        self._ids = ballots.people
        self._votes = ballots.votes_of
        self._grouping = grouping

    def __len__(self) -> int:
        return len(self._ids)

    def __iter__(self) -> Iterator[Hashable]:
        return iter(self._ids)

    def __getitem__(self, person: Hashable) -> Position:
        return self._position(self._rows[person])

    def __repr__(self) -> str:
        return f"People of {len(self)}"

    @cached_property
    def _rows(self) -> dict[Hashable, int]:
        return {person: row for row, person in enumerate(self._ids)}

    def _position(self, row: int) -> Position:
        grouping = self._grouping
        number = int(grouping.group[row])
        x, y = grouping.positions[row].tolist()
        sure = None if grouping.probability is None else float(grouping.probability[row])
        label = None if number == NOBODY else grouping.labels[number]
        return Position(x, y, label, int(self._votes[row]), sure)
