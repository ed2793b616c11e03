"""Seats and evidence in the words of the matching library."""

from collections.abc import Iterable

from publius.matching import Evidence, Kind, Need, Point, Profile
from publius.web.directory.models import Role, RoleName
from publius.web.people.models import Person
from publius.web.people.queries import matchable_evidence, matchable_facts

from .models import Call, Seat

TOP = 500  # matches kept per seat


def need_id(seat: Seat) -> str:
    return f"seat:{seat.pk}"


def seat_key(need: Need) -> int:
    return int(need.id.removeprefix("seat:"))


def needs_of(calls: Iterable[Call]) -> list[Need]:
    """What the seats of these calls ask for."""
    seats = Seat.objects.filter(call__in=list(calls)).select_related("area", "call__area")
    return [_need(seat) for seat in seats]


def _need(seat: Seat) -> Need:
    area = seat.area or seat.call.area
    return Need(
        id=need_id(seat),
        text=f"{seat.title}. {seat.need}",
        kind=Kind(seat.kind),
        skills=tuple(seat.skills),
        place=area.slug if area else None,
    )


def evidence_now(people: Iterable[Person] | None = None) -> list[Evidence]:
    """Everything people agreed to be matched on, as it stands in the database now."""
    return [
        Evidence(
            id=item.id,
            person=item.person,
            kind=Kind(item.kind),
            text=item.text,
            source=item.source,
            weight=item.weight,
            at=item.at,
            place=item.place,
            pinned=item.pinned,
            expires=item.expires,
            verified_by=item.verified_by,
            verified_at=item.verified_at,
            visibility=item.visibility,
        )
        for item in matchable_evidence(people)
    ]


def profiles_now(people: Iterable[Person] | None = None) -> list[Profile]:
    """What lists can be narrowed by: area, languages, the middle of the area. It never counts."""
    return [
        Profile(
            facts.person,
            area=facts.area,
            languages=facts.languages,
            point=Point(*facts.middle) if facts.middle else None,
        )
        for facts in matchable_facts(people)
    ]


def people_running(call: Call) -> frozenset[str]:
    """The conveners of a call: they choose, so they are not among those chosen from."""
    roles = Role.objects.living().filter(
        organisation=call.engagement.organisation, role=RoleName.CONVENER
    )
    return frozenset(key.hex for key in roles.values_list("person__public_id", flat=True))
