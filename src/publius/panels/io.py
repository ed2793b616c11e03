"""Reads pools of people from the tables that practitioners already use."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from publius.panels.csvfile import Source, Table, read_table, refuse_rows
from publius.panels.errors import FileError
from publius.panels.nearest import did_you_mean
from publius.panels.targetsfile import FEATURE_COLUMNS, read_seats, read_targets
from publius.panels.types import Person, Targets

__all__ = ["FEATURE_COLUMNS", "PoolFile", "read_pool", "read_seats", "read_targets"]

POOL = "The pool"


@dataclass(frozen=True, slots=True)
class PoolFile:
    """A pool as read: the people, and the rows they came from, to be written out again."""

    people: tuple[Person, ...]
    header: tuple[str, ...]
    rows: Mapping[str, tuple[str, ...]]
    id_column: str | None

    def only(self, columns: Sequence[str]) -> "PoolFile":
        """The same people with the id and these columns alone to be written out."""
        own = () if self.id_column is None else (self.id_column,)
        kept = sorted(set(self._table().find([*own, *columns]).values()))
        return PoolFile(
            self.people,
            tuple(self.header[n] for n in kept),
            {person: tuple(row[n] for n in kept) for person, row in self.rows.items()},
            self.id_column,
        )

    def numbers(self, column: str) -> dict[str, float]:
        """A column of numbers by person; whoever has a blank cell is left out."""
        index = self._table().find([column])[column]
        given = {person: row[index].strip() for person, row in self.rows.items()}
        wrong = [
            f"“{person}”: {column} is “{text}”, which is not a number"
            for person, text in given.items()
            if text and _number(text) is None
        ]
        refuse_rows(POOL, wrong)
        found = {person: _number(text) for person, text in given.items()}
        return {person: number for person, number in found.items() if number is not None}

    def _table(self) -> Table:
        return Table(POOL, self.header, ())


def read_pool(
    source: Source,
    targets: Targets,
    *,
    id_column: str | None = None,
    address_columns: Sequence[str] = (),
) -> PoolFile:
    """Read the people: an id, one column per feature of the targets, and anything else.

    Values match the targets' whatever their case; a cell may hold several, with semicolons
    between them. With ``address_columns``, people who agree in all of them (and not all blank)
    share a household. A pool without an id column gets the row numbers as ids. Where the targets
    have seats, the column ``seats`` lists the ids of those a person could fill, with semicolons.
    """
    features = {target.feature.casefold() for target in targets.targets}
    table = read_table(source, lambda header: features <= {title.casefold() for title in header})
    layout = _layout(table, targets, id_column, address_columns)
    people: dict[str, Person] = {}
    rows: dict[str, tuple[str, ...]] = {}
    lines: dict[str, int] = {}
    problems: list[tuple[int, str]] = []
    for number, (line, row) in enumerate(table.rows, start=1):
        person, wrong = _person(row, layout, number)
        if person.id in lines:
            wrong.append(
                f"the id “{person.id}” is there already, on {table.unit} {lines[person.id]}"
            )
        problems += [(line, problem) for problem in wrong]
        lines.setdefault(person.id, line)
        people[person.id] = person
        rows[person.id] = row
    table.refuse(problems)
    title = None if layout.id is None else table.header[layout.id]
    return PoolFile(_named_homes(list(people.values())), table.header, rows, title)


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where in a row everything is, and which values and seats there are."""

    id: int | None
    features: Mapping[str, int]
    address: tuple[int, ...]
    seats: int | None
    values: Mapping[str, Mapping[str, str]]
    seat_ids: frozenset[str]


def _layout(
    table: Table, targets: Targets, id_column: str | None, address: Sequence[str]
) -> _Layout:
    values = _known_values(targets)
    return _Layout(
        id=_id_index(table, id_column),
        features=table.find(list(values)),
        address=tuple(table.find(address).values()),
        seats=table.find(["seats"])["seats"] if targets.seats else None,
        values=values,
        seat_ids=frozenset(seat.id for seat in targets.seats),
    )


def _person(row: Sequence[str], layout: _Layout, number: int) -> tuple[Person, list[str]]:
    """The person in a row, and what is wrong with the row."""
    name = str(number) if layout.id is None else row[layout.id].strip()
    features, wrong = _features(row, layout.features, layout.values)
    seats = frozenset() if layout.seats is None else frozenset(_parts(row[layout.seats]))
    wrong += [
        f"there is no seat “{seat}”{did_you_mean(seat, layout.seat_ids)}"
        for seat in sorted(seats - layout.seat_ids)
    ]
    if not name:
        wrong.append("the id is blank")
    return Person(name, features, seats, _address(row, layout.address)), wrong


def _id_index(table: Table, asked: str | None) -> int | None:
    if asked is not None:
        return table.find([asked])[asked]
    titles = [title.casefold() for title in table.header]
    for name in ("id", "unique_id"):
        if name in titles:
            return titles.index(name)
    candidates = [index for index, title in enumerate(titles) if title.endswith("_id")]
    if len(candidates) > 1:
        names = ", ".join(table.header[index] for index in candidates)
        raise FileError("unclear-id", file=table.name, columns=names)
    return candidates[0] if candidates else None


def _known_values(targets: Targets) -> dict[str, dict[str, str]]:
    """Per feature, the values the targets list, by their case-folded spelling."""
    values: dict[str, dict[str, str]] = {}
    for target in targets.targets:
        values.setdefault(target.feature, {})[target.value.casefold()] = target.value
    return values


def _features(
    row: Sequence[str], columns: Mapping[str, int], values: Mapping[str, Mapping[str, str]]
) -> tuple[dict[str, str | frozenset[str]], list[str]]:
    features: dict[str, str | frozenset[str]] = {}
    wrong: list[str] = []
    for feature, index in columns.items():
        given, known = row[index].strip(), values[feature]
        value = known.get(given.casefold())
        if value is not None:
            features[feature] = value
        elif parts := _parts(given):
            held = frozenset(known[p.casefold()] for p in parts if p.casefold() in known)
            features[feature] = held if len(held) > 1 else "".join(held)
            wrong += [_unknown(feature, p, known) for p in parts if p.casefold() not in known]
        else:
            wrong.append(f"{feature} is blank")
    return features, wrong


def _unknown(feature: str, given: str, known: Mapping[str, str]) -> str:
    hint = did_you_mean(given, known.values()) or "; correct it, or list it there with min 0"
    return f"{feature} is “{given}”, which is not among the targets{hint}"


def _parts(cell: str) -> list[str]:
    """What a cell lists, with semicolons between."""
    return [part.strip() for part in cell.split(";") if part.strip()]


def _number(text: str) -> float | None:
    """A finite number, with a point or a comma before its decimals."""
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _address(row: Sequence[str], columns: Sequence[int]) -> str | None:
    parts = [" ".join(row[column].casefold().split()) for column in columns]
    return "\x1f".join(parts) if any(parts) else None


def _named_homes(people: Sequence[Person]) -> tuple[Person, ...]:
    """Name each household after its first member, so that no address leaves this room."""
    first: dict[str, str] = {}
    for person in people:
        if person.household is not None:
            first[person.household] = min(person.id, first.get(person.household, person.id))
    return tuple(
        Person(p.id, p.features, p.seats, None if p.household is None else first[p.household])
        for p in people
    )
