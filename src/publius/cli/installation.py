"""Opening an installation: its data folder, its settings, its database."""

import os
import uuid
from pathlib import Path

from publius.cli.stops import (
    BadSetting,
    DatabaseTooNew,
    DatabaseUnreachable,
    FolderNotWritable,
    NotPrepared,
)


def data_folder() -> Path:
    return Path(os.environ.get("PUBLIUS_DATA") or "data").resolve()


def open_installation() -> None:
    """Make the data folder if need be and load the settings."""
    make_data_folder(data_folder())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "publius.site.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured
    from environs import EnvError

    try:
        django.setup()
    except (EnvError, ImproperlyConfigured) as error:
        raise BadSetting(
            f"A setting cannot be understood: {error} Nothing was changed. "
            "docs/reference/settings.md explains every setting."
        ) from error


def make_data_folder(folder: Path) -> None:
    """Make the folder and prove that it can be written, before anything relies on it."""
    probe = folder / f".writable-{uuid.uuid4().hex}"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise FolderNotWritable(
            f"The data folder {folder} cannot be written ({error.strerror}). Nothing was changed. "
            "Make it writable for this account, or name another with PUBLIUS_DATA."
        ) from error


def reach_database() -> None:
    """Raise a plain sentence unless the database answers and is not from a later version."""
    from django.db import DatabaseError

    from publius.site.schema import unknown_migrations

    try:
        unknown = unknown_migrations()
    except DatabaseError as error:
        raise DatabaseUnreachable(
            f"The database does not answer ({_first_line(error)}). Nothing was changed. "
            "Check that it runs, and PUBLIUS_DATABASE_URL if you set it."
        ) from error
    if unknown:
        app, name = unknown[0]
        raise DatabaseTooNew(
            f"This database was made by a later version of Publius ({app} {name} is not known "
            "here). Nothing was changed. Install that version again, or restore a backup that "
            "this version made."
        )


def require_prepared() -> None:
    """Raise a plain sentence where the tables of this version are not all there."""
    from publius.site.schema import missing_migrations

    reach_database()
    if missing_migrations():
        raise NotPrepared(
            "The database is not ready for this version of Publius. Nothing was changed. "
            "Run: publius prepare"
        )


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0].rstrip(".") if str(error).strip() else "no reason"
