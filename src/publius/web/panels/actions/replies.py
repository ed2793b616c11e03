"""Answers to invitations. Each is given once, and changes places only while they are held."""

import uuid
from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publius.web.calls.models import Call, CallState, Seat
from publius.web.ledger.actions import record_event
from publius.web.ledger.tags import Tag
from publius.web.notify.actions import queue_message
from publius.web.people.models import Person

from ..letters import answer_letter
from ..models import Ask, Invitation, Place, PlaceState, Question, Reply
from ..refusals import RefusalError
from .interest import join_pool
from .turns import wait_for_turn


@transaction.atomic
def accept_interest(*, invitation: Invitation, seats: Iterable[Seat], words: str = "") -> None:
    """Yes, I'd be interested: into the pool."""
    if not _answer(invitation, Reply.ACCEPTED):
        return
    join_pool(call=invitation.call, person=invitation.person, seats=seats, words=words)


@transaction.atomic
def accept_place(*, invitation: Invitation) -> None:
    """Take the place, if it is still held for this person."""
    wait_for_turn(invitation.call)
    if not _answer(invitation, Reply.ACCEPTED):
        return
    held = Place.objects.filter(
        pk=invitation.place_id, person=invitation.person, state=PlaceState.OFFERED
    )
    if held.update(state=PlaceState.ACCEPTED, changed_at=timezone.now()) != 1:
        raise RefusalError(_("This place is no longer held for you. Nothing was changed."))
    record_event(
        Tag.PLACE_ACCEPTED, invitation.call, actor=invitation.person, place=invitation.place.number
    )
    _form_panel_when_complete(invitation.call)


@transaction.atomic
def decline(*, invitation: Invitation, reason: str, words: str = "") -> None:
    """Say no, with a reason that is counted. A place becomes vacant and a reserve is asked."""
    wait_for_turn(invitation.call)
    if not _answer(invitation, Reply.DECLINED, decline_reason=reason, decline_words=words):
        return
    if invitation.ask == Ask.INTEREST:
        record_event(Tag.INTEREST_DECLINED, invitation.call, actor=invitation.person, reason=reason)
        return
    _vacate(invitation, Tag.PLACE_DECLINED, actor=invitation.person, reason=reason)


@transaction.atomic
def give_up_place(*, invitation: Invitation, reason: str, words: str = "") -> None:
    """Take an acceptance back; somebody else steps in."""
    wait_for_turn(invitation.call)
    accepted = Invitation.objects.filter(
        pk=invitation.pk, ask=Ask.PLACE, reply=Reply.ACCEPTED, place__person=invitation.person
    )
    changes = {"reply": Reply.DECLINED, "decline_reason": reason, "decline_words": words}
    if accepted.update(replied_at=timezone.now(), **changes):
        _vacate(
            invitation,
            Tag.PLACE_DECLINED,
            actor=invitation.person,
            reason=reason,
            had_accepted=True,
        )


@transaction.atomic
def lapse(*, invitation: Invitation) -> bool:
    """End an invitation whose time is over; False where it was answered meanwhile."""
    wait_for_turn(invitation.call)
    unanswered = Invitation.objects.filter(
        pk=invitation.pk, reply=Reply.NONE, expires_at__lte=timezone.now()
    )
    if not unanswered.update(reply=Reply.LAPSED):
        return False
    if invitation.ask == Ask.PLACE:
        _vacate(invitation, Tag.PLACE_LAPSED)
    return True


@transaction.atomic
def release_place(*, place: Place) -> bool:
    """Free the place of somebody who closed their account; False where it is free already."""
    wait_for_turn(place.call)
    invitation = Invitation.objects.filter(place=place, person=place.person_id).last()
    Invitation.objects.filter(place=place, person=place.person_id, reply=Reply.NONE).update(
        reply=Reply.LAPSED
    )
    return invitation is not None and _vacate(invitation, Tag.PLACE_LAPSED)


def _answer(invitation: Invitation, reply: Reply, **fields: str) -> bool:
    """Write the reply where none is yet. False: this very reply is there already."""
    now = timezone.now()
    unanswered = Invitation.objects.living(now).filter(pk=invitation.pk)
    if unanswered.update(reply=reply, replied_at=now, **fields) == 1:
        return True
    invitation.refresh_from_db(fields=["reply", "replied_at"])
    if invitation.reply == reply:
        return False
    if invitation.reply in (Reply.NONE, Reply.LAPSED):
        raise RefusalError(_("This invitation has run out, so nothing was changed."))
    raise RefusalError(_("You have answered this invitation already. Your first answer stands."))


def _vacate(invitation: Invitation, tag: Tag, *, actor: Person | None = None, **facts) -> bool:
    held = Place.objects.filter(pk=invitation.place_id, person=invitation.person)
    freed = held.update(
        person=None,
        state=PlaceState.VACANT,
        changed_at=timezone.now(),
        stuck_at=None,
        advice=[],
        came=None,
        came_noted_by=None,
        came_noted_at=None,
    )
    record_event(tag, invitation.call, actor=actor, place=invitation.place.number, **facts)
    return freed == 1


def _form_panel_when_complete(call: Call) -> None:
    if Place.objects.filter(call=call).exclude(state=PlaceState.ACCEPTED).exists():
        return
    if Call.objects.filter(pk=call.pk, state=CallState.CLOSED).update(state=CallState.FORMED):
        record_event(Tag.PANEL_FORMED, call, people=Place.objects.filter(call=call).count())


@transaction.atomic
def ask_question(*, invitation: Invitation, text: str, key: uuid.UUID) -> None:
    """Ask before replying. The same form posted again asks nothing new."""
    try:
        with transaction.atomic():
            Question.objects.create(
                invitation=invitation, text=text, asked_at=timezone.now(), posted_key=key
            )
    except IntegrityError:
        return
    record_event(Tag.QUESTION_ASKED, invitation.call, actor=invitation.person)


@transaction.atomic
def answer_question(*, question: Question, answer: str, by: Person) -> bool:
    """Answer once, by mail to the person who asked; False where somebody has answered."""
    unanswered = Question.objects.filter(pk=question.pk, answered_at__isnull=True)
    if not unanswered.update(answer=answer, answered_by=by, answered_at=timezone.now()):
        return False
    question.refresh_from_db()
    if question.invitation.person.email:  # without one it is read where it was asked
        subject, body = answer_letter(question)
        queue_message(
            purpose="question_answered",
            person=question.invitation.person,
            subject=subject,
            body=body,
            dedupe_key=f"answer:{question.pk}",
            why=_("you asked this question"),
        )
    record_event(Tag.QUESTION_ANSWERED, question.invitation.call, actor=by)
    return True
