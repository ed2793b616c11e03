"""Reads targets and role seats from the tables that practitioners already use."""

from collections.abc import Mapping, Sequence

from publius.panels.csvfile import Source, Table, read_table
from publius.panels.errors import FileError
from publius.panels.types import Seat, Target, Targets

FEATURE_COLUMNS = (("feature", "value"), ("category", "name"), ("category", "feature"))
LIMITS = ("min", "max")
FLEX = ("min_flex", "max_flex")
SEAT_COLUMNS = ("id", "title", *LIMITS)


def read_targets(source: Source) -> Targets:
    """Read targets: feature,value or category,name or category,feature; then min and max.

    ``min_flex`` and ``max_flex`` say how far suggestions may change the two; blank is no limit.
    Further columns (``suggest min``, ``Current #``, notes) are ignored.
    """
    table = read_table(source, lambda header: _feature_columns(header) is not None)
    pair = _feature_columns(table.header)
    if pair is None:
        raise FileError("targets-header", file=table.name, header=", ".join(table.header))
    columns = table.find((*pair, *LIMITS, *_flex_columns(table)))
    targets: list[Target] = []
    problems: list[tuple[int, str]] = []
    seen: dict[tuple[str, str], int] = {}
    spelt: dict[str, str] = {}  # a feature counts as one however its rows spell it
    for line, row in table.rows:
        cells = {title: row[column].strip() for title, column in columns.items()}
        feature, value = cells[pair[0]], cells[pair[1]]
        key = (feature.casefold(), value.casefold())
        problem = _target_problem(feature, value, cells)
        if problem is None and key in seen:
            problem = f"{feature}: {value} is listed already on {table.unit} {seen[key]}"
        if problem is None:
            seen[key] = line
            name = spelt.setdefault(feature.casefold(), feature)
            targets.append(_target(name, value, cells))
        else:
            problems.append((line, problem))
    table.refuse(problems)
    return Targets(tuple(targets))


def read_seats(source: Source) -> tuple[Seat, ...]:
    """Read role seats: id, title, min, max."""
    table = read_table(source, lambda header: set(SEAT_COLUMNS) <= _titles(header))
    columns = table.find(SEAT_COLUMNS)
    seats: dict[str, Seat] = {}
    problems: list[tuple[int, str]] = []
    for line, row in table.rows:
        cells = {title: row[column].strip() for title, column in columns.items()}
        problem = _seat_problem(cells, seats)
        if problem is None:
            least, most = (int(_whole(cells[limit])) for limit in LIMITS)
            seats[cells["id"]] = Seat(cells["id"], cells["title"], least, most)
        else:
            problems.append((line, problem))
    table.refuse(problems)
    return tuple(seats.values())


def _titles(header: Sequence[str]) -> set[str]:
    return {title.strip().casefold() for title in header}


def _feature_columns(header: Sequence[str]) -> tuple[str, str] | None:
    titles = _titles(header)
    fitting = (pair for pair in FEATURE_COLUMNS if {*pair, *LIMITS} <= titles)
    return next(fitting, None)


def _flex_columns(table: Table) -> list[str]:
    return [title for title in FLEX if title in _titles(table.header)]


def _target(feature: str, value: str, cells: Mapping[str, str]) -> Target:
    least, most = (int(_whole(cells[limit])) for limit in LIMITS)
    lowest, highest = (cells.get(limit, "") for limit in FLEX)
    return Target(
        feature,
        value,
        least,
        most,
        lowest=int(_whole(lowest)) if lowest else None,
        highest=int(_whole(highest)) if highest else None,
    )


def _target_problem(feature: str, value: str, cells: Mapping[str, str]) -> str | None:
    """What stops a row from being a target, or None."""
    if not feature or not value:
        return "the feature or the value is blank"
    return _range_problem(cells) or _flex_problem(cells)


def _seat_problem(cells: Mapping[str, str], seats: Mapping[str, Seat]) -> str | None:
    if not cells["id"] or not cells["title"]:
        return "the id or title is blank"
    if cells["id"] in seats:
        return f"the seat “{cells['id']}” is listed already"
    return _range_problem(cells)


def _range_problem(cells: Mapping[str, str]) -> str | None:
    for limit in LIMITS:
        if not _whole(cells[limit]):
            return f"{limit} is “{cells[limit]}”, which is not a whole number of at least 0"
    least, most = (int(_whole(cells[limit])) for limit in LIMITS)
    return f"min {least} is above max {most}" if least > most else None


def _flex_problem(cells: Mapping[str, str]) -> str | None:
    """Flex columns widen the range: min_flex <= min and max <= max_flex."""
    for limit in FLEX:
        if cells.get(limit) and not _whole(cells[limit]):
            return f"{limit} is “{cells[limit]}”, which is neither blank nor a whole number"
    lowest, highest = (cells.get(limit, "") for limit in FLEX)
    if lowest and int(_whole(lowest)) > int(_whole(cells["min"])):
        return f"min_flex {lowest} is above min {cells['min']}"
    if highest and int(_whole(highest)) < int(_whole(cells["max"])):
        return f"max_flex {highest} is below max {cells['max']}"
    return None


def _whole(text: str) -> str:
    """The digits of a whole number of at least 0, however a spreadsheet wrote it; else empty."""
    digits, _, decimals = text.partition(".")
    whole = digits.isascii() and digits.isdigit() and len(digits) < 10 and not decimals.strip("0")
    return digits if whole else ""
