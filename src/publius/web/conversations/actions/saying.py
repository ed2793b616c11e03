"""Saying something, keeping it for later, taking it back."""

import uuid

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import (
    Checking,
    Conversation,
    ConversationState,
    Participant,
    Statement,
    StatementKind,
    StatementState,
)
from ..queries.conversations import open_stage
from ..queries.saying import can_bring_in, is_kept_for_explore, obstacle_to_saying, same_as
from ..refusals import RefusalError
from ..wording import MOST_OF_A_STATEMENT, problem_with, tidy
from .numbering import add_statement


class SaidAlreadyError(RefusalError):
    """The same words stand there already: `statement`."""

    def __init__(self, statement: Statement) -> None:
        super().__init__(_("This has been said in the same words. Nothing was sent twice."))
        self.statement = statement


@transaction.atomic
def say(
    *, participant: Participant, kind: str, text: str, key: uuid.UUID, source: str = ""
) -> Statement:
    """Say one thing in the open stage. Sent twice, it is said once."""
    known = Statement.objects.filter(posted_key=key, author=participant).first()
    if known is not None:
        return known
    participant.refresh_from_db(fields=["part", "agreed_at", "left_at"])
    stage = open_stage(participant.conversation)
    if obstacle := obstacle_to_saying(participant, stage):
        raise RefusalError(obstacle)
    facts = {
        "author": participant,
        "stage": stage.kind,
        "kind": kind,
        "text": checked(text),
        "source": checked_source(kind, source),
        "said_at": timezone.now(),
        **first_state(participant.conversation, held=is_kept_for_explore(stage, kind)),
    }
    if twin := same_as(facts["text"], participant):
        if (twin.posted_key, twin.author_id) == (key, participant.pk):
            return twin  # the same form, stored a moment ago
        raise SaidAlreadyError(twin)
    try:
        with transaction.atomic():
            return add_statement(conversation=participant.conversation, posted_key=key, **facts)
    except IntegrityError:
        mine = Statement.objects.filter(posted_key=key, author=participant).first()
        return mine or add_statement(conversation=participant.conversation, **facts)


@transaction.atomic
def bring_in(*, statement: Statement, text: str) -> bool:
    """Put a proposal that was kept before the others; False where that was done already."""
    if statement.author is None or not can_bring_in(statement.author):
        raise RefusalError(_("Proposals can be brought in once Explore is open. It is kept."))
    stage = open_stage(statement.conversation)
    held = Statement.objects.filter(pk=statement.pk, state=StatementState.HELD)
    return bool(
        held.update(
            text=checked(text),
            stage=stage.kind,
            **first_state(statement.conversation),
        )
    )


@transaction.atomic
def take_back(*, statement: Statement) -> bool:
    """The author takes it back: nobody sees it any more, and its votes do not count."""
    living = [StatementState.HELD, StatementState.WAITING]
    if statement.conversation.state == ConversationState.OPEN:
        living.append(StatementState.SHOWN)  # once it is closed, what was published stays
    found = Statement.objects.filter(pk=statement.pk, state__in=living)
    return bool(found.update(state=StatementState.WITHDRAWN))


def first_state(conversation: Conversation, *, held: bool = False) -> dict:
    """Where a new statement begins: kept, waiting for a check, or shown at once."""
    if held:
        return {"state": StatementState.HELD}
    if conversation.checking == Checking.BEFORE:
        return {"state": StatementState.WAITING}
    return {"state": StatementState.SHOWN, "shown_at": timezone.now()}


def checked(text: str, *, most: int = MOST_OF_A_STATEMENT) -> str:
    """The text as it is kept; refuses with a sentence what nobody could read or vote on."""
    plain = tidy(text)
    if problem := problem_with(plain, most=most):
        raise RefusalError(problem)
    return plain


def checked_source(kind: str, source: str) -> str:
    if kind != StatementKind.FACT:
        return ""
    if not tidy(source):
        raise RefusalError(
            _("Say where others can check this fact: a document, a link, a body that counted.")
        )
    return checked(source, most=500)
