"""The index on disk as the site uses it: caught up from the ledger, made anew where it is no good.

Nothing is ever answered from a copy that is damaged, half made, made with another encoder,
vocabulary or constants, or behind the ledger: it is brought up to date first.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace

import structlog
from django.utils import timezone
from django.utils.translation import gettext as _

from publius.matching import Evidence, Filters, Matching, Need, match_all
from publius.matching.impact import IndexDamagedError
from publius.matching.records import digest_of
from publius.matching.runs import Retrieval

from .index_copies import (
    FolderError,
    FolderIndex,
    Port,
    Progress,
    build_unlocked,
    cannot_be_written,
    opened,
    quiet,
)
from .index_folder import Copy, alone, building, put_out_of_force, reading, usable
from .method import JUDGED
from .needs import TOP, evidence_now
from .places import Place, newest_place

log = structlog.get_logger("publius.calls")

SPOILT = (IndexDamagedError, sqlite3.DatabaseError)
TRIES = 5


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
                build_unlocked(progress)

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
            raise FolderError(cannot_be_written(error)) from error


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
