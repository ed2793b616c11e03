"""Appeals: one's own, those that wait, those only a host of the site can answer."""

from dataclasses import dataclass

import rules

from ..models import Appeal, AppealOutcome, Conversation, Statement
from ..rules import has_a_second_moderator

ABOUT = (
    "statement__author__person",
    "statement__author__seat",
    "statement__conversation__call__engagement__organisation",
    "decision__same_as",
    "decided_by",
    "answered_by",
)


def appeal_about(statement: Statement) -> Appeal | None:
    return Appeal.objects.filter(statement=statement).select_related(*ABOUT).first()


def appeal_of(user, slug: str, key: int) -> Appeal | None:
    """The appeal of the address, where this reader may know of it."""
    found = Appeal.objects.visible_to(user).filter(pk=key, statement__conversation__slug=slug)
    return found.select_related(*ABOUT).first()


@dataclass(frozen=True)
class OpenAppeal:
    """One that waits, and whether this reader may answer it."""

    pk: int
    statement: Statement
    may_answer: bool


def open_appeals(user, conversation: Conversation) -> list[OpenAppeal]:
    """What waits for an answer, oldest first."""
    waiting = Appeal.objects.filter(
        outcome=AppealOutcome.WAITING, statement__conversation=conversation
    ).select_related(*ABOUT)
    return [
        OpenAppeal(
            each.pk,
            each.statement,
            rules.test_rule("conversations.answer_appeal", user, each),
        )
        for each in waiting
    ]


def appeals_for_hosts() -> list[Appeal]:
    """Open appeals nobody of the conversation can answer, because all had a hand in it."""
    waiting = Appeal.objects.filter(outcome=AppealOutcome.WAITING).select_related(*ABOUT)
    return [appeal for appeal in waiting if not has_a_second_moderator(appeal)]
