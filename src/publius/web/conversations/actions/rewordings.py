"""Putting a statement in other words, or splitting it; the author keeps the last word."""

import uuid
from collections.abc import Sequence

import rules
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publius.web.ledger.actions import record_event
from publius.web.ledger.tags import Tag
from publius.web.people.models import Person

from ..models import (
    Checking,
    ConversationState,
    Decision,
    Rewording,
    RewordingState,
    Statement,
    StatementState,
    Verdict,
)
from ..queries.rewordings import LIVING, can_take_back
from ..refusals import RefusalError
from ..rules import is_own, wrote
from .numbering import add_statement
from .saying import checked

MOST_PARTS = 4


@transaction.atomic
def propose_rewording(
    *, statement: Statement, texts: Sequence[str], why: str, by: Person, key: uuid.UUID
) -> Rewording:
    """New words for a statement. A moderator's stand at once, an author's once checked."""
    known = Rewording.objects.filter(posted_key=key, statement=statement).first()
    if known is not None:
        return known
    if not (_moderates(by, statement) or wrote(by, statement)):
        raise RefusalError(_("Only its author or a moderator can reword it. Nothing was changed."))
    words = [checked(text) for text in texts]
    if not 1 <= len(words) <= MOST_PARTS:
        raise RefusalError(_("Split it into at most four statements. Nothing was changed."))
    _refuse_where_settled(statement)
    rewording = _make(statement, words, why, by, key)
    if _may_apply(by, statement):
        apply_rewording(rewording=rewording, by=by)
    return rewording


def _moderates(person: Person, statement: Statement) -> bool:
    return rules.test_rule("conversations.moderate", person, statement.conversation)


def _may_apply(person: Person, statement: Statement) -> bool:
    """Moderators for others; for themselves people whose words need no check beforehand."""
    if is_own(person, statement):
        return statement.conversation.checking == Checking.AFTER
    return _moderates(person, statement)


def _refuse_where_settled(statement: Statement) -> None:
    is_open = statement.conversation.state == ConversationState.OPEN
    if not is_open or statement.state not in (StatementState.WAITING, StatementState.SHOWN):
        raise RefusalError(_("This statement cannot be reworded any more. Nothing was changed."))


def _make(
    statement: Statement, words: list[str], why: str, by: Person, key: uuid.UUID
) -> Rewording:
    try:
        with transaction.atomic():
            return Rewording.objects.create(
                statement=statement,
                texts=words,
                why=why,
                before=statement.state,
                proposed_by=by,
                proposed_at=timezone.now(),
                posted_key=key,
            )
    except IntegrityError as error:
        meanwhile = Rewording.objects.filter(statement=statement, posted_key=key).first()
        if meanwhile is not None:
            return meanwhile
        raise RefusalError(
            _("Other words for it are proposed already. Nothing was changed: look at those first.")
        ) from error


@transaction.atomic
def apply_rewording(*, rewording: Rewording, by: Person) -> bool:
    """Put the new words in place of the original; its votes stay with it and are not moved."""
    original = rewording.statement
    if not _may_apply(by, original):
        raise RefusalError(_("Somebody else has to check these words. Nothing was changed."))
    decided = Rewording.objects.filter(pk=rewording.pk, state=RewordingState.PROPOSED).update(
        state=RewordingState.APPLIED,
        decided_by=by,
        decided_at=timezone.now(),
    )
    replaced = decided and Statement.objects.filter(
        pk=original.pk, state__in=[StatementState.WAITING, StatementState.SHOWN]
    ).update(state=StatementState.REPLACED)
    if not replaced:
        if decided:  # it was taken back or refused meanwhile
            Rewording.objects.filter(pk=rewording.pk).update(state=RewordingState.DECLINED)
        return False
    for text in rewording.texts:
        child = _child(original, text)
        if not is_own(by, original):
            _note_checked(child, by)
    record_event(
        Tag.STATEMENT_REPLACED,
        original.conversation,
        actor=None if wrote(by, original) else by,  # authors are known by their pseudonym alone
        statement=original.number,
        parts=len(rewording.texts),
    )
    return True


def _child(original: Statement, text: str) -> Statement:
    """Whoever said the original has said its parts; who split it is not their author."""
    now = timezone.now()
    return add_statement(
        conversation=original.conversation,
        author=original.author,
        origin=original.origin,
        entered_by=original.entered_by,
        session=original.session,
        seat=original.seat,
        consent=original.consent,
        stage=original.stage,
        kind=original.kind,
        source=original.source,
        parent=original,
        text=text,
        state=StatementState.SHOWN,
        said_at=now,
        shown_at=now,
    )


def _note_checked(child: Statement, by: Person) -> None:
    """Whoever put the words there has read them; the author is told once, of the rewording."""
    Decision.objects.create(
        conversation=child.conversation,
        statement=child,
        verdict=Verdict.SHOW,
        by=by,
        at=child.shown_at,
        told_at=child.shown_at,
    )


@transaction.atomic
def decline_rewording(*, rewording: Rewording, by: Person) -> bool:
    """Leave the statement as it is; the author is told."""
    open_ones = Rewording.objects.filter(pk=rewording.pk, state=RewordingState.PROPOSED)
    return bool(
        open_ones.update(state=RewordingState.DECLINED, decided_by=by, decided_at=timezone.now())
    )


@transaction.atomic
def take_rewording_back(*, rewording: Rewording, by: Person) -> bool:
    """The author wants their own words: the parts go, the original stands as before."""
    rewording.refresh_from_db()
    original = rewording.statement
    if not wrote(by, original) or not can_take_back(rewording):
        raise RefusalError(
            _(
                "New words can be taken back by the author, while the stage lasts and nobody has "
                "changed them again. It stays as it is."
            )
        )
    taken = Rewording.objects.filter(pk=rewording.pk, state__in=LIVING).update(
        state=RewordingState.TAKEN_BACK
    )
    if not taken:
        return False
    if rewording.state == RewordingState.PROPOSED:
        return True
    original.children.filter(state=StatementState.SHOWN).update(state=StatementState.WITHDRAWN)
    Statement.objects.filter(pk=original.pk, state=StatementState.REPLACED).update(
        state=rewording.before
    )
    record_event(Tag.STATEMENT_RESTORED, original.conversation, statement=original.number)
    return True
