"""Contesting a draw or a ruling, and the answer of somebody who did not decide it."""

import uuid

import rules
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publius.web.calls.models import Call
from publius.web.ledger.actions import record_event
from publius.web.ledger.tags import Tag
from publius.web.notify.actions import queue_message
from publius.web.people.models import Person

from ..models import Contest, ContestOutcome
from ..notices import contest_letter
from ..queries.contests import latest_draw
from ..refusals import RefusalError


@transaction.atomic
def raise_contest(*, call: Call, by: Person, subject: str, words: str, key: uuid.UUID) -> Contest:
    """Say what was wrong. Sent twice, it is raised once."""
    known = Contest.objects.filter(posted_key=key, raised_by=by).first()
    if known is not None:
        return known
    if not rules.test_rule("panels.contest", by, call):
        raise RefusalError(_("Only people who are concerned by this call can contest it."))
    try:
        with transaction.atomic():
            contest = Contest.objects.create(
                call=call,
                draw=latest_draw(call),
                subject=subject,
                words=words,
                raised_by=by,
                raised_at=timezone.now(),
                posted_key=key,
            )
    except IntegrityError as error:
        meanwhile = Contest.objects.filter(posted_key=key, raised_by=by).first()
        if meanwhile is not None:
            return meanwhile
        raise RefusalError(
            _("You have contested this already, and it waits for an answer. Nothing was sent.")
        ) from error
    record_event(Tag.CONTEST_RAISED, call, actor=by, contest=contest.pk, about=str(subject))
    return contest


@transaction.atomic
def answer_contest(*, contest: Contest, outcome: str, answer: str, by: Person) -> bool:
    """Answer once, with a reason; the person is told. False where somebody was first."""
    if not rules.test_rule("panels.answer_contest", by, contest):
        raise RefusalError(_("Somebody who did not decide it has to answer. Nothing was sent."))
    answered = Contest.objects.filter(pk=contest.pk, outcome=ContestOutcome.WAITING).update(
        outcome=outcome, answer=answer, answered_by=by, answered_at=timezone.now()
    )
    if not answered:
        return False
    contest.refresh_from_db()
    subject, body = contest_letter(contest)
    queue_message(
        purpose="contest_answered",
        person=contest.raised_by,
        subject=subject,
        body=body,
        dedupe_key=f"contest:{contest.pk}",
        why=_("you contested something in this call"),
    )
    record_event(
        Tag.CONTEST_ANSWERED, contest.call, actor=by, contest=contest.pk, outcome=str(outcome)
    )
    return True
