"""Reads the table in a workbook (.xlsx) as rows of text, and refuses what it cannot trust."""

import datetime
import io
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl

from publius.panels.csvfile import composed
from publius.panels.errors import FileError

OLE = b"\xd0\xcf\x11\xe0"  # how workbooks of the old kind start, and locked ones of the new
LOCKED = "EncryptedPackage".encode("utf-16-le")
MOST_BYTES = 250_000_000  # unpacked; a sheet of 300,000 people is about half of it
WIDEST = 1_000  # columns looked at for titles
HIGHEST = 50  # rows that may be empty above the titles
BROKEN = (
    KeyError, ValueError, TypeError, AttributeError, IndexError, ArithmeticError, EOFError,
    RuntimeError, OSError, ParseError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip

Row = tuple[int, tuple[str, ...]]
Fits = Callable[[tuple[str, ...]], bool]


def read_rows(name: str, data: bytes, fits: Fits | None = None) -> list[Row]:
    """The rows of the first sheet, or of the only one whose titles fit, with their numbers.

    The first row that holds anything has the titles; columns without one are left out. A number
    is written without needless decimals, a date as year-month-day.
    """
    _check_archive(name, data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and other things that are not read
            return _rows(name, data, fits)
    except BROKEN as error:
        reason = str(error) or type(error).__name__
        raise FileError("workbook-broken", file=name, reason=reason) from None


def _check_archive(name: str, data: bytes) -> None:
    """Refuse what is not a plain workbook before anything in it is unpacked."""
    if data.startswith(OLE):
        raise FileError("workbook-locked" if LOCKED in data else "workbook-old", file=name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if "xl/workbook.xml" not in archive.namelist():
                raise FileError("not-a-workbook", file=name)
            if sum(part.file_size for part in parts) > MOST_BYTES:
                raise FileError("workbook-too-big", file=name, limit=MOST_BYTES // 1_000_000)
            if any(_declares(archive, part) for part in parts):
                raise FileError("workbook-broken", file=name, reason="it declares its own entities")
    except BROKEN as error:
        raise FileError("workbook-broken", file=name, reason=error) from None


def _declares(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Say whether a part opens with a document type, which no spreadsheet writes."""
    with archive.open(part) as file:
        return b"<!DOCTYPE" in file.read(2_000).upper()


def _rows(name: str, data: bytes, fits: Fits | None) -> list[Row]:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not sheets:
        raise FileError("file-empty", file=name)
    sheet = _wanted(name, sheets, fits)
    start, titles = _titles(sheet)
    found = list(_cells(sheet, start, len(titles)))
    if _has_formulas(data):
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False)
        _refuse_unsolved(name, titles, found, _cells(book[sheet.title], start, len(titles)))
    rows = ((number, tuple(map(_text, cells))) for number, cells in found)
    return [(number, cells) for number, cells in rows if any(cell.strip() for cell in cells)]


def _wanted(name: str, sheets: Sequence[Any], fits: Fits | None) -> Any:
    """The sheet to read: the first, unless another is the only one whose titles fit."""
    fitting = [sheet for sheet in sheets if fits is not None and fits(_titles(sheet)[1])]
    if not fitting or sheets[0] in fitting:
        return sheets[0]
    if len(fitting) > 1:
        names = ", ".join(f"“{sheet.title}”" for sheet in fitting)
        raise FileError("unclear-sheet", file=name, sheets=names)
    return fitting[0]


def _titles(sheet: Any) -> tuple[int, tuple[str, ...]]:
    """The number of the first row that holds anything, and its cells up to the last one filled."""
    sheet.reset_dimensions()  # what a sheet says of its own size is often wrong
    rows = sheet.iter_rows(max_row=HIGHEST, max_col=WIDEST, values_only=True)
    for number, cells in enumerate(rows, start=1):
        titles = [_text(cell).strip() for cell in cells]
        while titles and not titles[-1]:
            titles.pop()
        if titles:
            return number, tuple(titles)
    return 1, ()


def _cells(sheet: Any, start: int, width: int) -> Iterator[tuple[int, tuple[Any, ...]]]:
    if width:
        sheet.reset_dimensions()
        rows = sheet.iter_rows(min_row=start, max_col=width, values_only=True)
        yield from enumerate(rows, start=start)


def _has_formulas(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [part for part in archive.namelist() if part.startswith("xl/worksheets/")]
        return any(b"<f" in archive.read(part) for part in sheets)


def _refuse_unsolved(
    name: str,
    titles: Sequence[str],
    solved: Sequence[tuple[int, tuple[Any, ...]]],
    written: Iterator[tuple[int, tuple[Any, ...]]],
) -> None:
    """Refuse cells with a formula whose result the file does not hold."""
    for (number, results), (_, formulas) in zip(solved, written, strict=True):
        for title, result, formula in zip(titles, results, formulas, strict=True):
            if result is None and formula is not None:
                raise FileError("formula-unsolved", file=name, row=number, column=title)


def _text(value: Any) -> str:
    """A cell as somebody would have typed it into a CSV file."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime):
        return (value.date() if value.time() == datetime.time() else value).isoformat()
    return (
        value.isoformat()
        if isinstance(value, datetime.date | datetime.time)
        else composed(str(value))
    )
