"""Draws and proposed groups of a call, and the panel each of them would give."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from publius.web.calls.models import Call, Seat
from publius.web.people.models import Person

from ..models import Decision, Draw, DrawnPerson, Override
from .pool import pool_of


@dataclass(frozen=True)
class Chair:
    """One person of a drawn panel on one seat; `was_put_in` by a person, not by the lottery."""

    person: Person
    seat: Seat | None
    was_put_in: bool = False


def draws_of(user, call: Call) -> QuerySet[Draw]:
    """All draws of a call and all tests, newest first: nothing is drawn again in silence."""
    return (
        Draw.objects.visible_to(user)
        .filter(call=call)
        .select_related("requested_by", "decided_by", "run")
    )


def draw_of(user, call: Call, key: int) -> Draw | None:
    return draws_of(user, call).filter(pk=key).first()


def draw_of_call(call: Call, key: int) -> Draw | None:
    """A draw of this call, for those who were let in to it."""
    return Draw.objects.filter(call=call, pk=key).select_related("run").first()


def undecided_draw(call: Call) -> Draw | None:
    """The draw that waits to be run or decided on, if there is one."""
    return (
        Draw.objects.filter(call=call, decision=Decision.PENDING, is_test=False)
        .exclude(work_state="failed")
        .first()
    )


def confirmed_draw(call: Call) -> Draw | None:
    return Draw.objects.filter(call=call, decision=Decision.CONFIRMED).select_related("run").first()


def published_draws(call: Call) -> QuerySet[Draw]:
    """Every lottery of a call that was published, whatever came of it: everybody may read it."""
    published = Draw.objects.filter(call=call, published_at__isnull=False, is_test=False)
    return published.select_related("lottery", "run").order_by("-published_at", "-pk")


def published_draw(call: Call, key: int) -> Draw | None:
    return published_draws(call).filter(pk=key).first()


def drawn_people(draw: Draw) -> list[DrawnPerson]:
    return list(DrawnPerson.objects.filter(draw=draw).select_related("person__area", "seat"))


def reserves_of(draw: Draw) -> list[DrawnPerson]:
    reserves = DrawnPerson.objects.filter(draw=draw, outcome=DrawnPerson.Outcome.RESERVE)
    return list(reserves.order_by("position").select_related("person"))


def overrides_of(draw: Draw) -> list[Override]:
    rows = Override.objects.filter(draw=draw)
    return list(rows.select_related("taken_out", "put_in", "seat", "made_by").order_by("pk"))


def panel_of(draw: Draw) -> list[Chair]:
    """The drawn panel after every change a person made to it, in the order of the seats."""
    drawn = [row for row in drawn_people(draw) if row.outcome == DrawnPerson.Outcome.PANEL]
    chairs = {row.person_id: Chair(row.person, row.seat) for row in drawn}
    for change in overrides_of(draw):
        if chairs.pop(change.taken_out_id, None) and change.put_in is not None:
            chairs[change.put_in_id] = Chair(change.put_in, change.seat, was_put_in=True)
    return sorted(chairs.values(), key=_in_order_of_seats)


def _in_order_of_seats(chair: Chair) -> tuple:
    seat = chair.seat
    place = (0, seat.order, seat.pk) if seat else (1, 0, 0)
    return (*place, chair.person.public_id.hex)


def was_changed_by(key: UUID | None) -> bool:
    """Whether the form with this key has changed a draw already: somebody sent it twice."""
    return key is not None and Override.objects.filter(posted_key=key).exists()


def can_step_in(draw: Draw, panel: Iterable[Chair]) -> list[Person]:
    """Reserves in their order, then everybody else in the pool who is not on the panel."""
    inside = {chair.person.pk for chair in panel}
    reserves = [row.person for row in reserves_of(draw)]
    others = [entry.person for entry in pool_of(draw.call)]
    still_there = {person.pk for person in others}
    ordered = {p.pk: p for p in (*reserves, *others) if p.pk in still_there}
    return [person for key, person in ordered.items() if key not in inside]


def have_left(draw: Draw, people: Iterable[Person]) -> list[Person]:
    """Those among the drawn or chosen who are not in the pool any more."""
    there = {entry.person_id for entry in pool_of(draw.call)}
    return [person for person in people if person.pk not in there]


def chance_of(user, call: Call) -> DrawnPerson | None:
    """This user's line in the confirmed draw of a call."""
    return _lines_of(user, call).filter(draw__decision=Decision.CONFIRMED).first()


def latest_chance_of(user, call: Call) -> DrawnPerson | None:
    """This user's line in the confirmed draw; before, in the lottery published last."""
    confirmed = chance_of(user, call)
    if confirmed is not None:
        return confirmed
    living = _lines_of(user, call).filter(draw__decision=Decision.PENDING)
    return living.order_by("-draw__published_at").first()


def _lines_of(user, call: Call) -> QuerySet[DrawnPerson]:
    rows = DrawnPerson.objects.visible_to(user).filter(person=user, draw__call=call)
    return rows.select_related("draw__run", "draw__call", "draw__assignment__run", "seat")


def discarded_draws(call: Call) -> list[Draw]:
    """Draws that were set aside, oldest first: the public reads how many and why."""
    rows = Draw.objects.filter(call=call, decision=Decision.DISCARDED)
    return list(rows.order_by("decided_at"))
