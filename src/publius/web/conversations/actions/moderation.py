"""Deciding what is published: many at once, each with a reason, never one's own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import rules
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publius.web.ledger.actions import record_event
from publius.web.ledger.tags import Tag
from publius.web.people.models import Person

from ..models import (
    Conversation,
    Decision,
    Reason,
    Reply,
    ReplyState,
    Statement,
    StatementState,
    Verdict,
)
from ..queries.moderation import key_of
from ..refusals import RefusalError
from ..rules import is_own

UNDECIDED = [StatementState.WAITING, StatementState.SHOWN]
# From which states a decision leads where: "held", "replaced" and "taken back" are the author's.
STATEMENT_STEPS = {
    Verdict.SHOW: ([*UNDECIDED, StatementState.REJECTED], StatementState.SHOWN),
    Verdict.META: ([*UNDECIDED, StatementState.REJECTED], StatementState.SHOWN),
    Verdict.REJECT: (UNDECIDED, StatementState.REJECTED),
}
REPLY_STEPS = {
    Verdict.SHOW: (
        [ReplyState.WAITING, ReplyState.SHOWN, ReplyState.REJECTED],
        ReplyState.SHOWN,
    ),
    Verdict.REJECT: ([ReplyState.WAITING, ReplyState.SHOWN], ReplyState.REJECTED),
}


@dataclass(frozen=True)
class Judgement:
    """What a moderator says about everything they ticked."""

    verdict: str
    reason: str = ""
    words: str = ""
    same_as: Statement | None = None


@dataclass(frozen=True)
class Decided:
    """How many were decided, how many are the moderator's own, how many had gone meanwhile."""

    done: int
    own: int
    gone: int


@transaction.atomic
def decide(
    *,
    conversation: Conversation,
    statements: Sequence[Statement] = (),
    replies: Sequence[Reply] = (),
    judgement: Judgement,
    by: Person,
    seen: Mapping[str, int] | None = None,
) -> Decided:
    """Decide about all of them in one go.

    `seen`: after how many decisions the moderator looked at each. What somebody has decided
    since then stays as it is, and a form sent twice decides once.
    """
    if not rules.test_rule("conversations.moderate", by, conversation):
        raise RefusalError(_("Only those who moderate decide. Nothing was changed."))
    _check(judgement)
    asked = [*statements, *replies]
    others = [each for each in asked if not is_own(by, each)]
    _wait_for_other_moderators(others)
    done = [each for each in others if _is_as_seen(each, seen) and _step(each, judgement)]
    for each in done:
        _keep(each, judgement, by)
    if done:
        _record(conversation, done, judgement, by)
    return Decided(len(done), own=len(asked) - len(others), gone=len(others) - len(done))


def show(*, statement: Statement, by: Person) -> bool:
    """Publish one statement; False where it cannot be, or is the moderator's own."""
    judgement = Judgement(Verdict.SHOW)
    facts = {"conversation": statement.conversation, "by": by, "judgement": judgement}
    return decide(statements=[statement], **facts).done == 1


def reject(*, statement: Statement, by: Person, reason: str, words: str = "") -> bool:
    """Do not publish one statement, for a reason of the list."""
    judgement = Judgement(Verdict.REJECT, reason, words)
    facts = {"conversation": statement.conversation, "by": by, "judgement": judgement}
    return decide(statements=[statement], **facts).done == 1


def _wait_for_other_moderators(contributions: Sequence[Statement | Reply]) -> None:
    """Hold the rows until the transaction ends, in one order so that nobody waits in a circle."""
    for model in (Statement, Reply):
        keys = [each.pk for each in contributions if isinstance(each, model)]
        rows = model.objects.select_for_update(no_key=True).filter(pk__in=keys)
        list(rows.order_by("pk").values_list("pk"))


def _is_as_seen(contribution: Statement | Reply, seen: Mapping[str, int] | None) -> bool:
    return seen is None or seen.get(key_of(contribution)) == contribution.decisions.count()


def _check(judgement: Judgement) -> None:
    if judgement.verdict == Verdict.REJECT and judgement.reason not in Reason.values:
        raise RefusalError(_("Choose a reason: the author and everybody else read it."))
    if judgement.same_as is not None and judgement.same_as.state != StatementState.SHOWN:
        raise RefusalError(_("Name a statement that is published. Nothing was changed."))


def _step(contribution: Statement | Reply, judgement: Judgement) -> bool:
    if isinstance(contribution, Reply):
        if judgement.verdict not in REPLY_STEPS:
            return False
        before, after = REPLY_STEPS[judgement.verdict]
    else:
        before, after = STATEMENT_STEPS[judgement.verdict]
    changes: dict = {"state": after}
    if after == StatementState.SHOWN and contribution.shown_at is None:
        changes["shown_at"] = timezone.now()
    if isinstance(contribution, Statement) and after == StatementState.SHOWN:
        changes["is_meta"] = judgement.verdict == Verdict.META
    found = type(contribution).objects.filter(pk=contribution.pk, state__in=before)
    return found.update(**changes) == 1


def _keep(contribution: Statement | Reply, judgement: Judgement, by: Person) -> None:
    is_reply = isinstance(contribution, Reply)
    Decision.objects.create(
        conversation=(contribution.statement if is_reply else contribution).conversation,
        statement=None if is_reply else contribution,
        reply=contribution if is_reply else None,
        verdict=judgement.verdict,
        reason=judgement.reason if judgement.verdict == Verdict.REJECT else "",
        words=judgement.words,
        same_as=judgement.same_as if judgement.reason == Reason.DUPLICATE else None,
        by=by,
        at=timezone.now(),
    )


def _record(
    conversation: Conversation,
    done: Sequence[Statement | Reply],
    judgement: Judgement,
    by: Person,
) -> None:
    record_event(
        Tag.CONTRIBUTIONS_CHECKED,
        conversation,
        actor=by,
        verdict=str(judgement.verdict),
        reason=str(judgement.reason),
        statements=[each.number for each in done if isinstance(each, Statement)],
        replies=[each.pk for each in done if isinstance(each, Reply)],
    )
