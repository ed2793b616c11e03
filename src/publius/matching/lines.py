"""Reading text files line by line: UTF-8, with or without a byte-order mark, and no NUL."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from publius.matching.errors import BadFileError

Source = Path | BinaryIO
_AFTER_LONE_CR = re.compile(r"(?<=\r)(?!\n)")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def name_of(source: Source) -> str:
    """Name a file as error messages do."""
    if isinstance(source, Path):
        return str(source)
    name = getattr(source, "name", "")
    return "standard input" if name in ("<stdin>", "", 0) else str(name)


@contextmanager
def opened(source: Source) -> Iterator[BinaryIO]:
    """Open a path for reading bytes; a stream that is already open stays open."""
    if not isinstance(source, Path):
        yield source
        return
    try:
        stream = source.open("rb")
    except FileNotFoundError:
        raise BadFileError("no_file", file=name_of(source)) from None
    except OSError as error:
        raise BadFileError("unreadable", file=name_of(source), problem=error.strerror) from error
    with stream:
        yield stream


def text_lines(stream: BinaryIO, name: str) -> Iterator[str]:
    """Yield a file's lines with their ends; a byte-order mark is dropped.

    >>> import io
    >>> list(text_lines(io.BytesIO(b"\\xef\\xbb\\xbfid,text\\r\\n1,yes"), "needs.csv"))
    ['id,text\\r\\n', '1,yes']
    """
    for number, raw in enumerate(stream, start=1):
        if number == 1 and raw.startswith(_UTF16_MARKS):
            raise BadFileError("encoding", file=name, line=1, byte=1)
        if b"\0" in raw:
            raise BadFileError("nul_in_file", file=name, line=number)
        line = _decoded(raw, name, number)
        yield from _AFTER_LONE_CR.split(line.removeprefix("\ufeff") if number == 1 else line)


def _decoded(raw: bytes, name: str, number: int) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        byte = error.start + 1
        raise BadFileError("encoding", file=name, line=number, byte=byte) from error
