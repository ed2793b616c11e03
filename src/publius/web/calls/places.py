"""Places in the ledger: up to where an index has followed what people changed."""

from collections.abc import Iterable
from dataclasses import dataclass

from publius.web.ledger.models import Event
from publius.web.ledger.queries import unread_since
from publius.web.ledger.tags import Tag

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


@dataclass(frozen=True)
class Place:
    """A line of the ledger, with its hash: a restored or emptied database has other lines."""

    number: int
    hash: str

    @property
    def is_known(self) -> bool:
        """False where the ledger is another one than when this line was read."""
        return (
            self == BEGINNING or Event.objects.filter(number=self.number, hash=self.hash).exists()
        )


BEGINNING = Place(0, "")


def newest_place() -> Place:
    line = Event.objects.order_by("number").values_list("number", "hash").last()
    return Place(*line) if line else BEGINNING


def changed_since(place: Place) -> set[str]:
    """Public ids (hex) of the people whose evidence may be another since then."""
    return people_in(unread_since(place.number, tags=WHAT_CHANGES_MATCHES))


def people_in(events: Iterable[Event]) -> set[str]:
    """Public ids (hex) of the people whose evidence these events are about."""
    named = {event.data.get("person") or event.actor.replace("-", "") for event in events}
    return named - {""}
