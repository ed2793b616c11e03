"""Opening and closing the stages of a conversation, and signing off who was not heard."""

from typing import Any

import rules
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publius.ui.wording import plain_date
from publius.web.calls.models import Seat
from publius.web.ledger.actions import record_event
from publius.web.ledger.tags import Tag
from publius.web.people.models import Person

from ..letters import stage_letter
from ..models import Absence, ConversationState, Stage, StageKind, StageOpening
from ..queries.gate import figures_of, missing_seats
from ..queries.stages import closes_from, is_long_enough, next_stage
from ..refusals import RefusalError
from .health import ask_how_it_goes
from .kept import ask_about_kept
from .telling import everybody_wanted, tell


@transaction.atomic
def open_stage(*, stage: Stage, by: Person) -> bool:
    """Open the next stage and tell everybody. False where somebody opened it a moment before."""
    _refuse_unless_run_by(stage, by)
    stage.refresh_from_db()
    if stage.is_open:
        return False
    following = next_stage(stage.conversation)
    if following is None or following.pk != stage.pk:
        raise RefusalError(
            _(
                "Stages open one after the other, and one at a time: close the one before first. "
                "Nothing was opened."
            )
        )
    return begin_stage(stage=stage, by=by)


def begin_stage(*, stage: Stage, by: Person) -> bool:
    """The row, its opening, the event and the letters; the database allows one open stage."""
    now = timezone.now()
    try:
        with transaction.atomic():
            closed = Stage.objects.filter(pk=stage.pk).exclude(
                opened_at__isnull=False, closed_at__isnull=True
            )
            if not closed.update(opened_at=now, closed_at=None):
                return False
            opening = StageOpening.objects.create(stage=stage, opened_by=by, opened_at=now)
    except IntegrityError as error:
        raise RefusalError(
            _("Another stage has been opened meanwhile, so this one was not.")
        ) from error
    stage.refresh_from_db()
    record_event(Tag.STAGE_OPENED, stage.conversation, actor=by, stage=stage.kind)
    tell(everybody_wanted(stage.conversation), stage_letter(stage), key=f"stage:{opening.pk}")
    if stage.kind == StageKind.EXPLORE:
        ask_about_kept(conversation=stage.conversation)
    if stage.kind == StageKind.WEIGH:
        ask_how_it_goes(conversation=stage.conversation)
    return True


@transaction.atomic
def close_stage(*, stage: Stage, by: Person) -> bool:
    """Close it and keep its figures. False where somebody closed it a moment before."""
    _refuse_unless_run_by(stage, by)
    stage.refresh_from_db()
    if not stage.is_open:
        return False
    _refuse_too_early(stage)
    if seats := missing_seats(stage):
        raise RefusalError(
            _(
                "Not yet: nobody was heard for %(seats)s. Ask them, or sign their absence off "
                "with a reason that everybody reads."
            )
            % {"seats": ", ".join(seat.title for seat in seats)}
        )
    return end_stage(stage=stage, by=by, summary=figures_of(stage))


def end_stage(*, stage: Stage, by: Person, **facts: Any) -> bool:
    now = timezone.now()
    still_open = Stage.objects.filter(pk=stage.pk, opened_at__isnull=False, closed_at__isnull=True)
    if not still_open.update(closed_at=now):
        return False
    StageOpening.objects.filter(stage=stage, closed_at__isnull=True).update(
        closed_at=now, closed_by=by, **facts
    )
    stage.refresh_from_db()
    record_event(
        Tag.STAGE_CLOSED, stage.conversation, actor=by, stage=stage.kind, **facts.get("summary", {})
    )
    return True


@transaction.atomic
def reopen_stage(*, stage: Stage, by: Person) -> None:
    """Go back to a stage. One that is open meanwhile is set aside and comes again afterwards."""
    now_open = Stage.objects.filter(
        conversation=stage.conversation_id, opened_at__isnull=False, closed_at__isnull=True
    )
    for each in now_open.exclude(pk=stage.pk):
        end_stage(stage=each, by=by, was_set_aside=True)
        Stage.objects.filter(pk=each.pk).update(opened_at=None, closed_at=None)
    begin_stage(stage=stage, by=by)


@transaction.atomic
def sign_off_absence(*, stage: Stage, seat: Seat, by: Person, reason: str) -> Absence:
    """Accept, with a published reason, that a seat stays unheard. The first reason stands."""
    _refuse_unless_run_by(stage, by)
    try:
        with transaction.atomic():
            absence = Absence.objects.create(
                stage=stage,
                seat=seat,
                reason=reason,
                signed_off_by=by,
                signed_off_at=timezone.now(),
            )
    except IntegrityError:
        return Absence.objects.get(stage=stage, seat=seat)
    record_event(
        Tag.ABSENCE_SIGNED_OFF, stage.conversation, actor=by, stage=stage.kind, seat=seat.pk
    )
    return absence


def _refuse_unless_run_by(stage: Stage, by: Person) -> None:
    if not rules.test_rule("conversations.run", by, stage.conversation):
        raise RefusalError(_("Only hosts and facilitators do this. Nothing was changed."))
    stage.conversation.refresh_from_db(fields=["state"])
    if stage.conversation.state != ConversationState.OPEN:
        raise RefusalError(_("The conversation is not open. Nothing was changed."))


def _refuse_too_early(stage: Stage) -> None:
    first_day = closes_from(stage)
    if first_day is not None and not is_long_enough(stage):
        raise RefusalError(
            _(
                "This stage stays open at least %(days)s days, so that people can think: it can "
                "be closed from %(date)s."
            )
            % {"days": stage.minimum_days, "date": plain_date(first_day)}
        )
