"""Raising a motion, supporting it, asking everybody, deciding."""

import datetime as dt
import uuid

import rules
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from publius.ui.wording import plain_date
from publius.web.ledger.actions import record_event
from publius.web.ledger.tags import Tag
from publius.web.people.models import Person

from ..letters import check_letter, decision_letter
from ..models import (
    CheckAnswer,
    Conversation,
    ConversationState,
    Motion,
    MotionKind,
    MotionState,
    MotionSupport,
    Part,
    Participant,
    QuestionVersion,
    Stage,
)
from ..queries.motions import backing_of, may_be_answered
from ..refusals import RefusalError
from .numbering import wait_for_turn
from .stages import reopen_stage
from .telling import everybody_here, tell

CHECK_OPEN_FOR = dt.timedelta(days=7)


@transaction.atomic
def raise_motion(
    *,
    member: Participant,
    key: uuid.UUID,
    kind: str,
    why: str,
    stage: Stage | None = None,
    question: str = "",
) -> Motion:
    """Propose something about the conversation itself. Whoever raises it supports it."""
    conversation = member.conversation
    wait_for_turn(conversation)
    known = Motion.objects.filter(posted_key=key, raised_by=member).first()
    if known is not None:
        return known
    _refuse_unless_member(member)
    _refuse_senseless(conversation, kind, stage, question)
    last = Motion.objects.filter(conversation=conversation).aggregate(last=Max("number"))["last"]
    motion = Motion.objects.create(
        conversation=conversation,
        number=(last or 0) + 1,
        kind=kind,
        stage=stage if kind == MotionKind.REOPEN else None,
        question=question if kind == MotionKind.REFRAME else "",
        why=why,
        raised_by=member,
        raised_at=timezone.now(),
        posted_key=key,
    )
    record_event(
        Tag.MOTION_RAISED, conversation, actor=member.person, motion=motion.number, kind=str(kind)
    )
    support_motion(motion=motion, member=member)
    motion.refresh_from_db()
    return motion


def _refuse_senseless(
    conversation: Conversation, kind: str, stage: Stage | None, question: str
) -> None:
    if kind == MotionKind.REOPEN and (stage is None or stage.closed_at is None):
        raise RefusalError(_("Only a stage that is closed can be reopened. Choose one of those."))
    if kind == MotionKind.REFRAME and question.strip() == conversation.question.strip():
        raise RefusalError(_("This is how the question is put now. Write it as you would put it."))


def _refuse_unless_member(participant: Participant) -> None:
    living = Participant.objects.members().filter(pk=participant.pk)
    going_on = living.filter(conversation__state=ConversationState.OPEN)
    if not going_on.exists():
        raise RefusalError(_("Only members can do this, and only while the conversation is open."))


@transaction.atomic
def support_motion(*, motion: Motion, member: Participant) -> bool:
    """Want everybody to be asked; one third of the members opens the check. False if known."""
    _refuse_unless_member(member)
    if member.conversation_id != motion.conversation_id:
        raise RefusalError(_("This motion belongs to another conversation."))
    wait_for_turn(motion.conversation)
    motion.refresh_from_db()
    if motion.state != MotionState.GATHERING:
        raise RefusalError(_("Everybody has been asked about this motion already."))
    try:
        with transaction.atomic():
            MotionSupport.objects.create(motion=motion, participant=member, given_at=timezone.now())
    except IntegrityError:
        return False
    _ask_everybody_if_enough(motion)
    return True


@transaction.atomic
def withdraw_support(*, motion: Motion, member: Participant) -> bool:
    """Take one's support back while it is still being looked for."""
    mine = MotionSupport.objects.filter(
        motion=motion, motion__state=MotionState.GATHERING, participant=member
    )
    return bool(mine.delete()[0])


@transaction.atomic
def ask_everybody_where_due(*, conversation: Conversation) -> None:
    """When members go, a third of those who stay is fewer: some motions may have it now."""
    wait_for_turn(conversation)
    for motion in Motion.objects.filter(conversation=conversation, state=MotionState.GATHERING):
        _ask_everybody_if_enough(motion)


def _ask_everybody_if_enough(motion: Motion) -> None:
    if not backing_of(motion).is_enough:
        return
    now = timezone.now()
    gathering = Motion.objects.filter(pk=motion.pk, state=MotionState.GATHERING)
    opened = gathering.update(
        state=MotionState.CHECKING,
        checked_from=now,
        checked_until=timezone.localdate(now) + CHECK_OPEN_FOR,
    )
    if not opened:
        return
    motion.refresh_from_db()
    tell(everybody_here(motion.conversation), check_letter(motion), key=f"check:{motion.pk}")
    record_event(Tag.MOTION_CHECKED, motion.conversation, motion=motion.number)


@transaction.atomic
def answer_check(*, motion: Motion, participant: Participant, view: str, why: str) -> None:
    """Say what one thinks of a motion; said again, the last view stands."""
    motion.refresh_from_db()
    if not may_be_answered(motion):
        raise RefusalError(_("The time to say something about this motion is over."))
    here = Participant.objects.living().filter(
        pk=participant.pk, conversation=motion.conversation_id
    )
    if not here.exclude(part=Part.OBSERVER).exists():
        raise RefusalError(_("You are not in this conversation any more. Nothing was kept."))
    CheckAnswer.objects.update_or_create(
        motion=motion,
        participant=participant,
        defaults={"view": view, "why": why, "said_at": timezone.now()},
    )


@transaction.atomic
def decide_motion(*, motion: Motion, by: Person, accept: bool, reason: str) -> bool:
    """Decide once, with a reason everybody reads; what was accepted is done at once."""
    if not rules.test_rule("conversations.decide", by, motion.conversation):
        raise RefusalError(_("Only hosts decide about motions. Nothing was changed."))
    motion.refresh_from_db()
    if may_be_answered(motion):
        raise RefusalError(
            _("People can still say something until %(date)s. Decide after that.")
            % {"date": plain_date(motion.checked_until)}
        )
    undecided = Motion.objects.filter(pk=motion.pk, state=MotionState.CHECKING)
    outcome = MotionState.ACCEPTED if accept else MotionState.DECLINED
    if not undecided.update(state=outcome, decided_by=by, decided_at=timezone.now(), reason=reason):
        return False
    motion.refresh_from_db()
    if accept:
        _carry_out(motion, by)
    tell(everybody_here(motion.conversation), decision_letter(motion), key=f"motion:{motion.pk}")
    record_event(
        Tag.MOTION_DECIDED,
        motion.conversation,
        actor=by,
        motion=motion.number,
        outcome=str(outcome),
    )
    return True


def _carry_out(motion: Motion, by: Person) -> None:
    if motion.stage is not None:
        if not motion.stage.is_open:
            reopen_stage(stage=motion.stage, by=by)
        return
    conversation = motion.conversation
    wait_for_turn(conversation)
    last = QuestionVersion.objects.filter(conversation=conversation)
    QuestionVersion.objects.create(
        conversation=conversation,
        number=(last.aggregate(last=Max("number"))["last"] or 0) + 1,
        question=motion.question,
        why=motion.why,
        put_by=by,
        put_at=timezone.now(),
    )
    Conversation.objects.filter(pk=conversation.pk).update(question=motion.question)
