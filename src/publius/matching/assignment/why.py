"""Why somebody is not on a seat, from the rules and the places of an assignment."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from publius.matching.assignment.errors import BadAssignmentInput
from publius.matching.assignment.given import AssignInput
from publius.matching.assignment.problem import view
from publius.matching.assignment.relaxed import best_total
from publius.matching.assignment.results import Assigned, Assignment
from publius.matching.assignment.types import Place, Quota, Seat
from publius.matching.records import Record

DECIMALS = 6


class Cause(StrEnum):
    """What stands between a person and a seat."""

    HAS_PLACE = "has_place"
    CONFLICT = "conflict"
    NO_FIT = "no_fit"
    LOAD = "load"
    CALL = "call"
    QUOTA = "quota"
    LOWER_FIT = "lower_fit"
    ELSEWHERE = "elsewhere"


SENTENCES = {
    Cause.HAS_PLACE: "'{person}' has a place on the seat '{seat}'.",
    Cause.CONFLICT: "'{person}' has a conflict of interest with the seat '{seat}'.",
    Cause.NO_FIT: "Nothing shows that '{person}' fits the seat '{seat}'.",
    Cause.LOAD: "'{person}' takes no more places; they have: {names}.",
    Cause.CALL: "'{person}' has another place in the same call: {names}.",
    Cause.QUOTA: "With '{person}' on the seat '{seat}' a quota would not be kept: {names}.",
    Cause.LOWER_FIT: (
        "'{person}' fits the seat '{seat}' less ({fit:.2f}) than everybody on it ({last:.2f})."
    ),
    Cause.ELSEWHERE: (
        "'{person}' fits the seat '{seat}' ({fit:.2f}), but the seats together fare better or more "
        "evenly this way."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyNot(Record):
    """One person, one seat and the first cause that applies.

    ``names`` are the seats they have instead, or the quotas in the way; ``last`` is the lowest
    fit on the seat; ``price`` is how much of the best total their place would cost, None where
    no assignment has them there.
    """

    person: str
    seat: str
    cause: Cause
    fit: float
    last: float
    names: tuple[str, ...] = ()
    price: float | None = None

    def __str__(self) -> str:
        said = SENTENCES[self.cause].format(
            person=self.person,
            seat=self.seat,
            fit=self.fit,
            last=self.last,
            names=", ".join(f"'{name}'" for name in self.names) or "none",
        )
        return (
            f"{said} Their place would cost {self.price:.2f} of the total." if self.price else said
        )


def why_not(person: str, seat: str, given: AssignInput, assignment: Assignment) -> WhyNot:
    """Say why somebody is not on a seat.

    >>> from publius.matching.assignment import AssignInput, Fits, Load, Seat, assign_given
    >>> fits = Fits.of([("s", "Ada", 0.9), ("s", "Bo", 0.4)])
    >>> given = AssignInput.of([Seat("s", 1, 1)], [Load("Ada", 0, 1), Load("Bo", 0, 1)], fits)
    >>> why_not("Bo", "s", given, assign_given(given)).price
    0.5
    """
    wanted = next((each for each in given.seats if each.id == seat), None)
    if wanted is None:
        raise BadAssignmentInput("unknown_seat", where="The question", seat=seat)
    if person not in {load.person for load in given.loads}:
        raise BadAssignmentInput("unknown_person", where="The question", person=person)
    there = [place for place in assignment.places if place.seat == seat]
    fit, last = _fit(given, seat, person), min((place.fit for place in there), default=0.0)
    cause, names = next(_causes(given, assignment, wanted, person, fit, last))
    asked = WhyNot(person=person, seat=seat, cause=cause, fit=fit, last=last, names=names)
    if cause in (Cause.HAS_PLACE, Cause.CONFLICT, Cause.NO_FIT):
        return asked
    return replace(asked, price=_price(given, seat, person))


def _causes(
    given: AssignInput,
    assignment: Assignment,
    seat: Seat,
    person: str,
    fit: float,
    last: float,
) -> Iterator[tuple[Cause, tuple[str, ...]]]:
    theirs = [place.seat for place in assignment.places if place.person == person]
    there = [place for place in assignment.places if place.seat == seat.id]
    load = next(load for load in given.loads if load.person == person)
    rooms = {each.id: each.call for each in given.seats}
    if seat.id in theirs:
        yield Cause.HAS_PLACE, ()
    if Place(seat.id, person) in given.conflicts:
        yield Cause.CONFLICT, ()
    if fit == 0:
        yield Cause.NO_FIT, ()
    if len(theirs) >= load.maximum:
        yield Cause.LOAD, tuple(theirs)
    same = [each for each in theirs if seat.call is not None and rooms[each] == seat.call]
    if same:
        yield Cause.CALL, tuple(same)
    blocked = _blocked(given, assignment, seat, person, there)
    if blocked:
        yield Cause.QUOTA, blocked
    if len(there) >= seat.maximum and fit < last:
        yield Cause.LOWER_FIT, ()
    yield Cause.ELSEWHERE, ()


def _blocked(
    given: AssignInput, assignment: Assignment, seat: Seat, person: str, there: list[Assigned]
) -> tuple[str, ...]:
    """Quotas that would break whoever on the seat made room, or with nobody making room."""
    leaving: list[str | None] = [each.person for each in there if not each.confirmed]
    if len(there) < seat.maximum:
        leaving = [None]
    broken = [
        {
            quota.feature
            for quota in given.quotas
            if not _kept(quota, assignment, seat.id, person, somebody)
        }
        for somebody in leaving
    ]
    return tuple(sorted(set.union(*broken))) if broken and all(broken) else ()


def _kept(
    quota: Quota, assignment: Assignment, seat: str, person: str, leaving: str | None
) -> bool:
    if quota.seats is not None and seat not in quota.seats:
        return True
    count = sum(
        place.person in quota.people and (quota.seats is None or place.seat in quota.seats)
        for place in assignment.places
    )
    after = count + (person in quota.people) - (leaving in quota.people)
    return quota.minimum <= after and (quota.maximum is None or after <= quota.maximum)


def _fit(given: AssignInput, seat: str, person: str) -> float:
    fits = given.fits
    if seat not in fits.seats or person not in fits.people:
        return 0.0
    return float(fits.table[fits.seats.index(seat), fits.people.index(person)])


def _price(given: AssignInput, seat: str, person: str) -> float | None:
    """Compare the best totals, of people who could be split, without and with the place."""
    try:
        forced = replace(given, confirmed=(*given.confirmed, Place(seat, person)))
    except BadAssignmentInput:
        return None
    free, held = best_total(view(given, None)), best_total(view(forced, None))
    return None if free is None or held is None else round(max(0.0, free - held), DECIMALS)
