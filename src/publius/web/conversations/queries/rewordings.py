"""Other words for statements: what is proposed, what stands, what can be taken back."""

from django.db.models import QuerySet

from ..models import Conversation, Rewording, RewordingState, Statement, StatementState
from .conversations import open_stage

LIVING = [RewordingState.PROPOSED, RewordingState.APPLIED]
ABOUT = ("statement__conversation", "statement__author__person", "proposed_by")


def living_rewording(user, statement: Statement) -> Rewording | None:
    """What is proposed or stands in place of the statement, where this reader may know of it."""
    found = Rewording.objects.visible_to(user).filter(statement=statement, state__in=LIVING)
    return found.select_related(*ABOUT).first()


def rewording_behind(statement: Statement) -> Rewording | None:
    """How a statement came to stand in place of another; None for one that was said as it is."""
    found = Rewording.objects.filter(statement=statement.parent_id, state=RewordingState.APPLIED)
    return found.select_related(*ABOUT).first() if statement.parent_id else None


def rewording_of(user, conversation: Conversation, key: int) -> Rewording | None:
    found = Rewording.objects.visible_to(user).filter(statement__conversation=conversation, pk=key)
    return found.select_related(*ABOUT).first()


def proposed_rewordings(conversation: Conversation) -> QuerySet[Rewording]:
    """What authors proposed and nobody has looked at, oldest first."""
    waiting = Rewording.objects.filter(state=RewordingState.PROPOSED)
    return waiting.filter(statement__conversation=conversation).select_related(*ABOUT)


def can_take_back(rewording: Rewording) -> bool:
    """Within the stage in which it was done: what comes later builds on the new words."""
    if rewording.state == RewordingState.PROPOSED:
        return True
    stage = open_stage(rewording.statement.conversation)
    changed_again = rewording.statement.children.filter(state=StatementState.REPLACED)
    return (
        stage is not None
        and not changed_again.exists()
        and rewording.state == RewordingState.APPLIED
        and rewording.decided_at >= stage.opened_at
    )
