"""Reads who is to be seated, and writes who sits where."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from publius.panels.breakout.arrange import Seating
from publius.panels.csvfile import Source, Table, read_table
from publius.panels.export import written
from publius.panels.types import Person

IDS = ("person", "id", "unique_id")


@dataclass(frozen=True, slots=True)
class PeopleFile:
    """People as read, with the rows they came from and what columns say of their tables."""

    people: tuple[Person, ...]
    together: tuple[tuple[str, ...], ...]
    apart: tuple[tuple[str, ...], ...]
    at: Mapping[str, tuple[int, ...]]
    header: tuple[str, ...]
    rows: Mapping[str, tuple[str, ...]]


def read_people(
    source: Source,
    *,
    id_column: str | None = None,
    diversify: Sequence[str] = (),
    together: Sequence[str] = (),
    apart: Sequence[str] = (),
    at: str | None = None,
) -> PeopleFile:
    """Read people from a CSV file such as the ``selected.csv`` of a draw.

    People with the same entry in a column of ``together`` sit together, those with the same
    entry in one of ``apart`` do not; ``at`` is a column of table numbers with semicolons between
    them. Blank entries say nothing. A feature may have several values, with semicolons.
    """
    table = read_table(source)
    where = table.find([*diversify, *together, *apart, *([at] if at else [])])
    names = _names(table, id_column)
    tables = _tables(table, names, where[at]) if at else {}
    people = [
        Person(name, {feature: _values(row[where[feature]]) for feature in diversify})
        for name, (_, row) in zip(names, table.rows, strict=True)
    ]
    rows = {name: row for name, (_, row) in zip(names, table.rows, strict=True)}
    return PeopleFile(
        tuple(people),
        tuple(group for title in together for group in _alike(rows, where[title])),
        tuple(group for title in apart for group in _alike(rows, where[title])),
        tables,
        table.header,
        rows,
    )


def _values(cell: str) -> frozenset[str]:
    return frozenset(value.strip() for value in cell.split(";") if value.strip())


def _alike(rows: Mapping[str, Sequence[str]], column: int) -> list[tuple[str, ...]]:
    """The people who share an entry of a column, whatever its case."""
    groups: dict[str, list[str]] = defaultdict(list)
    for name, row in rows.items():
        if row[column].strip():
            groups[row[column].strip().casefold()].append(name)
    return [tuple(group) for group in groups.values() if len(group) > 1]


def _names(table: Table, id_column: str | None) -> list[str]:
    """Everybody's id; row numbers where the file has none."""
    titles = [title.casefold() for title in table.header]
    found = [name for name in IDS if name in titles][:1]
    where = table.find([id_column] if id_column else found)
    if not where:
        return [str(number) for number in range(1, len(table.rows) + 1)]
    column = next(iter(where.values()))
    problems: list[tuple[int, str]] = []
    names: dict[str, int] = {}
    for line, row in table.rows:
        name = row[column].strip()
        if not name:
            problems.append((line, "the id is blank"))
        elif name in names:
            problems.append((line, f"the id “{name}” is there already on line {names[name]}"))
        names.setdefault(name, line)
    table.refuse(problems)
    return list(names)


def _tables(table: Table, names: Sequence[str], column: int) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    problems: list[tuple[int, str]] = []
    for name, (line, row) in zip(names, table.rows, strict=True):
        parts = sorted(_values(row[column]))
        if not all(part.isascii() and part.isdigit() for part in parts):
            problems.append((line, f"“{row[column]}” is not a list of tables (such as 1;2)"))
        elif parts:
            found[name] = tuple(int(part) for part in parts)
    table.refuse(problems)
    return found


def tables_csv(seating: Seating, file: PeopleFile) -> str:
    """Everybody's table in every round, then the columns of the file."""
    titles = [f"round {number}" for number in range(1, len(seating.rounds) + 1)]
    at = [
        {name: str(number) for number, table in enumerate(one, start=1) for name in table}
        for one in seating.rounds
    ]
    return written(
        ("person", *titles, *file.header),
        ((name, *(one[name] for one in at), *row) for name, row in file.rows.items()),
    )
