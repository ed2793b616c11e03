"""Backing up and restoring a whole installation: database, keys, files people sent."""

import os
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from publius import __version__
from publius.site.keys import encryption_keys
from publius.web.ledger.models import Event
from publius.web.people.models import Person
from publius.web.switches.queries import workers_alive

from . import postgres, sqlite
from .archive import Writer, finish, reading, unpack, writing
from .manifest import BackupError, Manifest, fingerprints

KEPT_FOLDERS = ("keys", "media")


@dataclass(frozen=True)
class Restored:
    """What was brought back, and what the host must know."""

    manifest: Manifest
    warnings: list[str]


def back_up(target: Path, *, with_keys: bool = True) -> Manifest:
    """Write everything into one file, while others may go on working."""
    with writing(target) as writer:
        migrations = _applied()
        if connection.vendor == "sqlite":
            rows, columns = sqlite.dump(writer, target.parent), {}
        else:
            rows, columns = postgres.dump(writer)
        for folder in KEPT_FOLDERS:
            if folder != "keys" or with_keys:
                _add_folder(writer, folder)
        manifest = Manifest(
            publius=__version__,
            made_at=timezone.now().isoformat(),
            database=connection.vendor,
            migrations=migrations,
            rows=rows,
            columns=columns,
            members=writer.members,
            field_keys=fingerprints(settings.ENCRYPTION_KEYS),
        )
        finish(writer, manifest)
    return manifest


def restore(source: Path) -> Restored:
    """Bring a backup back into an empty installation. Checks everything before it writes."""
    with reading(source) as (archive, manifest):
        _refuse_later_version(manifest)
        _refuse_other_database(manifest)
        _refuse_if_anybody_is_here()
        database = sqlite if connection.vendor == "sqlite" else postgres
        database.load(archive, manifest, last=lambda: _restore_folders(archive, manifest))
    return Restored(manifest, list(_warnings(manifest)))


def _applied() -> list[list[str]]:
    return sorted([app, name] for app, name in MigrationLoader(connection).applied_migrations)


def _add_folder(writer: Writer, folder: str) -> None:
    root = settings.DATA / folder
    for path in sorted(root.rglob("*")):
        if path.is_file():
            writer.add(f"{folder}/{path.relative_to(root).as_posix()}", path)


def _restore_folders(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    for name in manifest.members:
        if name.startswith(tuple(f"{folder}/" for folder in KEPT_FOLDERS)):
            unpack(archive, name, settings.DATA / name)


def _refuse_later_version(manifest: Manifest) -> None:
    loader = MigrationLoader(None)
    ours = [key for key in map(tuple, manifest.migrations) if key[0] in loader.migrated_apps]
    unknown = sorted(set(ours) - set(loader.graph.nodes))
    if unknown or _as_numbers(manifest.publius) > _as_numbers(__version__):
        raise BackupError(
            f"This backup was made by Publius {manifest.publius}, which is later than this one "
            f"({__version__}). Nothing was changed. Install that version, then restore."
        )


def _as_numbers(version: str) -> list[int]:
    return [int(part) if part.isdigit() else -1 for part in version.split(".")]


def _refuse_other_database(manifest: Manifest) -> None:
    if manifest.database != connection.vendor:
        raise BackupError(
            f"This backup is of a {manifest.database} database and this installation uses "
            f"{connection.vendor}. Nothing was changed. Set or leave out PUBLIUS_DATABASE_URL "
            "so that they fit."
        )


def _refuse_if_anybody_is_here() -> None:
    tables = connection.introspection.table_names()
    if Person._meta.db_table not in tables:
        return
    if Person.objects.exists() or Event.objects.exists():
        raise BackupError(
            "People are in this installation already, and restoring would replace them. Nothing "
            "was changed. Restore into an empty data folder: PUBLIUS_DATA=new-folder"
        )
    if workers_alive(timezone.now()):
        raise BackupError(
            "Publius is running on this installation. Nothing was changed. Stop it first."
        )


def _warnings(manifest: Manifest) -> Iterator[str]:
    by_setting = "PUBLIUS_ENCRYPTION_KEYS" in os.environ
    keys = settings.ENCRYPTION_KEYS if by_setting else encryption_keys(settings.DATA)
    if manifest.field_keys != fingerprints(keys):
        yield (
            "The keys here are not those of the backup: what is protected (access needs, answers "
            "about people) cannot be read until the old keys are in keys/ of the data folder, or "
            "in PUBLIUS_ENCRYPTION_KEYS."
        )
