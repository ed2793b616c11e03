"""One copy of the index on disk: open, caught up from the ledger, or made from the database."""

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

import structlog
from django.utils import timezone
from django.utils.translation import gettext as _

from publius.matching import Evidence, MatchingError
from publius.matching.impact import ImpactIndex
from publius.matching.impact.catalogue import Catalogue
from publius.web.people.models import Person

from .index_folder import Copy, building, new_folder, put_in_force, root, usable
from .method import method_now
from .needs import evidence_in_turn, evidence_now, evidence_of, profiles_in_turn, profiles_now
from .places import Place, changed_since, newest_place

log = structlog.get_logger("publius.calls")

Progress = Callable[[int, int], None]
Port = Callable[[Sequence[str]], Iterable[Evidence]]
MANY = 5_000  # people changed since: from here on a new copy is quicker
LEDGER = "ledger"


def quiet(done: int, total: int) -> None:
    """For work nobody watches."""


class FolderError(MatchingError):
    """The folder of the index cannot be used; the sentence says what to do."""

    def __init__(self, sentence: str) -> None:
        Exception.__init__(self, sentence)


class FolderIndex(ImpactIndex):
    """One copy of the index, open: it reads people's items from the database when it judges."""

    def evidence_of(self, person: str) -> tuple[Evidence, ...]:
        """All of a person's items, by id; what `explain` and `why_not` want."""
        return tuple(sorted(self._evidence_of([person]), key=lambda item: item.id))

    @property
    def place(self) -> Place | None:
        return placed(self.catalogue)

    def note_place(self, place: Place) -> None:
        self.catalogue.note(LEDGER, json.dumps([place.number, place.hash]))

    def is_in_step(self, newest: Place) -> bool:
        here = self.place
        if here is None or here == newest:
            return here is not None
        return here.number > newest.number and here.is_known

    def catch_up(self) -> bool:
        """Take in what changed since; False where only a new copy will do."""
        here, newest = self.place, newest_place()
        if here is None or not here.is_known:
            return False
        changed = changed_since(here)
        if len(changed) > MANY:
            return False
        if changed:
            people = Person.objects.filter(public_id__in=changed)
            self.delete(people=changed)
            self.upsert(evidence_now(people), profiles_now(people))
        self.note_place(newest)
        return True

    def take_in_differences(self, evidence: list[Evidence], sums: dict[str, str]) -> None:
        """Hold exactly these items; ``sums`` names each as it stands."""
        known = dict(self.catalogue.digests_of(self.catalogue.everybody()[1]))
        gone = sorted(known.keys() - sums.keys())
        other = [item for item in evidence if known.get(item.id) != sums[item.id]]
        if gone:
            self.delete(evidence=gone)
        if other:
            self.upsert(other)

    def close(self) -> None:
        self.catalogue.close()


def placed(catalogue: Catalogue) -> Place | None:
    """Up to where a copy has followed the ledger; None where that was never written down."""
    told = catalogue.state(LEDGER)
    return Place(*json.loads(told)) if told else None


def opened(copy: Copy, port: Port = evidence_of) -> FolderIndex:
    method = method_now()
    return FolderIndex(
        copy.folder, evidence=port, encoder=method.encoder, vocabulary=method.vocabulary
    )


def build(progress: Progress = quiet) -> None:
    """Make a new copy from the database and put it in force; the old one serves until then."""
    with building():
        build_unlocked(progress)


def renew(today: date) -> bool:
    """Make a new copy where the one in force is of another day and people changed something.

    The shards of people who live near each other are together again, and nothing on disk
    speaks of anybody who left.
    """
    copy = usable()
    if copy is None or timezone.localdate(copy.built_at) >= today:
        return False
    if not changed_since(copy.built_from):
        return False
    with building():
        is_due = usable() == copy  # nobody else did it meanwhile
        if is_due:
            build_unlocked(quiet)
    return is_due


def build_unlocked(progress: Progress) -> None:
    """Make a new copy; whoever calls holds `building`."""
    place, folder = newest_place(), new_folder()
    try:
        _write(folder, place, progress)
        put_in_force(folder, place)
    except BaseException as error:
        shutil.rmtree(folder, ignore_errors=True)
        if isinstance(error, OSError | sqlite3.OperationalError):
            raise FolderError(cannot_be_written(error)) from error
        raise
    log.info("index_built", up_to=place.number)


def _write(folder: Path, place: Place, progress: Progress) -> None:
    method = method_now()
    index = FolderIndex(
        folder,
        evidence=evidence_of,
        everything=lambda: (evidence_in_turn(progress), profiles_in_turn()),
        encoder=method.encoder,
        vocabulary=method.vocabulary,
    )
    with closing(index):
        index.note_place(place)


def cannot_be_written(error: Exception) -> str:
    sentence = _(
        "The index in %(folder)s cannot be written (%(why)s). Make room and make it writable; "
        "nothing is lost."
    )
    return sentence % {"folder": root(), "why": error}
