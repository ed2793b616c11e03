"""What the hosts put before the others, labelled as theirs and counted in public."""

from collections.abc import Sequence

import rules
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publius.web.ledger.actions import record_event
from publius.web.ledger.tags import Tag
from publius.web.people.models import Person

from ..models import Conversation, Origin, StageKind, Statement, StatementKind, StatementState
from ..queries.conversations import open_stage
from ..queries.saying import by_core
from ..refusals import RefusalError
from ..rules import TAKES_STATEMENTS
from ..wording import core_of
from .numbering import add_statement, wait_for_turn
from .saying import checked


@transaction.atomic
def add_seeds(
    *, conversation: Conversation, kind: str, texts: Sequence[str], by: Person
) -> list[Statement]:
    """Each text once: what stands there already is left out, so a form sent twice adds nothing."""
    if not rules.test_rule("conversations.run", by, conversation):
        raise RefusalError(_("Only those who run the conversation add seeds. Nothing was sent."))
    stage = stage_for_seeds(conversation, kind)
    wait_for_turn(conversation)
    fresh = _not_said_yet(conversation, texts)
    now = timezone.now()
    added = [
        add_statement(
            conversation=conversation,
            origin=Origin.SEED,
            entered_by=by,
            stage=stage,
            kind=kind,
            text=text,
            state=StatementState.SHOWN,
            said_at=now,
            shown_at=now,
        )
        for text in fresh
    ]
    if added:
        record_event(Tag.STATEMENTS_SEEDED, conversation, actor=by, statements=len(added))
    return added


def _not_said_yet(conversation: Conversation, texts: Sequence[str]) -> list[str]:
    known = set(by_core(conversation))
    fresh = []
    for text in map(checked, texts):
        if core_of(text) not in known:
            known.add(core_of(text))
            fresh.append(text)
    return fresh


def stage_for_seeds(conversation: Conversation, kind: str) -> str:
    """The stage in which seeds appear; proposals belong to Explore, for hosts too."""
    stage = open_stage(conversation)
    if stage is None and conversation.published_at is None:  # prepared before it opens
        return StageKind.EXPLORE if kind == StatementKind.PROPOSAL else StageKind.UNDERSTAND
    if stage is None or stage.kind not in TAKES_STATEMENTS:
        raise RefusalError(_("In this stage nothing new is added. Nothing was sent."))
    if stage.kind == StageKind.UNDERSTAND and kind == StatementKind.PROPOSAL:
        raise RefusalError(
            _("Proposals come in Explore, for hosts too. Nothing was sent: keep them until then.")
        )
    return str(stage.kind)
