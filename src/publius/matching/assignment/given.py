"""The whole input of an assignment, checked and in an order of its own."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields

from publius.matching.assignment.errors import BadAssignmentInput
from publius.matching.assignment.fits import Fits
from publius.matching.assignment.types import Load, Place, Quota, Seat
from publius.matching.records import Record, digest_of


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignInput(Record):
    """Everything an assignment depends on, whatever order it came in; checked when it is made.

    >>> given = AssignInput.of([Seat("s", 1, 1)], [Load("Bo", 0, 1)], Fits.of([("s", "Bo", 0.5)]))
    >>> given.conflicts
    ()
    """

    seats: tuple[Seat, ...]
    loads: tuple[Load, ...]
    fits: Fits
    conflicts: tuple[Place, ...] = ()
    confirmed: tuple[Place, ...] = ()
    quotas: tuple[Quota, ...] = ()

    def __post_init__(self) -> None:
        _refuse_twice("duplicate_seat", "id", [seat.id for seat in self.seats])
        _refuse_twice("duplicate_load", "person", [load.person for load in self.loads])
        _refuse_unknown(self)
        _refuse_confirmed(self)

    def digest(self) -> str:
        """Name the whole input; the fits, which may be millions, by a digest of their own."""
        parts = {field.name: getattr(self, field.name) for field in fields(self)}
        del parts["fits"]
        plain = {name: [each.to_json() for each in part] for name, part in parts.items()}
        return digest_of(plain | {"fits": self.fits.digest()})

    @classmethod
    def of(
        cls,
        seats: Iterable[Seat],
        loads: Iterable[Load],
        fits: Fits,
        *,
        conflicts: Iterable[Place] = (),
        confirmed: Iterable[Place] = (),
        quotas: Iterable[Quota] = (),
    ) -> "AssignInput":
        """Put everything in the order of its ids."""
        return cls(
            seats=tuple(sorted(seats, key=lambda seat: seat.id)),
            loads=tuple(sorted(loads, key=lambda load: load.person)),
            fits=fits,
            conflicts=tuple(sorted(set(conflicts), key=_pair)),
            confirmed=tuple(sorted(confirmed, key=_pair)),
            quotas=tuple(sorted(quotas, key=_quota_key)),
        )


def _pair(place: Place) -> tuple[str, str]:
    return place.seat, place.person


def _quota_key(quota: Quota) -> tuple[object, ...]:
    most = -1 if quota.maximum is None else quota.maximum
    where = (0, []) if quota.seats is None else (1, sorted(quota.seats))
    return quota.feature, where, quota.minimum, most, sorted(quota.people)


def _refuse_twice(code: str, field: str, names: list[str]) -> None:
    for name, count in Counter(names).items():
        if count > 1:
            raise BadAssignmentInput(code, **{field: name})


def _refuse_unknown(given: AssignInput) -> None:
    seats, people = {s.id for s in given.seats}, {load.person for load in given.loads}
    named: list[tuple[str, Iterable[str], Iterable[str]]] = [
        ("The table of fits", given.fits.seats, given.fits.people)
    ]
    pairs = (("A conflict of interest", given.conflicts), ("A confirmed place", given.confirmed))
    named += [(where, [p.seat for p in ps], [p.person for p in ps]) for where, ps in pairs]
    named += [(f"The quota '{q.feature}'", sorted(q.seats or ()), ()) for q in given.quotas]
    for where, ids, persons in named:
        for seat in ids:
            if seat not in seats:
                raise BadAssignmentInput("unknown_seat", where=where, seat=seat)
        for person in persons:
            if person not in people:
                raise BadAssignmentInput("unknown_person", where=where, person=person)


def _refuse_confirmed(given: AssignInput) -> None:
    conflicts = set(given.conflicts)
    for place, count in Counter(given.confirmed).items():
        if count > 1:
            raise BadAssignmentInput("duplicate_place", seat=place.seat, person=place.person)
        if place in conflicts:
            raise BadAssignmentInput("confirmed_conflict", seat=place.seat, person=place.person)
    _refuse_too_many(given)


def _refuse_too_many(given: AssignInput) -> None:
    by_seat = Counter(place.seat for place in given.confirmed)
    by_person = Counter(place.person for place in given.confirmed)
    call_of = {seat.id: seat.call for seat in given.seats}
    in_call = Counter((call_of[p.seat], p.person) for p in given.confirmed if call_of[p.seat])
    for seat in given.seats:
        if by_seat[seat.id] > seat.maximum:
            raise BadAssignmentInput(
                "confirmed_seat", seat=seat.id, confirmed=by_seat[seat.id], maximum=seat.maximum
            )
    for load in given.loads:
        if by_person[load.person] > load.maximum:
            raise BadAssignmentInput(
                "confirmed_load",
                person=load.person,
                confirmed=by_person[load.person],
                maximum=load.maximum,
            )
    for (call, person), count in in_call.items():
        if count > 1:
            raise BadAssignmentInput("confirmed_call", person=person, call=call)
