"""Asking for a draw, keeping the lottery that was worked out for it, giving it up."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publius.web.calls.models import Call
from publius.web.ledger.actions import record_event, store_run
from publius.web.ledger.tags import Tag
from publius.web.people.models import Person
from publius.web.work import WorkState

from ..codes import Lot, new_lot
from ..models import Draw, DrawObjective, Phase
from ..queries.advice import answers_awaited
from ..queries.draws import confirmed_draw, undecided_draw
from ..refusals import RefusalError
from .tallies import count_answers
from .turns import wait_for_turn


@transaction.atomic
def request_draw(
    *,
    call: Call,
    by: Person,
    at_once: bool = True,
    is_test: bool = False,
    objective: str = DrawObjective.LEXIMIN,
    alpha: float | None = None,
    lot: Lot | None = None,
) -> Draw:
    """Ask for a lottery: to be drawn from at once, to be published first, or as a test.

    Asked twice, there is one draw: the second time finds the first. A test stands in nobody's
    way. Only the demonstration gives a `lot` of its own, to be the same place everywhere.
    """
    wait_for_turn(call)
    if confirmed_draw(call):
        raise RefusalError(_("The group of this call is confirmed. There is nothing to draw."))
    if awaited := answers_awaited(call):
        raise RefusalError(" ".join(awaited))
    count_answers(call=call)
    try:
        with transaction.atomic():
            draw = Draw.objects.create(
                call=call,
                at_once=at_once and not is_test,
                is_test=is_test,
                objective=objective,
                alpha=alpha,
                seed=lot.seed if lot else None,
                salt=(lot or new_lot()).salt,
                requested_by=by,
                requested_at=timezone.now(),
            )
    except IntegrityError:
        waiting = undecided_draw(call)
        if waiting is None:
            raise
        return waiting
    tag = Tag.DRAW_TESTED if is_test else Tag.DRAW_REQUESTED
    record_event(tag, call, actor=by, draw=draw.pk, objective=str(draw.objective))
    return draw


def claim_next_draw() -> Draw | None:
    return Draw.objects.select_related("call", "lottery").claim_next(timezone.now())


def note_progress(*, draw: Draw, percent: int, message: str) -> bool:
    """Say how far it is and keep the claim; False where another worker has taken the draw."""
    return draw.renew(timezone.now(), progress=percent, progress_message=message[:200])


@transaction.atomic
def store_lottery(*, draw: Draw, record: Mapping[str, Any]) -> bool:
    """Keep a lottery that is to be looked at first; False where the claim was lost meanwhile."""
    now = timezone.now()
    facts = {"progress": 100, "finished_at": now, "problem": "", "phase": Phase.PREPARED}
    if not settle(draw, work_state=WorkState.DONE, **facts):
        return False
    run = store_run(record, shown=["certificate", "spread"])
    Draw.objects.filter(pk=draw.pk).update(lottery=run)
    if not draw.is_test:
        record_event(Tag.DRAW_PREPARED, draw.call, draw=draw.pk, run=str(run.pk))
    return True


@transaction.atomic
def fail_draw(*, draw: Draw, problem: str, advice: Sequence[str] = ()) -> bool:
    """Give up on a draw, saying why and what would help."""
    facts = {"finished_at": timezone.now(), "problem": problem, "advice": list(advice)}
    if not settle(draw, work_state=WorkState.FAILED, **facts):
        return False
    record_event(Tag.DRAW_FAILED, draw.call, draw=draw.pk)
    return True


def settle(draw: Draw, **fields: Any) -> bool:
    """Change the row only while this worker's claim on it holds."""
    return Draw.objects.still_claimed(draw).update(**fields) == 1


@transaction.atomic
def cancel_draw(*, draw: Draw, by: Person) -> None:
    """Stop a lottery that is being worked out. Cancelled twice, it is cancelled once.

    What is published cannot be cancelled any more, only set aside with a reason.
    """
    waiting = Draw.objects.filter(
        pk=draw.pk,
        work_state__in=[WorkState.WAITING, WorkState.RUNNING],
        published_at__isnull=True,
    )
    sentence = _("%(who)s cancelled it while it was being worked out. Nothing was drawn.")
    cancelled = waiting.update(
        phase=Phase.CANCELLED,
        work_state=WorkState.FAILED,
        finished_at=timezone.now(),
        problem=sentence % {"who": by},
    )
    if cancelled:
        record_event(Tag.DRAW_CANCELLED, draw.call, actor=by, draw=draw.pk)
        return
    draw.refresh_from_db()
    if draw.phase != Phase.CANCELLED:
        raise RefusalError(_("It was finished before it could be cancelled. Look at it first."))


@transaction.atomic
def delete_test(*, draw: Draw, by: Person) -> None:
    """Take a test off the list. Deleted twice, it is deleted once."""
    run = draw.lottery
    deleted, _rows = Draw.objects.filter(pk=draw.pk, is_test=True).delete()
    if not deleted:
        return
    if run is not None:
        run.delete()
    record_event(Tag.DRAW_TEST_DELETED, draw.call, actor=by, draw=draw.pk)
