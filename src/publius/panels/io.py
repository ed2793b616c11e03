"""Reads pools and targets from the CSV files that practitioners already use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from publius.panels.csvfile import Source, Table, read_table, refuse_rows
from publius.panels.errors import FileError
from publius.panels.types import Person, Seat, Target, Targets

FEATURE_COLUMNS = (("feature", "value"), ("category", "name"), ("category", "feature"))


@dataclass(frozen=True, slots=True)
class PoolFile:
    """A pool as read: the people, and the rows they came from, to be written out again."""

    people: tuple[Person, ...]
    header: tuple[str, ...]
    rows: Mapping[str, tuple[str, ...]]
    id_column: str | None


def read_targets(source: Source) -> Targets:
    """Read targets: feature,value or category,name or category,feature; then min and max.

    Further columns (``min_flex``, ``suggest min``, notes) are ignored.
    """
    table = read_table(source)
    columns = _target_columns(table)
    targets: list[Target] = []
    problems: list[str] = []
    seen: dict[tuple[str, str], int] = {}
    for line, row in table.rows:
        feature, value, least, most = (row[column].strip() for column in columns)
        problem = _target_problem(feature, value, least, most)
        key = (feature.casefold(), value.casefold())
        if problem is None and key in seen:
            problem = f"{feature}: {value} is listed already on line {seen[key]}"
        if problem is not None:
            problems.append(f"line {line}: {problem}")
            continue
        seen[key] = line
        targets.append(Target(feature, value, int(least), int(most)))
    refuse_rows(table.name, problems)
    return Targets(tuple(targets))


def _target_columns(table: Table) -> list[int]:
    titles = [title.casefold() for title in table.header]
    for pair in FEATURE_COLUMNS:
        wanted = (*pair, "min", "max")
        if all(title in titles for title in wanted):
            return [titles.index(title) for title in wanted]
    raise FileError("targets-header", file=table.name, header=", ".join(table.header))


def _target_problem(feature: str, value: str, least: str, most: str) -> str | None:
    """What stops a row from being a target, or None."""
    if not feature or not value:
        return "the feature or the value is blank"
    return _range_problem(least, most)


def _range_problem(least: str, most: str) -> str | None:
    for name, number in (("min", least), ("max", most)):
        if not (number.isascii() and number.isdigit() and len(number) < 10):
            return f"{name} is “{number}”, which is not a whole number of at least 0"
    if int(least) > int(most):
        return f"min {least} is above max {most}"
    return None


def read_seats(source: Source) -> tuple[Seat, ...]:
    """Read role seats: id, title, min, max."""
    table = read_table(source)
    columns = _columns(table, ("id", "title", "min", "max")).values()
    seats: list[Seat] = []
    problems: list[str] = []
    for line, row in table.rows:
        name, title, least, most = (row[column].strip() for column in columns)
        problem = _range_problem(least, most) if name and title else "the id or title is blank"
        if problem is None and name in {seat.id for seat in seats}:
            problem = f"the seat “{name}” is listed already"
        if problem is None:
            seats.append(Seat(name, title, int(least), int(most)))
        else:
            problems.append(f"line {line}: {problem}")
    refuse_rows(table.name, problems)
    return tuple(seats)


def read_pool(
    source: Source,
    targets: Targets,
    *,
    id_column: str | None = None,
    address_columns: Sequence[str] = (),
) -> PoolFile:
    """Read the people: an id, one column per feature of the targets, and anything else.

    Values match the targets' whatever their case. With ``address_columns``, people who agree in
    all of them (and not all blank) share a household. A pool without an id column gets the row
    numbers as ids. Where the targets have seats, the column ``seats`` lists the ids of those a
    person could fill, with semicolons between them.
    """
    table = read_table(source)
    layout = _layout(table, targets, id_column, address_columns)
    people: dict[str, Person] = {}
    rows: dict[str, tuple[str, ...]] = {}
    problems: list[str] = []
    for number, (line, row) in enumerate(table.rows, start=1):
        person, wrong = _person(row, layout, number)
        if person.id in people:
            wrong.append(f"the id “{person.id}” is there already, further up")
        problems += [f"line {line}: {problem}" for problem in wrong]
        people[person.id] = person
        rows[person.id] = row
    refuse_rows(table.name, problems)
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
        features=_columns(table, list(values)),
        address=tuple(_columns(table, address).values()),
        seats=_columns(table, ["seats"])["seats"] if targets.seats else None,
        values=values,
        seat_ids=frozenset(seat.id for seat in targets.seats),
    )


def _person(row: Sequence[str], layout: _Layout, number: int) -> tuple[Person, list[str]]:
    """The person in a row, and what is wrong with the row."""
    name = str(number) if layout.id is None else row[layout.id].strip()
    features, wrong = _features(row, layout.features, layout.values)
    seats = frozenset() if layout.seats is None else _names(row[layout.seats])
    wrong += [f"there is no seat “{seat}”" for seat in sorted(seats - layout.seat_ids)]
    if not name:
        wrong.append("the id is blank")
    return Person(name, features, seats, _address(row, layout.address)), wrong


def _id_index(table: Table, asked: str | None) -> int | None:
    if asked is not None:
        return _columns(table, [asked])[asked]
    titles = [title.casefold() for title in table.header]
    for name in ("id", "unique_id"):
        if name in titles:
            return titles.index(name)
    candidates = [index for index, title in enumerate(titles) if title.endswith("_id")]
    if len(candidates) > 1:
        names = ", ".join(table.header[index] for index in candidates)
        raise FileError("unclear-id", file=table.name, columns=names)
    return candidates[0] if candidates else None


def _columns(table: Table, wanted: Sequence[str]) -> dict[str, int]:
    """Where the wanted columns are, whatever the case of their titles."""
    titles = {title.casefold(): index for index, title in enumerate(table.header)}
    missing = [name for name in wanted if name.strip().casefold() not in titles]
    if missing:
        names = ", ".join(f"“{name}”" for name in missing)
        header = ", ".join(table.header)
        raise FileError("missing-columns", file=table.name, columns=names, header=header)
    return {name: titles[name.strip().casefold()] for name in wanted}


def _known_values(targets: Targets) -> dict[str, dict[str, str]]:
    """Per feature, the values the targets list, by their case-folded spelling."""
    values: dict[str, dict[str, str]] = {}
    for target in targets.targets:
        values.setdefault(target.feature, {})[target.value.casefold()] = target.value
    return values


def _features(
    row: Sequence[str], columns: Mapping[str, int], values: Mapping[str, Mapping[str, str]]
) -> tuple[dict[str, str], list[str]]:
    features: dict[str, str] = {}
    wrong: list[str] = []
    for feature, index in columns.items():
        given = row[index].strip()
        known = values[feature].get(given.casefold())
        if known is not None:
            features[feature] = known
        elif given:
            wrong.append(f"{feature} is “{given}”, which is not among the targets")
        else:
            wrong.append(f"{feature} is blank")
    return features, wrong


def _names(cell: str) -> frozenset[str]:
    return frozenset(name.strip() for name in cell.split(";") if name.strip())


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
