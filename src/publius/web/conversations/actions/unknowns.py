"""Noting what is not known and answering it; committing oneself and keeping one's word."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publius.web.ledger.actions import record_event
from publius.web.ledger.tags import Tag
from publius.web.people.models import Person

from ..models import Commitment, Conversation, Outcome, Participant, Side, Statement, Unknown
from ..refusals import RefusalError


@transaction.atomic
def note_unknown(
    *,
    conversation: Conversation,
    text: str,
    owner: str,
    due_on: dt.date,
    by: Person,
    key: uuid.UUID,
    outcome: Outcome | None = None,
    statement: Statement | None = None,
) -> Unknown:
    """Say what is not known, who finds out and by when; a form sent twice notes it once."""
    unknown, is_new = Unknown.objects.get_or_create(
        posted_key=key,
        conversation=conversation,
        defaults={
            "text": text,
            "owner": owner,
            "due_on": due_on,
            "outcome": outcome,
            "statement": statement,
            "noted_by": by,
            "noted_at": timezone.now(),
        },
    )
    if is_new:
        record_event(Tag.UNKNOWN_NOTED, conversation, actor=by, unknown=unknown.pk)
    return unknown


@transaction.atomic
def answer_unknown(*, unknown: Unknown, answer: str, by: Person) -> bool:
    """Close it with what was found. False where somebody was first."""
    answered = Unknown.objects.filter(pk=unknown.pk, answered_at__isnull=True).update(
        answer=answer, answered_by=by, answered_at=timezone.now()
    )
    if answered:
        record_event(Tag.UNKNOWN_ANSWERED, unknown.conversation, actor=by, unknown=unknown.pk)
    return bool(answered)


@transaction.atomic
def commit_body(
    *,
    conversation: Conversation,
    who: str,
    what: str,
    due_on: dt.date,
    by: Person,
    key: uuid.UUID,
    outcome: Outcome | None = None,
) -> Commitment:
    """The body says who of it does what, by when."""
    return _commit(
        conversation, by, key, side=Side.BODY, who=who, what=what, due_on=due_on, outcome=outcome
    )


@transaction.atomic
def commit_oneself(
    *, participant: Participant, what: str, due_on: dt.date, key: uuid.UUID
) -> Commitment:
    """A member says what they will do themselves, under their pseudonym."""
    if not Participant.objects.members().filter(pk=participant.pk).exists():
        raise RefusalError(_("You no longer take part in this conversation. Nothing was saved."))
    return _commit(
        participant.conversation,
        participant.person,
        key,
        side=Side.MEMBER,
        who=participant.pseudonym,
        member=participant,
        what=what,
        due_on=due_on,
    )


def _commit(conversation: Conversation, by: Person, key: uuid.UUID, **facts) -> Commitment:
    commitment, is_new = Commitment.objects.get_or_create(
        posted_key=key,
        conversation=conversation,
        defaults={"made_by": by, "made_at": timezone.now(), **facts},
    )
    if is_new:
        record_event(
            Tag.COMMITMENT_MADE,
            conversation,
            actor=by,
            commitment=commitment.pk,
            side=str(commitment.side),
        )
    return commitment


@transaction.atomic
def keep_commitment(*, commitment: Commitment, by: Person) -> None:
    """Say that it is done; said twice is once."""
    kept = Commitment.objects.filter(pk=commitment.pk, kept_at__isnull=True)
    if kept.update(kept_at=timezone.now()):
        record_event(
            Tag.COMMITMENT_KEPT, commitment.conversation, actor=by, commitment=commitment.pk
        )
