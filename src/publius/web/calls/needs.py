"""Seats and evidence in the words of the matching library."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from publius.matching import Evidence, Kind, Need, Point, Profile
from publius.web.directory.models import Role, RoleName
from publius.web.people.models import Person
from publius.web.people.queries import matchable_evidence, matchable_facts

from .models import Call, Seat

TOP = 500  # matches kept per seat
AT_ONCE = 1_000  # people read at once where everybody is read in turn


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


def evidence_of(names: Sequence[str]) -> Iterator[Evidence]:
    """The evidence of the people with these public ids (hex)."""
    for first in range(0, len(names), AT_ONCE):
        yield from evidence_now(Person.objects.filter(public_id__in=names[first : first + AT_ONCE]))


def evidence_in_turn(progress: Callable[[int, int], None]) -> Iterator[Evidence]:
    """Everybody's evidence without holding all of it; ``progress`` counts people done and all."""
    total, done = Person.objects.active().count(), 0
    for people in _people_in_turn():
        yield from evidence_now(people)
        done += len(people)
        progress(done, max(done, total))


def profiles_in_turn() -> Iterator[Profile]:
    for people in _people_in_turn():
        yield from profiles_now(people)


def _people_in_turn() -> Iterator[list[Person]]:
    last = 0
    while some := list(Person.objects.active().filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        yield some
        last = some[-1].pk


def people_running(call: Call) -> frozenset[str]:
    """The conveners of a call: they choose, so they are not among those chosen from."""
    roles = Role.objects.living().filter(
        organisation=call.engagement.organisation, role=RoleName.CONVENER
    )
    return frozenset(key.hex for key in roles.values_list("person__public_id", flat=True))
