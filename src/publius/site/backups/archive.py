"""The file of a backup: written whole or not at all, checked whole before it is used."""

import hashlib
import os
import secrets
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import IO

from .manifest import NAME, BackupError, Manifest, read_manifest

PIECE = 1 << 20


class Writer:
    """Adds files to a backup and remembers the digest of each."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.members: dict[str, str] = {}

    @contextmanager
    def member(self, name: str) -> Iterator["DigestingFile"]:
        with self.archive.open(name, "w", force_zip64=True) as raw:
            file = DigestingFile(raw)
            yield file
        self.members[name] = file.digest.hexdigest()

    def add(self, name: str, path: Path) -> None:
        with path.open("rb") as source, self.member(name) as target:
            while piece := source.read(PIECE):
                target.write(piece)


class DigestingFile:
    def __init__(self, raw: IO[bytes]) -> None:
        self.raw, self.digest = raw, hashlib.sha256()

    def write(self, piece: bytes) -> None:
        self.digest.update(piece)
        self.raw.write(piece)


@contextmanager
def writing(target: Path) -> Iterator[Writer]:
    """Write under another name; the real name appears only when everything is on the disk."""
    if target.exists():
        raise BackupError(f"{target} is there already and was left alone. Choose another name.")
    _remove_drafts(target)
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}.partial")
    try:
        descriptor = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w+b") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                yield Writer(archive)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(target)
    except OSError as error:
        raise BackupError(
            f"The backup could not be written ({error.strerror}). Nothing of it was kept. "
            f"Is there room in {target.parent}, and may this account write there?"
        ) from error
    finally:
        draft.unlink(missing_ok=True)


def _remove_drafts(target: Path) -> None:
    """Clear away what a backup that was killed has left."""
    with suppress(OSError):
        for old in target.parent.glob(f".{target.name}.*.partial"):
            old.unlink()


def finish(writer: Writer, manifest: Manifest) -> None:
    writer.archive.writestr(NAME, manifest.to_json())


@contextmanager
def reading(source: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """Open a backup and check every file in it against the manifest."""
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = read_manifest(archive.read(NAME))
            _refuse_damage(archive, manifest)
            yield archive, manifest
    except FileNotFoundError as error:
        raise BackupError(f"There is no file {source}. Nothing was changed.") from error
    except (zipfile.BadZipFile, KeyError, OSError) as error:
        raise BackupError(
            f"{source} is not a backup of Publius, or it is damaged. Nothing was changed. "
            "Use another backup."
        ) from error


def _refuse_damage(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    found = {info.filename for info in archive.infolist()} - {NAME}
    for name in sorted(found ^ set(manifest.members)):
        raise BackupError(
            f"This backup and its list of contents do not fit: {name}. Nothing was changed. "
            "Use another backup."
        )
    for name, digest in manifest.members.items():
        _refuse_unsafe(name)
        if digest_of(archive, name) != digest:
            raise BackupError(
                f"{name} in this backup is not what was written. Nothing was changed. "
                "Use another backup."
            )


def _refuse_unsafe(name: str) -> None:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name:
        raise BackupError(f"This backup wants to write outside its folder: {name}. Refused.")


def digest_of(archive: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    with archive.open(name) as file:
        while piece := file.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()


def unpack(archive: zipfile.ZipFile, name: str, target: Path) -> None:
    """Write one member to a file that only its owner can read."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file, archive.open(name) as source:
        while piece := source.read(PIECE):
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
