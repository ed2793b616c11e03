"""Everybody's evidence in one index per process, kept up with the ledger.

Reading and counting all words takes a second or more; what changed since is a few people. The
ledger says who, so only their evidence is read again.
"""

from collections.abc import Iterable

from publius.matching import MemoryIndex
from publius.web.ledger.models import Event
from publius.web.ledger.queries import unread_since
from publius.web.ledger.tags import Tag
from publius.web.people.models import Person

from .method import method_now
from .needs import evidence_now, profiles_now

WHAT_CHANGES_MATCHES = (
    Tag.PERSON_PROFILE_CHANGED,
    Tag.PERSON_LEFT,
    Tag.CONSENT_GIVEN,
    Tag.CONSENT_WITHDRAWN,
    Tag.EXPERTISE_STATED,
    Tag.EXPERTISE_CHANGED,
    Tag.EVIDENCE_ADDED,
    Tag.EVIDENCE_CHANGED,
    Tag.EVIDENCE_CONFIRMED,
)


def people_in(events: Iterable[Event]) -> set[str]:
    """Public ids (hex) of the people whose evidence these events are about."""
    named = {event.data.get("person") or event.actor.replace("-", "") for event in events}
    return named - {""}


class KeptIndex:
    """An index that remembers up to which event it is in step with the database."""

    def __init__(self) -> None:
        self._index: MemoryIndex | None = None
        self._last: tuple[int, str] = (0, "")

    def current(self) -> MemoryIndex:
        """The index, brought up to date."""
        head = Event.objects.order_by("number").values_list("number", "hash").last() or (0, "")
        if self._index is None or not self._is_known(self._last):
            self._index = _built_afresh()
        elif head != self._last:
            self._catch_up(self._index)
        self._last = head
        return self._index

    def _is_known(self, place: tuple[int, str]) -> bool:
        """False where the ledger is another one than last time: a restored or emptied database."""
        return Event.objects.filter(number=place[0], hash=place[1]).exists()

    def _catch_up(self, index: MemoryIndex) -> None:
        changed = people_in(unread_since(self._last[0], tags=WHAT_CHANGES_MATCHES))
        people = Person.objects.filter(public_id__in=changed)
        index.delete(people=changed)
        index.upsert(evidence_now(people), profiles_now(people))


def _built_afresh() -> MemoryIndex:
    method = method_now()
    return MemoryIndex(
        evidence_now(), profiles_now(), encoder=method.encoder, vocabulary=method.vocabulary
    )


everybody = KeptIndex()
