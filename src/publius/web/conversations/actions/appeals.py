"""A second look at what was not published, by somebody who did not decide it."""

import uuid

import rules
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publius.web.ledger.actions import record_event
from publius.web.ledger.tags import Tag
from publius.web.people.models import Person

from ..models import Appeal, AppealOutcome, Decision, Statement, StatementState, Verdict
from ..queries.moderation import refusal_of
from ..refusals import RefusalError


@transaction.atomic
def raise_appeal(*, statement: Statement, by: Person, words: str, key: uuid.UUID) -> Appeal:
    """Ask once for a second look. Sent twice, it is asked once."""
    known = Appeal.objects.filter(statement=statement).first()
    if known is not None:
        return known
    decision = refusal_of(statement)
    if not rules.test_rule("conversations.appeal", by, statement) or decision is None:
        raise RefusalError(_("There is nothing to appeal against. Nothing was sent."))
    try:
        with transaction.atomic():
            appeal = Appeal.objects.create(
                statement=statement,
                decision=decision,
                decided_by=decision.by,
                words=words,
                raised_at=timezone.now(),
                posted_key=key,
            )
    except IntegrityError as error:
        meanwhile = Appeal.objects.filter(statement=statement).first()
        if meanwhile is None:  # the key was that of another form
            raise RefusalError(_("This form was incomplete. Please send it again.")) from error
        return meanwhile
    # Without an actor: whose words these are is between the pseudonym and its person.
    record_event(Tag.APPEAL_RAISED, statement.conversation, statement=statement.number)
    return appeal


@transaction.atomic
def answer_appeal(*, appeal: Appeal, outcome: str, answer: str, by: Person) -> bool:
    """Answer once, with a reason; upheld, the statement is shown. False: somebody was first."""
    if not rules.test_rule("conversations.answer_appeal", by, appeal):
        raise RefusalError(_("Somebody who had no hand in it has to answer. Nothing was sent."))
    now = timezone.now()
    answered = Appeal.objects.filter(pk=appeal.pk, outcome=AppealOutcome.WAITING).update(
        outcome=outcome, answer=answer, answered_by=by, answered_at=now
    )
    if not answered:
        return False
    statement = appeal.statement
    if outcome == AppealOutcome.UPHELD:
        _publish(statement, by)
    record_event(
        Tag.APPEAL_ANSWERED,
        statement.conversation,
        actor=by,
        statement=statement.number,
        outcome=str(outcome),
    )
    return True


def _publish(statement: Statement, by: Person) -> None:
    """Show it after all, unless a moderator has changed their mind meanwhile."""
    now = timezone.now()
    shown = Statement.objects.filter(pk=statement.pk, state=StatementState.REJECTED).update(
        state=StatementState.SHOWN, shown_at=statement.shown_at or now
    )
    if shown:  # the author is told by the answer to the appeal, not twice
        Decision.objects.create(
            conversation=statement.conversation,
            statement=statement,
            verdict=Verdict.SHOW,
            by=by,
            at=now,
            told_at=now,
        )
