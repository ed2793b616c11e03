"""Opens a table as practitioners send it, CSV or workbook, and says what is wrong with it."""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from publius.panels.errors import FileError
from publius.panels.nearest import nearest

SHOWN = 5  # problems spelt out in one message; the rest are counted
LONGEST_CELL = 1_000_000
UTF_16 = (b"\xff\xfe", b"\xfe\xff")

WORKBOOK = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\xd0\xcf\x11\xe0",
)  # new and old workbooks start like this

Source = Path | str | BinaryIO
Row = tuple[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Table:
    """A header and rows, each row with the number of the line (or sheet row) it ends on."""

    name: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    unit: str = "line"

    def find(self, wanted: Sequence[str]) -> dict[str, int]:
        """Where the wanted columns are, whatever the case of their titles."""
        titles = {title.casefold(): index for index, title in enumerate(self.header)}
        missing = [name for name in wanted if name.strip().casefold() not in titles]
        if missing:
            names = ", ".join(self._missing(name) for name in missing)
            header = ", ".join(self.header)
            raise FileError("missing-columns", file=self.name, columns=names, header=header)
        return {name: titles[name.strip().casefold()] for name in wanted}

    def _missing(self, name: str) -> str:
        close = nearest(name, self.header)
        return f"“{name}”" if close is None else f"“{name}” (did you mean “{close}”?)"

    def refuse(self, problems: Sequence[tuple[int, str]]) -> None:
        """Raise one error that lists what is wrong with which rows, if anything is."""
        refuse_rows(self.name, [f"{self.unit} {number}: {text}" for number, text in problems])


def read_table(source: Source, fits: Callable[[tuple[str, ...]], bool] | None = None) -> Table:
    """Read a whole table.

    CSV is UTF-8 with or without byte-order mark, with commas, semicolons or tabs. Of a workbook
    the first sheet is read, or the only one whose titles satisfy ``fits``.
    """
    name, data = read_bytes(source)
    lines, unit = _lines(name, data, fits)
    try:
        _, header = next(lines)
    except StopIteration:
        raise FileError("file-empty", file=name) from None
    titles = tuple(cell.strip() for cell in header)
    while titles and not titles[-1]:
        titles = titles[:-1]
    _check_header(name, titles)
    rows = tuple(lines)
    if not rows:
        raise FileError("no-rows", file=name)
    table = Table(name, titles, tuple((line, row[: len(titles)]) for line, row in rows), unit)
    table.refuse(_wrong_widths(len(titles), rows))
    return table


def _lines(
    name: str, data: bytes, fits: Callable[[tuple[str, ...]], bool] | None
) -> tuple[Iterator[Row], str]:
    if data.startswith(WORKBOOK):
        from publius.panels.xlsxfile import read_rows  # only workbooks need its library

        return iter(read_rows(name, data, fits)), "row"
    return _parsed(name, _text(name, data)), "line"


def read_bytes(source: Source) -> tuple[str, bytes]:
    """Read a file or stream whole; give the name to call it by in messages."""
    if not isinstance(source, (str, Path)):
        name = str(getattr(source, "name", ""))
        return ("standard input" if name in ("", "<stdin>", "0") else name), source.read()
    path = Path(source)
    try:
        return str(path), path.read_bytes()
    except FileNotFoundError:
        raise FileError("file-missing", file=str(path)) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise FileError("file-unreadable", file=str(path), reason=reason) from None


def _text(name: str, data: bytes) -> str:
    if not data.strip():
        raise FileError("file-empty", file=name)
    if data.startswith(UTF_16):
        raise FileError("wrong-encoding", file=name, line=1)
    if (nul := data.find(b"\0")) >= 0:
        raise FileError("nul-byte", file=name, line=data.count(b"\n", 0, nul) + 1)
    try:
        return composed(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FileError("wrong-encoding", file=name, line=line) from None


def composed(text: str) -> str:
    """The same text with every accent written in one way, so that what looks alike is alike.

    >>> composed("cafe\u0301") == "caf\u00e9"
    True
    """
    return unicodedata.normalize("NFC", text)


def _parsed(name: str, text: str) -> Iterator[Row]:
    """Rows that hold anything, with their line numbers."""
    csv.field_size_limit(LONGEST_CELL)
    mark, announced = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    try:
        for row in reader:
            if any(cell.strip() for cell in row) and not (announced and reader.line_num == 1):
                yield reader.line_num, tuple(row)
    except csv.Error as error:
        raise FileError("broken-csv", file=name, line=reader.line_num, reason=error) from None


def _delimiter(text: str) -> tuple[str, bool]:
    """The separator, and whether the first line announces it (``sep=;``, as Excel does).

    Otherwise it is the commonest of the three in the first line that holds anything.
    """
    if announced := re.match(r"sep=([,;\t])\r?\n", text, re.IGNORECASE):
        return announced[1], True
    first = text.lstrip().split("\n", 1)[0]
    return max(",;\t", key=lambda mark: (first.count(mark), mark == ",")), False


def _check_header(name: str, titles: tuple[str, ...]) -> None:
    seen: set[str] = set()
    for title in titles:
        if title.casefold() in seen:
            raise FileError("duplicate-column", file=name, column=title)
        if title:
            seen.add(title.casefold())


def _wrong_widths(width: int, rows: Sequence[Row]) -> list[tuple[int, str]]:
    return [
        (line, f"{cells}, but the header has {width} columns")
        for line, row in rows
        for cells in ["1 cell" if len(row) == 1 else f"{len(row)} cells"]
        if len(row) < width or any(cell.strip() for cell in row[width:])
    ]


def refuse_rows(name: str, problems: list[str]) -> None:
    """Raise one error that lists what is wrong, if anything is."""
    if not problems:
        return
    shown = [f"  {problem}" for problem in problems[:SHOWN]]
    if len(problems) > SHOWN:
        shown.append(f"  and {len(problems) - SHOWN} more")
    count = "1 row" if len(problems) == 1 else f"{len(problems)} rows"
    raise FileError("bad-rows", file=name, count=count, problems="\n".join(shown))
