"""Meetings held elsewhere: recording them, and entering what was said for those who said it."""

import datetime as dt
import uuid
from collections.abc import Mapping

import rules
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publius.web.calls.models import Seat
from publius.web.ledger.actions import record_event
from publius.web.ledger.tags import Tag
from publius.web.people.models import Person

from ..models import (
    Consent,
    Conversation,
    ConversationState,
    Origin,
    SeatAtSession,
    Session,
    Stage,
    Statement,
)
from ..queries.conversations import open_stage
from ..queries.saying import by_core, is_kept_for_explore
from ..refusals import RefusalError
from ..rules import TAKES_STATEMENTS
from ..wording import core_of, tidy
from .numbering import add_statement, wait_for_turn
from .saying import SaidAlreadyError, checked, checked_source, first_state


@transaction.atomic
def record_session(
    *,
    conversation: Conversation,
    held_on: dt.date,
    place: str,
    people: int,
    consent: str,
    consent_words: str,
    by: Person,
    key: uuid.UUID,
    seats: Mapping[Seat, int] | None = None,
) -> Session:
    """Note where and when people met, how many, for which seats, and how they agreed."""
    known = Session.objects.filter(posted_key=key, conversation=conversation).first()
    if known is not None:
        return known
    _refuse_unless_run_by(conversation, by)
    _check(held_on, people, seats or {})
    try:
        with transaction.atomic():
            session = Session.objects.create(
                conversation=conversation,
                held_on=held_on,
                place=place,
                people=people,
                consent=consent,
                consent_words=consent_words,
                recorded_by=by,
                recorded_at=timezone.now(),
                posted_key=key,
            )
    except IntegrityError as error:
        raise RefusalError(_("This form was incomplete. Please send it again.")) from error
    _count_seats(session, seats or {})
    record_event(Tag.SESSION_RECORDED, conversation, actor=by, people=people, consent=consent)
    return session


def _refuse_unless_run_by(conversation: Conversation, by: Person) -> None:
    if not rules.test_rule("conversations.run", by, conversation):
        raise RefusalError(_("Only those who run the conversation speak for others here."))
    if conversation.state == ConversationState.CLOSED:
        raise RefusalError(_("This conversation is closed. Nothing was recorded."))


def _count_seats(session: Session, seats: Mapping[Seat, int]) -> None:
    SeatAtSession.objects.bulk_create(
        SeatAtSession(session=session, seat=seat, people=n) for seat, n in seats.items() if n
    )


def _check(held_on: dt.date, people: int, seats: Mapping[Seat, int]) -> None:
    if held_on > timezone.localdate():
        raise RefusalError(_("Record a meeting once it has been held."))
    if people < 1:
        raise RefusalError(_("Say how many people were there."))
    if any(n > people for n in seats.values()):
        raise RefusalError(_("More people are given for a seat than were at the meeting."))


@transaction.atomic
def enter_statement(
    *,
    session: Session,
    kind: str,
    text: str,
    by: Person,
    key: uuid.UUID,
    source: str = "",
    seat: Seat | None = None,
    consent: str = "",
) -> Statement:
    """Enter what somebody said there; checked like everybody's, and by somebody else."""
    wait_for_turn(session.conversation)
    known = Statement.objects.filter(posted_key=key, session=session).first()
    if known is not None:
        return known
    conversation = session.conversation
    _refuse_unless_run_by(conversation, by)
    stage = open_stage(conversation)
    _refuse_out_of_stage(stage, kind)
    if session.consent == Consent.EACH and not tidy(consent):
        raise RefusalError(_("Say how this person agreed that you enter their words."))
    plain = _new_words(conversation, text)
    return add_statement(
        conversation=conversation,
        origin=Origin.SESSION,
        session=session,
        seat=seat,
        entered_by=by,
        consent=tidy(consent)[:200],
        stage=stage.kind,
        kind=kind,
        text=plain,
        source=checked_source(kind, source),
        said_at=timezone.now(),
        posted_key=key,
        **first_state(conversation),
    )


def _refuse_out_of_stage(stage: Stage | None, kind: str) -> None:
    if stage is None or stage.kind not in TAKES_STATEMENTS:
        raise RefusalError(_("In this stage nothing new is added. Nothing was sent."))
    if is_kept_for_explore(stage, kind):
        raise RefusalError(
            _("Proposals come in Explore. Nothing was sent: enter it once that stage is open.")
        )


def _new_words(conversation: Conversation, text: str) -> str:
    plain = checked(text)
    if twin := by_core(conversation).get(core_of(plain)):
        raise SaidAlreadyError(twin)
    return plain
