"""The folder of the index on disk: which copy is in force, who may use it, who may put another.

::

    in-force.json      names the copy in force and what it was made with
    lock               shared by those who search, held alone by whoever changes or switches
    building/lock      held by whoever makes a new copy: one at a time
    copy-x/            the index itself (publius.matching.impact); replaced whole, never in place
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from publius.matching import PARAMETERS
from publius.matching.impact.errors import IndexDamagedError, IndexMissingError
from publius.matching.impact.files import read_json, write_json
from publius.matching.impact.generation import writing
from publius.matching.impact.keeping import FORMAT
from publius.matching.model import Model
from publius.matching.records import digest_of

from .method import method_now
from .places import Place

POINTER = "in-force.json"


def root() -> Path:
    return settings.DATA / "index"


@dataclass(frozen=True)
class Copy:
    """A copy of the index: its folder, what it was made with, when, and from which place on."""

    folder: Path
    made_with: dict[str, Any]
    built_at: datetime
    built_from: Place


def made_with_now() -> dict[str, Any]:
    """What an index made now is made with; one made with anything else is not used."""
    method = method_now()
    named = Model.of(PARAMETERS, method.vocabulary, method.encoder).named()
    return {
        **named.to_json(),
        "parameters": digest_of(PARAMETERS.to_json()),
        "format": FORMAT,
    }


def in_force() -> Copy | None:
    """The copy in force, if there is one; raises IndexDamagedError where that cannot be read."""
    pointer = root() / POINTER
    if not pointer.exists():
        return None
    try:
        told = read_json(pointer)
        return Copy(
            root() / told["folder"],
            told["made_with"],
            datetime.fromisoformat(told["built_at"]),
            Place(*told["built_from"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise IndexDamagedError(
            "damaged", folder=root(), file=POINTER, problem="is not what was written"
        ) from error


def usable() -> Copy | None:
    """The copy in force where it was made with what matching works with now."""
    try:
        copy = in_force()
    except (IndexDamagedError, IndexMissingError):
        return None
    fits = copy is not None and copy.made_with == made_with_now() and copy.folder.is_dir()
    return copy if fits else None


def put_in_force(folder: Path, built_from: Place) -> None:
    """Switch to a new copy once nobody searches, and take every other one off the disk."""
    told = {
        "folder": folder.name,
        "made_with": made_with_now(),
        "built_at": timezone.now().isoformat(),
        "built_from": [built_from.number, built_from.hash],
    }
    with alone():
        write_json(root() / POINTER, told)
        _sweep(keep=folder)


def put_out_of_force() -> None:
    """Let nobody use the copy any more; whoever holds the lock found it damaged."""
    (root() / POINTER).unlink(missing_ok=True)


def new_folder() -> Path:
    root().mkdir(parents=True, exist_ok=True, mode=0o700)
    return Path(tempfile.mkdtemp(dir=root(), prefix="copy-"))


def _sweep(keep: Path) -> None:
    for place in root().glob("copy-*"):
        if place != keep:
            shutil.rmtree(place, ignore_errors=True)


@contextmanager
def building() -> Iterator[None]:
    """Let one process make a new copy at a time; the others wait, and then find it made."""
    with writing(root() / "building"):
        yield


@contextmanager
def reading() -> Iterator[None]:
    """Search while nobody changes or switches the index."""
    with _locked(alone=False):
        yield


@contextmanager
def alone() -> Iterator[None]:
    """Change or switch the index while nobody searches."""
    with _locked(alone=True):
        yield


@contextmanager
def _locked(*, alone: bool) -> Iterator[None]:
    root().mkdir(parents=True, exist_ok=True, mode=0o700)
    with (root() / "lock").open("w") as file:
        try:
            import fcntl
        except ImportError:  # not a POSIX system: the host sees to one worker
            yield
            return
        fcntl.flock(file, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        yield
