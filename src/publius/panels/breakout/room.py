"""A room of tables and the people to seat in it, as arrays."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from publius.panels.problem import Ints
from publius.panels.types import Person

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Room:
    """Who is to be seated where.

    ``sizes`` has the chairs of each table. ``values`` says who (row) holds which value of a
    feature (column); each table should hold between ``low`` and ``high`` (table x value) of
    them. ``groups`` are positions of people who sit together; ``apart`` (person x person) and
    ``allowed`` (person x table) say who may sit with whom and where. One person too many or
    too few of a value weighs as much as ``evenness`` pairs that meet again.
    """

    sizes: Ints
    values: Floats
    labels: tuple[tuple[str, str], ...]
    low: Floats
    high: Floats
    groups: tuple[tuple[int, ...], ...]
    apart: Bools
    allowed: Bools
    evenness: float

    @property
    def people(self) -> int:
        return len(self.values)

    @property
    def tables(self) -> int:
        return len(self.sizes)

    def imbalance(self, seats: Ints) -> int:
        """How many people too many or too few of some value sit at the tables of one round."""
        counts = self.onehot(seats).T @ self.values
        off = np.maximum(self.low - counts, 0) + np.maximum(counts - self.high, 0)
        return round(float(off.sum()))

    def onehot(self, seats: Ints) -> Floats:
        """Person x table: who sits where."""
        return np.asarray((seats[:, None] == np.arange(self.tables)).astype(np.float64))

    def meetings(self, seats: Ints) -> Floats:
        """Person x person: how often they share a table, over rounds (rows of ``seats``)."""
        met = np.zeros((self.people, self.people))
        for one in seats:
            met += one[:, None] == one
        np.fill_diagonal(met, 0)
        return met

    def repeats(self, seats: Ints) -> int:
        """How many meetings are of two people who have met before."""
        return round(float(np.maximum(self.meetings(seats) - 1, 0).sum()) / 2)


def make_room(
    people: Sequence[Person],
    tables: int,
    diversify: Sequence[str],
    together: Sequence[Collection[str]],
    apart: Sequence[Collection[str]],
    at: Mapping[str, Collection[int]],
    evenness: float,
) -> Room:
    """Work out the chairs, the shares every table should hold, and who may sit where."""
    number = {person.id: position for position, person in enumerate(people)}
    sizes = np.full(tables, len(people) // tables, dtype=np.int64)
    sizes[: len(people) % tables] += 1
    labels = _labels(people, diversify)
    values = np.array(
        [[person.holds(feature, value) for feature, value in labels] for person in people],
        dtype=np.float64,
    ).reshape(len(people), len(labels))
    share = np.outer(sizes, values.sum(axis=0).astype(np.int64))
    return Room(
        sizes,
        values,
        labels,
        (share // len(people)).astype(np.float64),
        (-(-share // len(people))).astype(np.float64),
        _joined([{number[name] for name in group} for group in together]),
        _apart([[number[name] for name in group] for group in apart], len(people)),
        _allowed({number[name]: allowed for name, allowed in at.items()}, len(people), tables),
        evenness,
    )


def _labels(people: Sequence[Person], diversify: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Every feature and value that tables should share evenly."""
    found: set[tuple[str, str]] = set()
    for person in people:
        for feature in diversify:
            held = person.features.get(feature, ())
            found.update((feature, v) for v in ((held,) if isinstance(held, str) else held))
    return tuple(sorted(found))


def _joined(groups: Sequence[set[int]]) -> tuple[tuple[int, ...], ...]:
    """Groups that share somebody sit at one table, all of them."""
    separate: list[set[int]] = []
    for group in groups:
        touching = [other for other in separate if other & group]
        separate = [other for other in separate if not other & group]
        separate.append(group.union(*touching))
    return tuple(sorted(tuple(sorted(group)) for group in separate if len(group) > 1))


def _apart(groups: Sequence[Sequence[int]], people: int) -> Bools:
    matrix = np.zeros((people, people), dtype=np.bool_)
    for group in groups:
        matrix[np.ix_(group, group)] = True
    np.fill_diagonal(matrix, False)
    return matrix


def _allowed(at: Mapping[int, Collection[int]], people: int, tables: int) -> Bools:
    """Tables are numbered from 1 outside, from 0 inside."""
    matrix = np.ones((people, tables), dtype=np.bool_)
    for person, allowed in at.items():
        matrix[person] = np.isin(np.arange(tables) + 1, list(allowed))
    return matrix
