"""Vectors kept on disk, so that no text is encoded twice.

The file is derived data: it may be deleted at any time and is made again as texts come. What is
damaged in it is found by checksums and encoded anew, never used.
"""

import hashlib
import logging
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from publius.matching.encoders.port import STEPS, Encoder

LOG = logging.getLogger(__name__)

# So many texts are encoded between two savings: an interrupted batch loses seconds of work.
TEXTS_AT_ONCE = 256
# Fewer than SQLite's smallest limit for values in a statement (sqlite.org/limits.html, 9).
_KEYS_AT_ONCE = 900
_CHECKED = 8
# What keeps a file from being used although nothing is wrong with what it holds.
_NO_DAMAGE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
}
_TABLE = "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, row BLOB) WITHOUT ROWID"

Rows = dict[bytes, NDArray[np.float32]]
Answer = TypeVar("Answer")
Item = TypeVar("Item")


class Cached:
    """An encoder that remembers in a folder what it has encoded; several processes may share it.

    Each version of each encoder has its own file there. Where the folder cannot be written, or
    its disk is full, texts are encoded every time and the log says so.

    >>> from publius.matching.encoders import NoVectors
    >>> Cached(NoVectors(), Path("vectors")).encode(["I cycle to work."]).shape
    (1, 0)
    """

    def __init__(self, encoder: Encoder, folder: Path) -> None:
        self._encoder = encoder
        self._file = folder / f"vectors-{encoder.version}.sqlite3"

    @property
    def name(self) -> str:
        """The name of the encoder behind."""
        return self._encoder.name

    @property
    def version(self) -> str:
        """The version of the encoder behind."""
        return self._encoder.version

    @property
    def dimension(self) -> int:
        """The dimension of the encoder behind."""
        return self._encoder.dimension

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return what the encoder behind would, from the file as far as it is there."""
        if not self.dimension:
            return self._encoder.encode(texts)
        wanted = {key_of(text): text for text in texts}
        rows = self._load(list(wanted))
        missing = [text for key, text in wanted.items() if key not in rows]
        # Texts of similar length in one batch: see the sentence encoder.
        missing.sort(key=len)
        for some in _parts(missing, TEXTS_AT_ONCE):
            fresh = dict(zip(map(key_of, some), self._encoder.encode(some), strict=True))
            self._save(fresh)
            rows |= fresh
        found = [rows[key_of(text)] for text in texts]
        return np.array(found, np.float32).reshape(len(texts), self.dimension)

    def forget(self, texts: Sequence[str]) -> None:
        """Erase what is kept of some texts: a vector still tells what its text was about."""

        def erase(connection: sqlite3.Connection) -> None:
            connection.execute("PRAGMA secure_delete = ON")
            keys = [(key_of(text),) for text in texts]
            connection.executemany("DELETE FROM vectors WHERE key = ?", keys)

        if self._file.exists():
            self._use(erase, None)

    def _load(self, keys: Sequence[bytes]) -> Rows:
        def read(connection: sqlite3.Connection) -> Rows:
            found: dict[bytes, NDArray[np.float32] | None] = {}
            for part in _parts(keys, _KEYS_AT_ONCE):
                marks = ",".join("?" * len(part))
                # Cast, because damage may have made text of it.
                query = f"SELECT key, CAST(row AS BLOB) FROM vectors WHERE key IN ({marks})"  # noqa: S608
                rows = connection.execute(query, part).fetchall()
                found |= {key: unpack(key, row) for key, row in rows}
            return {key: row for key, row in found.items() if row is not None}

        return self._use(read, {})

    def _save(self, rows: Mapping[bytes, NDArray[np.float32]]) -> None:
        def write(connection: sqlite3.Connection) -> None:
            packed = [(key, pack(key, row)) for key, row in rows.items()]
            connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", packed)

        self._use(write, None)

    def _use(self, work: Callable[[sqlite3.Connection], Answer], otherwise: Answer) -> Answer:
        """Do something with the file; where that fails, say so and go on without it."""
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._file, timeout=20)) as connection, connection:
                connection.execute(_TABLE)
                return work(connection)
        except (sqlite3.Error, OSError) as error:
            if isinstance(error, OSError) or error.sqlite_errorcode & 0xFF in _NO_DAMAGE:
                LOG.warning("Vectors cannot be kept in %s (%s).", self._file, error)
            else:
                LOG.warning("%s is damaged (%s); it is made again.", self._file, error)
                self._file.unlink(missing_ok=True)
        return otherwise


def key_of(text: str) -> bytes:
    """Name a text by its SHA-256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def pack(key: bytes, row: NDArray[np.float32]) -> bytes:
    """Write a row as a checksum and whole 2,048ths of two bytes each, half of what it takes."""
    steps = np.rint(row * STEPS).astype("<i2").tobytes()
    return _checksum(key, steps) + steps


def unpack(key: bytes, packed: bytes | None) -> NDArray[np.float32] | None:
    """Read a row back; nothing where a single bit of it or of its key has changed."""
    steps = (packed or b"")[_CHECKED:]
    if packed != _checksum(key, steps) + steps:
        return None
    return (np.frombuffer(steps, "<i2") / STEPS).astype(np.float32)


def _checksum(key: bytes, steps: bytes) -> bytes:
    return hashlib.sha256(key + steps).digest()[:_CHECKED]


def _parts(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    return (items[start : start + size] for start in range(0, len(items), size))
