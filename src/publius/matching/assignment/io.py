"""Seats, loads, fits and places from CSV or JSON files; every problem names file, line and fix."""

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from publius.matching.assignment.errors import AssignmentError
from publius.matching.assignment.fits import Fits
from publius.matching.assignment.types import Load, Place, Seat
from publius.matching.entries import Columns, Entry, entries
from publius.matching.errors import BadFileError, BadValueError
from publius.matching.lines import Source, name_of
from publius.matching.records import Record

FIT_COLUMNS = Columns("fits", ("seat", "person", "fit"), ())
SEAT_COLUMNS = Columns("seats", ("seat", "minimum", "maximum"), ("must", "call"))
LOAD_COLUMNS = Columns("people", ("person", "minimum", "maximum"), ())
PLACE_COLUMNS = Columns("places", ("seat", "person"), ())
YES_NO = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
AnyRecord = TypeVar("AnyRecord", bound=Record)


def read_fits(source: Source) -> Fits:
    """Read fits: ``seat``, ``person``, ``fit``; a pair that is not listed does not fit.

    >>> import io
    >>> read_fits(io.BytesIO(b"seat,person,fit\\ncyclist,Bo,0.8"))
    Fits(1 seats, 1 people, 1 pairs)
    """
    name = name_of(source)
    first: dict[tuple[str, str], str] = {}
    triples = []
    for entry in entries(source, FIT_COLUMNS):
        fields = _fields(entry, FIT_COLUMNS, name)
        seat, person, fit = (fields.get(column) for column in FIT_COLUMNS.required)
        problem = _fit_problem(seat, person, fit)
        if problem:
            raise BadFileError("bad_row", file=name, place=entry.place, problem=problem)
        pair = (str(seat), str(person))
        _refuse_repeated(first, pair, f"{pair[1]}, {pair[0]}", entry, name)
        triples.append((*pair, float(str(fit))))
    return Fits.of(triples)


def read_seats(source: Source) -> tuple[Seat, ...]:
    """Read seats: ``seat``, ``minimum``, ``maximum``; optional ``must`` (yes, no) and ``call``.

    >>> import io
    >>> read_seats(io.BytesIO(b"seat,minimum,maximum\\ncyclist,1,2"))[0].maximum
    2
    """
    return tuple(_records(Seat, source, SEAT_COLUMNS, {"seat": "id"}))


def read_loads(source: Source) -> tuple[Load, ...]:
    """Read how many places people take: ``person``, ``minimum``, ``maximum``.

    >>> import io
    >>> read_loads(io.BytesIO(b"person,minimum,maximum\\nBo,0,2"))[0].person
    'Bo'
    """
    return tuple(_records(Load, source, LOAD_COLUMNS, {}))


def read_places(source: Source) -> tuple[Place, ...]:
    """Read pairs of ``seat`` and ``person``: conflicts of interest, or places confirmed.

    >>> import io
    >>> read_places(io.BytesIO(b"seat,person\\ncyclist,Bo"))
    (Place(seat='cyclist', person='Bo'),)
    """
    return tuple(_records(Place, source, PLACE_COLUMNS, {}))


def _records(
    record: type[AnyRecord], source: Source, columns: Columns, names: dict[str, str]
) -> Iterator[AnyRecord]:
    name = name_of(source)
    first: dict[tuple[str, str], str] = {}
    for entry in entries(source, columns):
        fields = _fields(entry, columns, name)
        try:
            yield record.from_json({names.get(key, key): value for key, value in fields.items()})
        except (AssignmentError, BadValueError) as error:
            problem = str(error)
            raise BadFileError("bad_row", file=name, place=entry.place, problem=problem) from error
        key = _key(fields, columns)
        _refuse_repeated(first, key, ", ".join(filter(None, key)), entry, name)


def _key(fields: dict[str, Any], columns: Columns) -> tuple[str, str]:
    one, other = columns.required[:2]
    return str(fields[one]), str(fields[other]) if other == "person" else ""


def _refuse_repeated(
    first: dict[tuple[str, str], str], key: tuple[str, str], said: str, entry: Entry, name: str
) -> None:
    if key in first:
        raise BadFileError("duplicate_row", file=name, place=entry.place, id=said, first=first[key])
    first[key] = entry.place


def _fields(entry: Entry, columns: Columns, name: str) -> dict[str, Any]:
    """Keep the filled columns we know, with numbers as numbers."""
    known = (*columns.required, *columns.optional)
    fields = {key: entry.fields[key] for key in known if key in entry.fields}
    if entry.is_row:
        stripped = {key: value.strip() for key, value in fields.items()}
        fields = {key: _typed(key, value) for key, value in stripped.items() if value}
    missing = _missing(fields, columns.required)
    if missing:
        problem = f"The column '{missing}' is empty."
        raise BadFileError("bad_row", file=name, place=entry.place, problem=problem)
    return fields


def _missing(fields: dict[str, Any], required: Iterable[str]) -> str | None:
    return next((column for column in required if column not in fields), None)


def _typed(column: str, value: str) -> Any:
    if column == "must":
        return YES_NO.get(value.lower(), value)
    if column in ("minimum", "maximum"):
        return _number(value, int)
    return _number(value, float) if column == "fit" else value


def _number(value: str, kind: type[int] | type[float]) -> int | float | str:
    try:
        return kind(value)
    except ValueError:
        return value


def _fit_problem(seat: Any, person: Any, fit: Any) -> str | None:
    for field, value in (("seat", seat), ("person", person)):
        if not isinstance(value, str):
            return f"The {field} should be text."
    if isinstance(fit, bool) or not isinstance(fit, int | float):
        return f"The fit should be a number, but is '{fit}'."
    return None if 0 <= fit < float("inf") else f"The fit is {fit}; it must be 0 or more."
