"""What pages of earlier steps of the journey tell of conversations, and lead to."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from publius.web.calls.models import Call, Engagement

from ..models import Conversation, ConversationState, Outcome, Stage
from .home import conversations_for


@dataclass(frozen=True)
class Talk:
    """A conversation in two facts: the stage that is open now, and the latest outcome."""

    conversation: Conversation
    stage: Stage | None
    outcome: Outcome | None

    @property
    def goes_on(self) -> bool:
        return self.conversation.state == ConversationState.OPEN


def talks_of_call(user, call: Call) -> list[Talk]:
    return _talks(user, conversations_for(user).filter(call=call))


def talks_of_engagement(user, engagement: Engagement) -> list[Talk]:
    return _talks(user, conversations_for(user).filter(call__engagement=engagement))


def own_talks(user) -> list[Talk]:
    """Those in which a person has a part now."""
    mine = user.taking_part.filter(left_at__isnull=True).values("conversation")
    return _talks(user, conversations_for(user).filter(pk__in=mine))


def _talks(user, conversations: QuerySet[Conversation]) -> list[Talk]:
    found = list(conversations)
    stages = _by_conversation(
        Stage.objects.filter(
            conversation__in=found, opened_at__isnull=False, closed_at__isnull=True
        )
    )
    published = Outcome.objects.visible_to(user).published().filter(conversation__in=found)
    outcomes = _by_conversation(published.order_by("published_at"))  # the latest stays
    return [Talk(each, stages.get(each.pk), outcomes.get(each.pk)) for each in found]


def _by_conversation(rows: Iterable) -> dict:
    return {row.conversation_id: row for row in rows}
