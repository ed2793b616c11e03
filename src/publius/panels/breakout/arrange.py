"""Break-out groups: who sits at which table in which round."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from publius.panels.breakout.bounds import fewest_repeats, least_imbalance
from publius.panels.breakout.checks import check_evenness, check_seating, check_tables
from publius.panels.breakout.room import Room, make_room
from publius.panels.breakout.search import seat
from publius.panels.errors import SettingError
from publius.panels.problem import Ints
from publius.panels.randomness import digest
from publius.panels.types import Person

Table = tuple[str, ...]
EVENNESS = 20.0  # unless told otherwise, even tables come first and new faces second


@dataclass(frozen=True, slots=True)
class Seating:
    """Who sits where: rounds of tables of ids, with how good that is and could be at best.

    ``repeated`` counts meetings of two people who have met before; ``uneven`` how many people
    too many or too few of some value sit at some table, where every table should hold its share
    of every value, rounded down or up. No seating has less than the two ``least`` numbers.

    >>> Seating(((("ada", "bo"), ("cy",)),), 0, 0, 0, 0).statement
    'Every table has its share of everything; nobody meets anybody twice.'
    """

    rounds: tuple[tuple[Table, ...], ...]
    repeated: int
    least_repeated: int
    uneven: int
    least_uneven: int

    @property
    def statement(self) -> str:
        """What was reached, in plain words."""
        shares = "Every table has its share of everything"
        if self.uneven:
            shares = f"{_people(self.uneven)} too many or too few of some value sit at some table"
            shares += _best(self.uneven, self.least_uneven)
        again = "nobody meets anybody twice"
        if self.repeated:
            again = "1 meeting is" if self.repeated == 1 else f"{self.repeated} meetings are"
            again += " of two people who have met before"
            again += _best(self.repeated, self.least_repeated)
        return f"{shares}; {again}."


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"


def _best(reached: int, least: int) -> str:
    return (
        " (no seating has fewer)" if reached == least else f" (no seating has fewer than {least})"
    )


def tables(
    people: Sequence[Person],
    *,
    tables: int | None = None,
    size: int | None = None,
    rounds: int = 1,
    diversify: Sequence[str] = (),
    together: Sequence[Collection[str]] = (),
    apart: Sequence[Collection[str]] = (),
    at: Mapping[str, Collection[int]] | None = None,
    evenness: float = EVENNESS,
    seed: int,
) -> Seating:
    """Seat people at tables that are alike, so that few meet twice over the rounds.

    Say how many ``tables`` there are, or the largest ``size`` of one; sizes differ by one at
    most. Every table gets its share of the values of the features to ``diversify``. Each group
    of ``together`` (all who need one interpreter) shares a table in every round; people of one
    group of ``apart`` never do. ``at`` names the tables, numbered from 1, that somebody can use.
    One person too many or too few of a value counts like ``evenness`` repeated meetings: with 1 or
    less, tables are a little less alike and many more people meet.

    >>> people = [Person(name, {"job": job}) for name, job in
    ...           [("ada", "planner"), ("bo", "planner"), ("cy", "driver"), ("di", "driver")]]
    >>> seating = tables(people, tables=2, rounds=2, diversify=["job"], seed=1)
    >>> sorted(sorted(table) for one in seating.rounds for table in one)
    [['ada', 'cy'], ['ada', 'di'], ['bo', 'cy'], ['bo', 'di']]
    >>> seating.statement
    'Every table has its share of everything; nobody meets anybody twice.'
    """
    usable = dict(at or {})
    check_seating(people, rounds, diversify, together, apart, usable, seed)
    check_evenness(evenness)
    count = check_tables(len(people), tables, size, together, usable)
    ordered = sorted(people, key=lambda person: person.id)
    room = make_room(ordered, count, diversify, together, apart, usable, evenness)
    key = digest("tables", str(seed), *(person.id for person in ordered))
    return _arranged(room, ordered, rounds, key)


def _arranged(room: Room, people: Sequence[Person], rounds: int, key: str) -> Seating:
    least = fewest_repeats(room, rounds), least_imbalance(room, rounds)
    seats = seat(room, rounds, key, least[0] + room.evenness * least[1])
    _refuse_broken(room, seats, people)
    return Seating(
        tuple(_named(one, room.tables, people) for one in seats),
        room.repeats(seats),
        least[0],
        sum(room.imbalance(one) for one in seats),
        least[1],
    )


def _refuse_broken(room: Room, seats: Ints, people: Sequence[Person]) -> None:
    """People who are to be kept apart must be."""
    pairs = np.argwhere((room.meetings(seats) > 0) & room.apart)
    if len(pairs):
        one, other = (people[position].id for position in pairs[0])
        raise SettingError("tables-apart", one=one, other=other)


def _named(seats: Ints, count: int, people: Sequence[Person]) -> tuple[Table, ...]:
    return tuple(
        tuple(person.id for person, there in zip(people, seats, strict=True) if there == table)
        for table in range(count)
    )
