"""The SQLite database in a backup: a copy SQLite itself makes while others go on writing."""

import sqlite3
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from django.db import connection

from .archive import Writer, unpack
from .manifest import BackupError, Manifest

MEMBER = "database.sqlite3"


def dump(writer: Writer, near: Path) -> dict[str, int]:
    """Add a consistent copy of the database; return how many rows each table has in it."""
    with tempfile.TemporaryDirectory(dir=near, prefix=".publius-backup-") as folder:
        copy = Path(folder) / MEMBER
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(copy)])
        writer.add(MEMBER, copy)
        return row_counts(copy)


def load(archive: zipfile.ZipFile, manifest: Manifest, *, last: Callable[[], None]) -> None:
    """Put the copy in place of the empty database, once it is proved to be whole.

    `last` is called when nothing can be refused any more, just before the copy takes its place.
    """
    target = Path(connection.settings_dict["NAME"])
    draft = target.with_name(f".{target.name}.restored")
    unpack(archive, MEMBER, draft)
    if row_counts(draft) != manifest.rows:
        draft.unlink()
        raise BackupError(
            "The database in this backup does not have the rows it should have. Nothing was "
            "changed. Use another backup."
        )
    last()
    connection.close()
    for old in (target.with_name(f"{target.name}-wal"), target.with_name(f"{target.name}-shm")):
        old.unlink(missing_ok=True)
    draft.replace(target)


def row_counts(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as copy:
        names = copy.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )
        return {
            name: copy.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
            for (name,) in sorted(names.fetchall())
        }
