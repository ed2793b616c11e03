"""Everybody's evidence, kept searchable and in step with the ledger.

Reading and counting all words takes a second or more, of a million people minutes; what changed
since is a few people. The ledger says who, so only their evidence is read again. Where it is
kept is a setting: in the memory of each process, or in a folder that all processes share.
"""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager

from django.conf import settings
from django.utils import timezone

from publius.matching import Filters, Matching, MemoryIndex, Need, match_all
from publius.web.people.models import Person

from .in_folder import KeptInFolder, Progress, quiet
from .method import method_now
from .needs import TOP, evidence_now, profiles_now
from .places import BEGINNING, changed_since, newest_place


class KeptInMemory:
    """An index in this process that remembers up to which line of the ledger it is in step."""

    def __init__(self) -> None:
        self._index: MemoryIndex | None = None
        self._place = BEGINNING

    @contextmanager
    def at_hand(self, progress: Progress = quiet) -> Iterator[MemoryIndex]:
        yield self._current()

    def _current(self) -> MemoryIndex:
        newest = newest_place()
        if self._index is None or not self._place.is_known:
            self._index = _built_afresh()
        elif newest != self._place:
            self._catch_up(self._index)
        self._place = newest
        return self._index

    def _catch_up(self, index: MemoryIndex) -> None:
        changed = changed_since(self._place)
        people = Person.objects.filter(public_id__in=changed)
        index.delete(people=changed)
        index.upsert(evidence_now(people), profiles_now(people))

    def match(
        self, needs: Iterable[Need], filters: Filters, progress: Progress, starting: Progress
    ) -> Matching:
        """Match against everybody as they are now; a run counts its own words."""
        method = method_now()
        return match_all(
            needs,
            evidence_now(),
            encoder=method.encoder,
            vocabulary=method.vocabulary,
            top=TOP,
            today=timezone.localdate(),
            filters=filters,
            progress=progress,
        )


def _built_afresh() -> MemoryIndex:
    method = method_now()
    return MemoryIndex(
        evidence_now(), profiles_now(), encoder=method.encoder, vocabulary=method.vocabulary
    )


in_memory, in_folder = KeptInMemory(), KeptInFolder()


def kept() -> KeptInMemory | KeptInFolder:
    """Where this site keeps everybody's evidence."""
    return in_folder if settings.INDEX == "folder" else in_memory


def index_at_hand() -> AbstractContextManager:
    """The index of everybody, in step with the ledger, for as long as the block lasts."""
    return kept().at_hand()


def match_everybody(
    needs: Iterable[Need], *, filters: Filters, progress: Progress, starting: Progress = quiet
) -> Matching:
    """One whole run for some needs; ``starting`` hears of an index that has to be made first."""
    return kept().match(needs, filters, progress, starting)
