"""Asking for a draw, and storing what came of it - whole or not at all."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publius.panels import Draw as LibraryDraw
from publius.web.calls.models import Call
from publius.web.ledger.actions import record_event, store_run
from publius.web.ledger.tags import Tag
from publius.web.people.models import Person

from ..codes import Lot, new_lot
from ..models import Draw, DrawnPerson
from ..queries.draws import confirmed_draw, undecided_draw
from ..refusals import RefusalError
from .turns import wait_for_turn


@transaction.atomic
def request_draw(*, call: Call, by: Person, lot: Lot | None = None) -> Draw:
    """Ask for a draw; its seed is fixed now, before anybody knows what it gives.

    Asked twice, there is one draw: the second time finds the first. Only the demonstration
    gives a `lot` of its own, to be the same place everywhere; no page takes one.
    """
    wait_for_turn(call)
    lot = lot or new_lot()
    if confirmed_draw(call):
        raise RefusalError(_("The group of this call is confirmed. There is nothing to draw."))
    try:
        with transaction.atomic():
            draw = Draw.objects.create(
                call=call,
                seed=lot.seed,
                salt=lot.salt,
                requested_by=by,
                requested_at=timezone.now(),
            )
    except IntegrityError:
        waiting = undecided_draw(call)
        if waiting is None:
            raise
        return waiting
    record_event(Tag.DRAW_REQUESTED, call, actor=by, draw=draw.pk, seed=draw.seed)
    return draw


def claim_next_draw() -> Draw | None:
    return Draw.objects.select_related("call").claim_next(timezone.now())


def note_progress(*, draw: Draw, percent: int, message: str) -> bool:
    """Say how far it is and keep the claim; False where another worker has taken the draw."""
    return draw.renew(timezone.now(), progress=percent, progress_message=message[:200])


@transaction.atomic
def store_draw(
    *, draw: Draw, drawn: LibraryDraw, record: Mapping[str, Any], people: Mapping[str, Person]
) -> bool:
    """Keep the result in one piece; False where another worker has taken the draw meanwhile."""
    if not _settle(draw, work_state="done", progress=100, finished_at=timezone.now(), problem=""):
        return False
    run = store_run(record, shown=["certificate"])
    Draw.objects.filter(pk=draw.pk).update(run=run)
    DrawnPerson.objects.bulk_create(_lines(draw, drawn, people))
    record_event(
        Tag.DRAW_PROPOSED, draw.call, draw=draw.pk, run=str(run.pk), people=len(drawn.panel)
    )
    return True


def _lines(draw: Draw, drawn: LibraryDraw, people: Mapping[str, Person]) -> list[DrawnPerson]:
    seats = {place.person: place.seat for place in drawn.panel}
    turns = {reserve.person: turn for turn, reserve in enumerate(drawn.reserves, start=1)}
    return [
        DrawnPerson(
            draw=draw,
            person=person,
            code=code,
            seat_id=int(seats[code]) if seats.get(code) else None,
            chance=drawn.chances.get(code, 0.0),
            outcome=_outcome(code, seats, turns),
            position=turns.get(code),
        )
        for code, person in people.items()
    ]


def _outcome(code: str, seats: Mapping[str, str | None], turns: Mapping[str, int]) -> str:
    if code in seats:
        return DrawnPerson.Outcome.PANEL
    return DrawnPerson.Outcome.RESERVE if code in turns else DrawnPerson.Outcome.NEITHER


@transaction.atomic
def fail_draw(*, draw: Draw, problem: str, advice: Sequence[str] = ()) -> bool:
    """Give up on a draw, saying why and what would help."""
    if not _settle(
        draw, work_state="failed", finished_at=timezone.now(), problem=problem, advice=list(advice)
    ):
        return False
    record_event(Tag.DRAW_FAILED, draw.call, draw=draw.pk)
    return True


def _settle(draw: Draw, **fields: Any) -> bool:
    """Change the row only while this worker's claim on it holds."""
    return Draw.objects.still_claimed(draw).update(**fields) == 1
