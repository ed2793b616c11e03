"""Proposals over several calls: which there are, what they propose, who is left over."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from publius.web.calls.models import Call, CallState, Engagement, Seat
from publius.web.people.models import Person
from publius.web.work import WorkState

from ..codes import code_for
from ..models import AssignedPlace, Assignment, Decision, Draw
from .pool import offered_seats, pool_of

TAKES_PEOPLE = (CallState.OPEN, CallState.CLOSED)


def assignments_of(user, engagement: Engagement) -> QuerySet[Assignment]:
    """All proposals of an engagement, newest first: none is replaced in silence."""
    rows = Assignment.objects.visible_to(user).filter(engagement=engagement)
    calls = Prefetch("calls", queryset=Call.objects.order_by("drafted_at", "pk"))
    return rows.select_related("requested_by", "set_aside_by", "run").prefetch_related(calls)


def assignment_of(user, engagement: Engagement, key: int) -> Assignment | None:
    return assignments_of(user, engagement).filter(pk=key).first()


def assignment_of_engagement(engagement: Engagement, key: int) -> Assignment | None:
    """A proposal of this engagement, for those who were let in to it."""
    rows = Assignment.objects.filter(engagement=engagement, pk=key)
    return rows.select_related("run").first()


def pool_member(assignment: Assignment, public_id: UUID) -> Person | None:
    """Somebody in the pool of one of the chosen calls."""
    entries = _entries(chosen_calls(assignment))
    return next((e.person for e in entries if e.person.public_id == public_id), None)


def living_assignment(engagement: Engagement) -> Assignment | None:
    """The one that is waited for, if there is one."""
    living = (WorkState.WAITING, WorkState.RUNNING)
    return Assignment.objects.filter(engagement=engagement, work_state__in=living).first()


def calls_to_assign(engagement: Engagement) -> list[Call]:
    """Calls with somebody in the pool and no group yet."""
    return [call for call in _calls_without_group(engagement) if pool_of(call).exists()]


def calls_with_nobody(engagement: Engagement) -> list[Call]:
    """Calls that would be among them, if anybody were in their pool."""
    return [call for call in _calls_without_group(engagement) if not pool_of(call).exists()]


def calls_with_a_group(engagement: Engagement) -> list[Call]:
    confirmed = Draw.objects.filter(call=OuterRef("pk"), decision=Decision.CONFIRMED)
    calls = Call.objects.filter(Exists(confirmed), engagement=engagement)
    return list(calls.order_by("drafted_at", "pk"))


def _calls_without_group(engagement: Engagement) -> QuerySet[Call]:
    confirmed = Draw.objects.filter(call=OuterRef("pk"), decision=Decision.CONFIRMED)
    calls = Call.objects.filter(~Exists(confirmed), engagement=engagement, state__in=TAKES_PEOPLE)
    return calls.order_by("drafted_at", "pk")


def chosen_calls(assignment: Assignment) -> list[Call]:
    return list(assignment.calls.order_by("drafted_at", "pk"))


def call_of(assignment: Assignment, slug: str) -> Call | None:
    """One of the calls a proposal is about."""
    return assignment.calls.filter(slug=slug).select_related("engagement__organisation").first()


def all_places(assignment: Assignment) -> list[AssignedPlace]:
    rows = AssignedPlace.objects.filter(assignment=assignment)
    return list(rows.select_related("person__area", "seat", "call"))


def places_in(assignment: Assignment, call: Call) -> list[AssignedPlace]:
    """Who is proposed for one call, by seat."""
    rows = AssignedPlace.objects.filter(assignment=assignment, call=call)
    return list(rows.select_related("person__area", "seat"))


def used_for(assignment: Assignment) -> dict[int, Draw]:
    """By call: the newest group made from this proposal."""
    rows = Draw.objects.filter(assignment=assignment).order_by("requested_at", "pk")
    return {draw.call_id: draw for draw in rows}


def free_people(assignment: Assignment, call: Call) -> list[Person]:
    """Those in the pool of a call who could take one more place than the proposal gives them."""
    taken = Counter(place.person_id for place in all_places(assignment))
    pool = [entry.person for entry in pool_of(call)]
    return [person for person in pool if taken[person.pk] < assignment.most_places]


@dataclass(frozen=True)
class LeftOver:
    """Somebody who was considered and has no place, with the seats they offered to fill."""

    person: Person
    seats: list[Seat]


def left_over(assignment: Assignment) -> list[LeftOver]:
    """People still in a pool who were considered and are on none of the seats."""
    considered = _codes(assignment)
    seated = {place.person_id for place in all_places(assignment)}
    found: dict[int, LeftOver] = {}
    for entry in _entries(chosen_calls(assignment)):
        person = entry.person
        if person.pk in seated or code_for(person.public_id, assignment.salt) not in considered:
            continue
        offered = set(offered_seats(entry))
        seats = [offer.seat for offer in entry.seat_offers.all() if offer.seat_id in offered]
        found.setdefault(person.pk, LeftOver(person, [])).seats.extend(seats)
    return list(found.values())


def _codes(assignment: Assignment) -> set[str]:
    loads = assignment.run.result["loads"] if assignment.run else []
    return {load["person"] for load in loads}


def _entries(calls: Iterable[Call]):
    return (entry for call in calls for entry in pool_of(call))


@dataclass(frozen=True)
class Since:
    """What is different in the pools since a proposal was made."""

    gone: list[Person]  # left the pool, or offer their seat no more
    joined: int

    def __bool__(self) -> bool:
        return bool(self.gone or self.joined)


def changed_since(assignment: Assignment, call: Call) -> Since:
    entries = {entry.person_id: entry for entry in pool_of(call)}
    gone = [
        place.person
        for place in places_in(assignment, call)
        if place.person_id not in entries
        or (place.seat_id and place.seat_id not in offered_seats(entries[place.person_id]))
    ]
    considered = _codes(assignment)
    codes = [code_for(e.person.public_id, assignment.salt) for e in entries.values()]
    return Since(gone, sum(code not in considered for code in codes))
