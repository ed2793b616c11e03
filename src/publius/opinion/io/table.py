"""Opens a CSV file as practitioners send it, and says what is wrong with it, line by line."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TextIO

from publius.opinion.errors import FileError

SHOWN = 5  # problems spelt out in one message; the rest are counted
LONGEST_CELL = 1_000_000
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
WORKBOOK = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # new and old workbooks start like this

Source = Path | str | BinaryIO | TextIO
Row = tuple[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Table:
    """A header and rows, each row with the number of the line it ends on."""

    name: str
    header: tuple[str, ...]
    rows: Sequence[Row]

    def where(self, *names: str) -> int | None:
        """The first of these columns that is there, whatever the case and kind of dashes."""
        titles = [plain_title(title) for title in self.header]
        return next((titles.index(name) for name in names if name in titles), None)

    def need(self, **columns: Sequence[str]) -> dict[str, int]:
        """Where columns are that must be there; each may go by one of several names."""
        found = {key: self.where(*names) for key, names in columns.items()}
        missing = [_either(columns[key]) for key, index in found.items() if index is None]
        if missing:
            raise FileError(
                "missing-columns",
                file=self.name,
                columns=", ".join(missing),
                header=", ".join(self.header),
            )
        return {key: index for key, index in found.items() if index is not None}

    def refuse(self, problems: Sequence[tuple[int, str]]) -> None:
        """Raise one error that lists what is wrong with which lines, if anything is."""
        if not problems:
            return
        shown = [f"  line {line}: {text}" for line, text in problems[:SHOWN]]
        if len(problems) > SHOWN:
            shown.append(f"  and {len(problems) - SHOWN} more")
        count = "1 row" if len(problems) == 1 else f"{len(problems)} rows"
        raise FileError("bad-rows", file=self.name, count=count, problems="\n".join(shown))


def read_table(source: Source) -> Table:
    """Read a whole file.

    UTF-8 with or without byte-order mark; commas, semicolons or tabs; ``sep=;`` as first line,
    quoted line breaks and both kinds of line ends are understood.
    """
    name, data = read_bytes(source)
    lines = list(_parsed(name, _checked(name, data)))
    titles = [cell.strip() for cell in lines[0][1]] if lines else []
    while titles and not titles[-1]:
        titles.pop()
    if not titles:
        raise FileError("file-empty", file=name)
    _check_header(name, titles)
    if not lines[1:]:
        raise FileError("no-rows", file=name)
    table = Table(name, tuple(titles), lines[1:])
    table.refuse(_wrong_widths(len(titles), table.rows))
    return table


def read_pairs(source: Source) -> dict[str, str]:
    """Read a file without header whose lines are a name and a value.

    What separates the first name from its value separates all.
    """
    name, data = read_bytes(source)
    first = re.search(rb"[,;\t]", data)
    mark = first[0].decode() if first else ","
    rows = _parsed(name, _checked(name, data), mark)
    return {row[0].strip(): row[1] for _, row in rows if len(row) > 1}


def plain_title(title: str) -> str:
    """A column's title as it is compared.

    >>> plain_title("Comment_ID")
    'comment-id'
    """
    return "-".join(title.casefold().replace("_", " ").replace("-", " ").split())


def read_bytes(source: Source) -> tuple[str, bytes]:
    """Read a file or stream whole; give the name to call it by in messages."""
    if not isinstance(source, (str, Path)):
        name = str(getattr(source, "name", ""))
        data: bytes | str = source.read()
        whole = data.encode(errors="replace") if isinstance(data, str) else data
        return ("standard input" if name in ("", "<stdin>", "0") else name), whole
    path = Path(source)
    try:
        return str(path), path.read_bytes()
    except FileNotFoundError:
        raise FileError("file-missing", file=str(path)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise FileError("file-unreadable", file=str(path), reason=reason) from None


def _either(names: Sequence[str]) -> str:
    """What a column is usually called: by Polis, and by most others."""
    return " or ".join(f"“{name}”" for name in names[:2])


def _checked(name: str, data: bytes) -> bytes:
    """The same bytes, which are UTF-8 text and not empty."""
    if not data.strip():
        raise FileError("file-empty", file=name)
    if data.startswith(WORKBOOK):
        raise FileError("not-csv", file=name)
    if data.startswith(UTF_16):
        raise FileError("wrong-encoding", file=name, line=1)
    if (nul := data.find(b"\0")) >= 0:
        raise FileError("nul-byte", file=name, line=data.count(b"\n", 0, nul) + 1)
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FileError("wrong-encoding", file=name, line=line) from None
    return data


def _parsed(name: str, data: bytes, mark: str | None = None) -> Iterator[Row]:
    """Rows that hold anything, with their line numbers."""
    csv.field_size_limit(LONGEST_CELL)
    likely, announced = _delimiter(data[:LONGEST_CELL].decode("utf-8-sig", "ignore"))
    text = io.TextIOWrapper(io.BytesIO(data), "utf-8-sig", newline="")
    reader = csv.reader(text, delimiter=mark or likely, strict=True)
    try:
        for row in reader:
            if announced and reader.line_num == 1:
                continue
            if row and (row[0].strip() or any(map(str.strip, row))):
                yield reader.line_num, tuple(row)
    except csv.Error as error:
        raise FileError("broken-csv", file=name, line=reader.line_num, reason=error) from None


def _delimiter(text: str) -> tuple[str, bool]:
    """The separator, and whether the first line announces it (as Excel does).

    Otherwise it is the commonest of the three in the first line that holds anything.
    """
    if announced := re.match(r"sep=([,;\t])\r?\n", text, re.IGNORECASE):
        return announced[1], True
    first = text.lstrip().split("\n", 1)[0]
    return max(",;\t", key=lambda mark: (first.count(mark), mark == ",")), False


def _check_header(name: str, titles: Sequence[str]) -> None:
    seen: set[str] = set()
    for title in titles:
        if title and title in seen:
            raise FileError("duplicate-column", file=name, column=title)
        seen.add(title)


def _wrong_widths(width: int, rows: Sequence[Row]) -> list[tuple[int, str]]:
    return [
        (line, f"{cells}, but the header has {width} columns")
        for line, row in rows
        if len(row) != width and (len(row) < width or any(map(str.strip, row[width:])))
        for cells in ["1 cell" if len(row) == 1 else f"{len(row)} cells"]
    ]
