"""About whom a convener may ask why they are not on a list: nobody can be probed."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from publius.web.calls.models import Call
from publius.web.people.models import Person

from ..models import Ask, Invitation
from .pool import pool_of


@dataclass(frozen=True)
class Named:
    """Somebody a convener may ask about, as they know them: by name only in the pool."""

    key: str
    words: str


def people_to_ask_about(call: Call) -> QuerySet[Person]:
    """Those who said they are interested in this call, and those who were asked about it."""
    interested = pool_of(call).values("person")
    asked = Invitation.objects.filter(call=call, ask=Ask.INTEREST).values("person")
    found = Person.objects.active().filter(Q(pk__in=interested) | Q(pk__in=asked))
    return found.order_by("display_name", "pk")


def named(call: Call) -> list[Named]:
    inside = set(pool_of(call).values_list("person", flat=True))
    rows = [
        Named(str(person.public_id), str(person) if person.pk in inside else person.label)
        for person in people_to_ask_about(call)
    ]
    return sorted(rows, key=lambda row: row.words.casefold())


def person_to_ask_about(call: Call, public_id: str) -> Person | None:
    try:
        key = UUID(public_id)
    except ValueError:
        return None
    return people_to_ask_about(call).filter(public_id=key).first()
