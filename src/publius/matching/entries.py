"""The entries of a CSV or JSON file, each with the place where it stands.

CSV is read as a stream, so hundreds of thousands of rows need little memory; JSON is
read whole.
"""

import csv
import difflib
import json
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, NoReturn

from publius.matching.errors import BadFileError
from publius.matching.lines import Source, name_of, opened, text_lines

DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row or object, the place it stands ("line 7"), and whether it comes from CSV."""

    fields: Mapping[str, Any]
    place: str
    is_row: bool


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns a CSV file must and may have, and the JSON key that holds a list."""

    key: str
    required: tuple[str, ...]
    optional: tuple[str, ...]


def entries(source: Source, columns: Columns) -> Iterator[Entry]:
    """Yield the entries of a file, CSV or JSON as its first character says."""
    name = name_of(source)
    with opened(source) as stream:
        lines = text_lines(stream, name)
        skipped = 0
        for first in lines:
            if first.strip():
                break
            skipped += 1
        else:
            raise BadFileError("empty_file", file=name)
        whole = chain([first], lines)
        if first.lstrip()[0] in "[{":
            yield from _objects("\n" * skipped + "".join(whole), name, columns.key)
        else:
            yield from _rows(whole, name, columns, skipped)


def document(source: Source) -> Any:
    """Read a file that holds one JSON value."""
    name = name_of(source)
    with opened(source) as stream:
        text = "".join(text_lines(stream, name))
    if not text.strip():
        raise BadFileError("empty_file", file=name)
    return _decoded(text, 0, name)[0]


def _rows(lines: Iterable[str], name: str, columns: Columns, skipped: int) -> Iterator[Entry]:
    lines = iter(lines)
    first = next(lines)
    delimiter = _delimiter(first, columns)
    header = _header(next(csv.reader([first], delimiter=delimiter)), name, columns)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    start = skipped + 2
    for row in _guarded(reader, name, skipped + 1):
        if any(field.strip() for field in row):
            if len(row) != len(header):
                raise BadFileError(
                    "row_width",
                    file=name,
                    line=start,
                    found=len(row),
                    expected=len(header),
                    delimiter=delimiter,
                )
            yield Entry(dict(zip(header, row, strict=True)), f"line {start}", is_row=True)
        start = skipped + 2 + reader.line_num


def _guarded(reader: Any, name: str, before: int) -> Iterator[list[str]]:
    """Read on until the end; a CSV error is always a quote, named by where its row starts."""
    start = before + 1
    try:
        for row in reader:
            yield row
            start = before + 1 + reader.line_num
    except csv.Error as error:
        raise BadFileError("unclosed_quote", file=name, line=start) from error


def _delimiter(first: str, columns: Columns) -> str:
    known = {*columns.required, *columns.optional}
    return max(
        DELIMITERS,
        key=lambda each: len(known.intersection(_plain(n) for n in first.split(each))),
    )


def _plain(column: str) -> str:
    return column.strip().strip('"').strip().lower()


def _header(found: list[str], name: str, columns: Columns) -> list[str]:
    header = [_plain(column) for column in found]
    known = (*columns.required, *columns.optional)
    for column in header:
        meant = None if column in known else closest(column, known, header)
        if meant is not None:
            raise BadFileError("misspelt_column", file=name, column=column, meant=meant)
        if column in known and header.count(column) > 1:
            raise BadFileError("repeated_column", file=name, column=column)
    missing = [column for column in columns.required if column not in header]
    if missing:
        raise BadFileError(
            "missing_columns",
            file=name,
            missing=f"{_listed(missing)} {'is' if len(missing) == 1 else 'are'}",
            found=", ".join(header),
            required=_listed(columns.required),
        )
    return header


def closest(name: str, known: Iterable[str], taken: Container[str]) -> str | None:
    """Guess which known name, not there already, somebody meant by another one."""
    meant = difflib.get_close_matches(name, list(known), n=1, cutoff=0.75)
    return meant[0] if meant and meant[0] not in taken else None


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)


def _objects(text: str, name: str, key: str) -> Iterator[Entry]:
    if text.lstrip()[0] == "{":
        value, _ = _decoded(text, 0, name)
        inner = value.get(key)
        if not isinstance(inner, list):
            problem = f"the object has no list called '{key}'."
            raise BadFileError("json_shape", file=name, problem=problem, fix="Add it.")
        for number, each in enumerate(inner, start=1):
            yield _object(each, name, f"entry {number}")
        return
    yield from _listed_objects(text, name)


def _listed_objects(text: str, name: str) -> Iterator[Entry]:
    """Decode a list one object at a time, so that each one's line is known."""
    at = _skip(text, text.index("[") + 1)
    line, counted = 1, 0
    while text[at : at + 1] != "]":
        value, end = _decoded(text, at, name)
        line, counted = line + text.count("\n", counted, at), at
        yield _object(value, name, f"line {line}")
        at = _skip(text, end)
        if text[at : at + 1] == ",":
            at = _skip(text, at + 1)
        elif text[at : at + 1] != "]":
            _refuse(text, at, name, "expected a comma or ]")
    rest = _skip(text, at + 1)
    if rest < len(text):
        _refuse(text, rest, name, "there is more after the end of the list")


def _object(value: Any, name: str, place: str) -> Entry:
    if not isinstance(value, dict):
        raise BadFileError("bad_row", file=name, place=place, problem="This is not an object.")
    return Entry(value, place, is_row=False)


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n":
        at += 1
    return at


def _not_a_number(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not a number")


_DECODER = json.JSONDecoder(parse_constant=_not_a_number)


def _decoded(text: str, at: int, name: str) -> tuple[Any, int]:
    at = _skip(text, at)
    try:
        return _DECODER.raw_decode(text, at)
    except json.JSONDecodeError as error:
        _refuse(text, error.pos, name, error.msg)
    except RecursionError:
        _refuse(text, at, name, "it is nested too deeply")
    except ValueError as error:
        _refuse(text, at, name, str(error))


def _refuse(text: str, at: int, name: str, problem: str) -> NoReturn:
    line = text.count("\n", 0, at) + 1
    column = at - (text.rfind("\n", 0, at) + 1) + 1
    raise BadFileError("not_json", file=name, line=line, column=column, problem=problem)
