"""The index on disk as the site uses it: caught up from the ledger, made anew where it is no good.

Nothing is ever answered from a copy that is damaged, half made, made with another encoder,
vocabulary or constants, or behind the ledger: it is brought up to date first.
"""

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import structlog
from django.utils import timezone
from django.utils.translation import gettext as _

from publius.matching import Evidence, Filters, Matching, MatchingError, Need, match_all
from publius.matching.impact import ImpactIndex, IndexDamagedError
from publius.matching.records import digest_of
from publius.matching.runs import Retrieval
from publius.web.people.models import Person

from .index_folder import (
    Copy,
    alone,
    building,
    new_folder,
    put_in_force,
    put_out_of_force,
    reading,
    root,
    usable,
)
from .method import JUDGED, method_now
from .needs import TOP, evidence_in_turn, evidence_now, evidence_of, profiles_in_turn, profiles_now
from .places import Place, changed_since, newest_place

log = structlog.get_logger("publius.calls")

Progress = Callable[[int, int], None]
Port = Callable[[Sequence[str]], Iterable[Evidence]]
SPOILT = (IndexDamagedError, sqlite3.DatabaseError)
TRIES = 5
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
        """Up to where it has followed the ledger; None where that was never written down."""
        told = self.catalogue.state(LEDGER)
        return Place(*json.loads(told)) if told else None

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


def opened(copy: Copy, port: Port = evidence_of) -> FolderIndex:
    method = method_now()
    return FolderIndex(
        copy.folder, evidence=port, encoder=method.encoder, vocabulary=method.vocabulary
    )


def build(progress: Progress = quiet) -> None:
    """Make a new copy from the database and put it in force; the old one serves until then."""
    with building():
        _build(progress)


def _build(progress: Progress) -> None:
    place, folder = newest_place(), new_folder()
    try:
        _write(folder, place, progress)
        put_in_force(folder, place)
    except BaseException as error:
        shutil.rmtree(folder, ignore_errors=True)
        if isinstance(error, OSError | sqlite3.OperationalError):
            raise FolderError(_cannot_be_written(error)) from error
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


class KeptInFolder:
    """The copy in force as this process has it open."""

    def __init__(self) -> None:
        self._open: tuple[Copy, FolderIndex] | None = None

    @contextmanager
    def at_hand(self, progress: Progress = quiet) -> Iterator[FolderIndex]:
        """Give the index, in step with the ledger; nobody switches it while the block lasts."""
        newest = newest_place()
        for _try in range(TRIES):
            with reading():
                index = self._current()
                if index is not None and index.is_in_step(newest):
                    with self._out_of_force_if_spoilt():
                        yield index
                    return
            self._bring_up(progress)
        raise FolderError(_("The index on disk is being changed all the time. Try again later."))

    def match(
        self, needs: Iterable[Need], filters: Filters, progress: Progress, starting: Progress
    ) -> Matching:
        """Match against everybody as they are now; once more where the copy turns out damaged."""
        needs = list(needs)
        with suppress(*SPOILT):
            return self._match(needs, filters, progress, starting)
        return self._match(needs, filters, progress, starting)

    def _match(
        self, needs: list[Need], filters: Filters, progress: Progress, starting: Progress
    ) -> Matching:
        place, evidence = newest_place(), evidence_now()
        with self._holding(evidence, place, starting) as index:
            matching = match_all(
                needs,
                evidence,
                index=index,
                top=TOP,
                today=timezone.localdate(),
                filters=filters,
                progress=progress,
            )
        return _with_retrieval(matching)

    @contextmanager
    def _holding(
        self, evidence: list[Evidence], place: Place, starting: Progress
    ) -> Iterator[FolderIndex]:
        """Give the index with exactly this evidence in it, while nobody else uses it.

        A run is judged from what its record holds, not from what changed while it was under way.
        """
        sums = {item.id: digest_of(item.to_json()) for item in evidence}
        with self.at_hand(starting):
            pass
        with alone(), self._out_of_force_if_spoilt():
            copy = usable()
            if copy is None:
                raise FolderError(_("The index on disk was taken away meanwhile. Try again."))
            with closing(opened(copy, _port_of(evidence))) as index:
                index.note_place(place)  # what is newer than the run is taken in again after it
                index.take_in_differences(evidence, sums)
                yield index

    def _bring_up(self, progress: Progress) -> None:
        """Catch up with the ledger, or make a new copy where there is none that will do."""
        no_good = usable()
        with suppress(*SPOILT), alone(), self._out_of_force_if_spoilt():
            index = self._current()
            if index is not None and index.catch_up():
                return
        with building():
            if usable() in (None, no_good):  # nobody else made one while this process waited
                _build(progress)

    def _current(self) -> FolderIndex | None:
        """The copy in force, opened where it is not open yet; None where it will not do."""
        copy = usable()
        if self._open is not None and self._open[0] == copy:
            return self._open[1]
        self._forget()
        if copy is None:
            return None
        try:
            self._open = copy, opened(copy)
        except SPOILT as error:
            log.error("index_damaged", problem=str(error))
            return None
        return self._open[1]

    def _forget(self) -> None:
        if self._open is not None:
            self._open[1].close()
            self._open = None

    @contextmanager
    def _out_of_force_if_spoilt(self) -> Iterator[None]:
        """Where a copy turns out damaged while it is used, nobody uses it again."""
        try:
            yield
        except SPOILT as error:
            log.error("index_damaged", problem=str(error))
            put_out_of_force()
            self._forget()
            raise
        except OSError as error:
            raise FolderError(_cannot_be_written(error)) from error


def _with_retrieval(matching: Matching) -> Matching:
    """Say in the run that not everybody was judged, where that is so."""
    if all(ranking.considered <= JUDGED for ranking in matching.rankings):
        return matching
    return replace(matching, retrieval=Retrieval("impact", JUDGED))


def _port_of(evidence: list[Evidence]) -> Port:
    items: dict[str, list[Evidence]] = {}
    for item in evidence:
        items.setdefault(item.person, []).append(item)
    return lambda names: [item for name in names for item in items.get(name, ())]


def _cannot_be_written(error: Exception) -> str:
    sentence = _(
        "The index in %(folder)s cannot be written (%(why)s). Make room and make it writable; "
        "nothing is lost."
    )
    return sentence % {"folder": root(), "why": error}
