"""Replying to a statement in a way that says what the reply is for."""

import uuid

import rules
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import (
    Checking,
    Participant,
    Reply,
    ReplyKind,
    ReplyState,
    Statement,
    StatementState,
)
from ..queries.replies import kinds_for
from ..refusals import RefusalError
from ..wording import MOST_OF_A_REPLY
from .saying import checked


@transaction.atomic
def reply(
    *,
    statement: Statement,
    author: Participant,
    kind: str,
    key: uuid.UUID,
    text: str = "",
    restated: str = "",
    would_change: str = "",
) -> Reply:
    """Answer one statement. Sent twice, it is said once; thanks are given once."""
    known = Reply.objects.filter(posted_key=key, author=author).first()
    if known is not None:
        return known
    _check(statement, author, kind)
    facts = {
        "kind": kind,
        "text": _words(text, needed=kind != ReplyKind.THANKS),
        "restated": _words(restated, needed=False),
        "would_change": _words(would_change, needed=kind == ReplyKind.DIFFERS),
        "said_at": timezone.now(),
        **_first_state(statement, text),
    }
    try:
        with transaction.atomic():
            return Reply.objects.create(statement=statement, author=author, posted_key=key, **facts)
    except IntegrityError:
        return _meanwhile(statement, author, key) or Reply.objects.create(
            statement=statement, author=author, **facts
        )


def _meanwhile(statement: Statement, author: Participant, key: uuid.UUID) -> Reply | None:
    """What the same form, or the same thanks, made a moment ago."""
    mine = Reply.objects.filter(author=author)
    thanks = mine.filter(statement=statement, kind=ReplyKind.THANKS)
    living = thanks.exclude(state=ReplyState.WITHDRAWN)
    return mine.filter(posted_key=key).first() or living.first()


def _check(statement: Statement, author: Participant, kind: str) -> None:
    if author.person is None or not rules.test_rule(
        "conversations.reply", author.person, statement.conversation
    ):
        raise RefusalError(
            _("Only people who take part and agreed how to talk can reply. Nothing was sent.")
        )
    if statement.state != StatementState.SHOWN:
        raise RefusalError(_("This statement is not shown any more. Nothing was sent."))
    if kind not in dict(kinds_for(statement, author)):
        raise RefusalError(_("This statement cannot be answered in that way. Nothing was sent."))


def _words(text: str, *, needed: bool) -> str:
    if not text.strip() and not needed:
        return ""
    return checked(text, most=MOST_OF_A_REPLY)


def _first_state(statement: Statement, text: str) -> dict:
    """Thanks without words need no check: there is nothing to read."""
    if statement.conversation.checking == Checking.BEFORE and text.strip():
        return {"state": ReplyState.WAITING}
    return {"state": ReplyState.SHOWN, "shown_at": timezone.now()}


@transaction.atomic
def take_reply_back(*, reply: Reply) -> bool:
    living = Reply.objects.filter(pk=reply.pk, state__in=[ReplyState.WAITING, ReplyState.SHOWN])
    return bool(living.update(state=ReplyState.WITHDRAWN))


@transaction.atomic
def judge_restatement(*, reply: Reply, is_right: bool) -> bool:
    """The author of a statement says whether somebody who differs has understood it."""
    found = Reply.objects.filter(pk=reply.pk, state=ReplyState.SHOWN).exclude(restated="")
    return bool(found.update(restated_well=is_right))
