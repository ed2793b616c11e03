"""What a conversation concluded, as its readers and those who draft it see it."""

from django.db.models import QuerySet

from ..models import (
    Conversation,
    ConversationState,
    Option,
    Outcome,
    StageKind,
    Statement,
)
from .conversations import open_stage

CONCLUDING = (StageKind.DECIDE, StageKind.REPORT)


def may_conclude(conversation: Conversation) -> bool:
    """Outcomes are drafted and published from Decide on, and after the end."""
    if conversation.state == ConversationState.CLOSED:
        return True
    stage = open_stage(conversation)
    return stage is not None and stage.kind in CONCLUDING


def outcomes_of(user, conversation: Conversation) -> QuerySet[Outcome]:
    """Published ones, the latest first."""
    rows = Outcome.objects.visible_to(user).published().filter(conversation=conversation)
    return rows.select_related("published_by", "rests_on")


def draft_of(user, conversation: Conversation) -> Outcome | None:
    """The outcome being drafted; there is one at most."""
    rows = Outcome.objects.visible_to(user).drafts().filter(conversation=conversation)
    return rows.select_related("conversation__call__engagement__organisation").first()


def option_of(user, outcome: Outcome, key: int) -> Option | None:
    return Option.objects.visible_to(user).filter(outcome=outcome, pk=key).first()


def usable_statements(user, conversation: Conversation) -> QuerySet[Statement]:
    """What an outcome can rest on: everything that is shown, in the order it came."""
    return Statement.objects.visible_to(user).shown().filter(conversation=conversation)
