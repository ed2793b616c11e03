"""Keeping what a draw gave: the ticket, the panel, the reserves - once, whole or not at all."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publius.web.ledger.actions import record_event, store_run
from publius.web.ledger.tags import Tag
from publius.web.people.models import Person
from publius.web.work import WorkState

from ..models import Decision, Draw, DrawnPerson, DrawRule, Phase
from ..queries.lotteries import Drawn
from ..refusals import RefusalError
from .turns import wait_for_turn

BETWEEN_TRIES = dt.timedelta(minutes=2)  # between two looks at the mirrors of the beacon


@transaction.atomic
def store_result(*, draw: Draw, drawn: Drawn, by: Person | None = None) -> bool:
    """Keep the result of a published draw. False where it has a result already: that one stands.

    Whoever throws dice or presses the button twice gets what came of the first time.
    """
    wait_for_turn(draw.call)
    now = timezone.now()
    published = Draw.objects.filter(
        pk=draw.pk, phase=Phase.PUBLISHED, decision=Decision.PENDING, is_test=False
    )
    first = published.update(
        phase=Phase.DRAWN,
        work_state=WorkState.DONE,
        progress=100,
        finished_at=now,
        problem="",
        beacon_problem="",
        seed=drawn.seed,
        outcome=drawn.outcome,
        drawn_by=by,
        drawn_at=now,
    )
    if not first:
        draw.refresh_from_db()
        if draw.phase == Phase.DRAWN:
            return False
        raise RefusalError(_("This lottery is not waiting for a number. Nothing was drawn."))
    run = store_run(drawn.record, shown=["certificate"])
    Draw.objects.filter(pk=draw.pk).update(run=run)
    _store_lines(draw, drawn)
    record_event(
        Tag.DRAW_PROPOSED,
        draw.call,
        actor=by,
        draw=draw.pk,
        run=str(run.pk),
        seed=drawn.seed,
        ticket=drawn.result.certificate.ticket,
        people=len(drawn.result.panel),
    )
    return True


def claim_next_beacon() -> Draw | None:
    """A published draw whose round is out; while one worker asks the mirrors, no other does."""
    now = timezone.now()
    waiting = Draw.objects.filter(
        phase=Phase.PUBLISHED,
        rule=DrawRule.BEACON,
        decision=Decision.PENDING,
        work_state=WorkState.DONE,
        due_at__lte=now,
    )
    for key in waiting.order_by("due_at", "pk").values_list("pk", flat=True)[:20]:
        if waiting.filter(pk=key).update(due_at=now + BETWEEN_TRIES):
            return Draw.objects.select_related("call", "lottery").get(pk=key)
    return None


def note_beacon_problem(*, draw: Draw, problem: str) -> None:
    """Say on the draw why it was not drawn yet."""
    Draw.objects.filter(pk=draw.pk, phase=Phase.PUBLISHED).update(beacon_problem=problem)


def _store_lines(draw: Draw, drawn: Drawn) -> None:
    seats = {place.person: place.seat for place in drawn.result.panel}
    turns = {reserve.person: turn for turn, reserve in enumerate(drawn.result.reserves, start=1)}
    lines = list(DrawnPerson.objects.filter(draw=draw))
    for line in lines:
        seat = seats.get(line.code)
        line.seat_id = int(seat) if seat else None
        line.outcome = _outcome(line.code, seats, turns)
        line.position = turns.get(line.code)
    DrawnPerson.objects.bulk_update(lines, ["seat", "outcome", "position"], batch_size=500)


def _outcome(code: str, seats: Mapping[str, str | None], turns: Mapping[str, int]) -> str:
    if code in seats:
        return DrawnPerson.Outcome.PANEL
    return DrawnPerson.Outcome.RESERVE if code in turns else DrawnPerson.Outcome.NEITHER
