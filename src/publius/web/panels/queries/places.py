"""The chairs of a panel: who holds which, and which of them wait for somebody."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from publius.web.calls.models import Call, Seat
from publius.web.people.models import Person

from ..models import Ask, Decision, Easing, Invitation, Override, Place, PlaceState
from .pool import pool_of


def places_of(call: Call) -> QuerySet[Place]:
    return Place.objects.filter(call=call).select_related("seat", "person__area").order_by("number")


def held_places(call: Call) -> list[Place]:
    """Places that are offered or taken."""
    return list(places_of(call).exclude(state=PlaceState.VACANT))


def members_of(call: Call) -> list[tuple[Person, Seat | None]]:
    """Everybody who holds a place or is offered one, with their seat."""
    return [(place.person, place.seat) for place in held_places(call)]


def accepted_members(call: Call) -> list[tuple[Person, Seat | None]]:
    return [(place.person, place.seat) for place in accepted_places(call)]


def accepted_places(call: Call) -> list[Place]:
    return list(places_of(call).filter(state=PlaceState.ACCEPTED))


def calls_with_empty_chairs(now: dt.datetime) -> list[Call]:
    """Calls whose confirmed panel has a vacant place that nobody has given up on."""
    waiting = Place.objects.not_put_off(now).filter(state=PlaceState.VACANT, stuck_at__isnull=True)
    calls = Call.objects.filter(pk__in=waiting.values("call"), draws__decision=Decision.CONFIRMED)
    return list(calls.distinct().order_by("pk"))


def places_of_closed_accounts(now: dt.datetime) -> list[Place]:
    """Places held by people who are not here any more."""
    held = Place.objects.not_put_off(now).filter(person__is_active=False)
    return list(held.select_related("call", "person"))


def people_already_offered(call: Call) -> set[int]:
    """Everybody who was ever offered a place in this call: nobody is asked twice."""
    offered = Invitation.objects.filter(call=call, ask=Ask.PLACE)
    return set(offered.values_list("person_id", flat=True))


def offers_made(call: Call) -> int:
    return Invitation.objects.filter(call=call, ask=Ask.PLACE).count()


@dataclass(frozen=True)
class PlaceRow:
    """One chair as its convener sees it."""

    place: Place
    shown_name: str
    invitation: Invitation | None


def place_rows(places: Sequence[Place]) -> list[PlaceRow]:
    """Names are shown from acceptance on; before that, the label."""
    latest: dict[int, Invitation] = {}
    for invitation in Invitation.objects.filter(place__in=places).order_by("sent_at", "pk"):
        latest[invitation.place_id] = invitation
    return [PlaceRow(place, _shown_name(place), latest.get(place.pk)) for place in places]


def _shown_name(place: Place) -> str:
    if place.person is None:
        return ""
    return str(place.person) if place.state == PlaceState.ACCEPTED else place.person.label


def seats_short(places: Sequence[Place]) -> list[tuple[str, int]]:
    """Seats with vacant chairs and how many."""
    vacant = [place.seat for place in places if place.state == PlaceState.VACANT]
    counted = Counter(seat.title if seat else "" for seat in vacant)
    return sorted(counted.items())


def place_of(call: Call, number: int) -> Place | None:
    return places_of(call).filter(number=number).first()


def can_be_offered_by_hand(call: Call) -> list[Person]:
    """People in the pool who were never offered a place in this call."""
    asked = people_already_offered(call)
    return [entry.person for entry in pool_of(call) if entry.person_id not in asked]


def reason_of_choice(call: Call, person: Person) -> str:
    """Why a person put this one into the confirmed group by hand; empty where nobody did."""
    changes = Override.objects.filter(draw__call=call, draw__decision=Decision.CONFIRMED)
    last = changes.filter(Q(put_in=person) | Q(taken_out=person)).order_by("pk").last()
    return last.reason if last is not None and last.put_in_id == person.pk else ""


def easings_of(user, call: Call) -> QuerySet[Easing]:
    """Targets that a person let give way for this group."""
    return Easing.objects.visible_to(user).filter(call=call).select_related("agreed_by")


def was_eased_by(key: UUID | None) -> bool:
    """Whether the form with this key has let targets give way already: somebody sent it twice."""
    return key is not None and Easing.objects.filter(posted_key=key).exists()


def what_gave_way(call: Call) -> list[str]:
    """In words that everybody may read: of people's answers only the question is named."""
    rows = Easing.objects.filter(call=call).values_list("sentences", flat=True)
    return list(dict.fromkeys(sentence for sentences in rows for sentence in sentences))
