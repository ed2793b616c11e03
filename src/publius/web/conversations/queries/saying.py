"""What somebody can say now, and what has been said like it."""

from django.db.models import Q
from django.utils.translation import gettext as _

from ..models import (
    Conversation,
    ConversationState,
    Part,
    Participant,
    Stage,
    StageKind,
    Statement,
    StatementKind,
    StatementState,
)
from ..rules import TAKES_STATEMENTS
from ..similar import Shelf
from ..wording import core_of
from .conversations import open_stage


def obstacle_to_saying(participant: Participant, stage: Stage | None) -> str:
    """Why this person cannot say anything new now, and what to do; empty where they can."""
    if participant.conversation.state != ConversationState.OPEN:
        return _("This conversation is closed. What was said stays, and can be read.")
    if not participant.is_living:
        return _("You do not take part in this conversation any more.")
    if participant.part != Part.MEMBER:
        return _("Statements come from the members. You can reply to what they say.")
    if participant.agreed_at is None:
        return _("First read how people talk with each other here, and agree to it.")
    if stage is None:
        return _("No stage is open at this moment, so nothing new can be said.")
    if stage.kind not in TAKES_STATEMENTS:
        return _(
            "In this stage (%(stage)s) nothing new is added: the group works with what was said. "
            "You can still reply to statements."
        ) % {"stage": stage}
    return ""


def is_kept_for_explore(stage: Stage | None, kind: str) -> bool:
    """Questions come before answers: a proposal made in Understand waits."""
    return (
        stage is not None and stage.kind == StageKind.UNDERSTAND and kind == StatementKind.PROPOSAL
    )


def same_as(text: str, participant: Participant) -> Statement | None:
    """A statement with exactly these words that this person may see, if there is one."""
    core = core_of(text)
    return next((each for each in _comparable(participant) if core_of(each.text) == core), None)


def similar_to(text: str, conversation: Conversation) -> list[Statement]:
    """Published statements that may say the same, the nearest first."""
    shown = list(Statement.objects.shown().filter(conversation=conversation))
    shelf = Shelf([each.text for each in shown])
    return [shown[place] for place in shelf.closest(text)]


def held_by(participant: Participant) -> list[Statement]:
    """What this person keeps for Explore."""
    return list(
        Statement.objects.filter(author=participant, state=StatementState.HELD).order_by("number")
    )


def refused_to(participant: Participant, number: int) -> Statement | None:
    """What this person said under that number and was not published, to say it in another way."""
    own = Statement.objects.filter(author=participant, state=StatementState.REJECTED)
    return own.filter(number=number).first()


def can_bring_in(participant: Participant) -> bool:
    stage = open_stage(participant.conversation)
    return (
        not obstacle_to_saying(participant, stage)
        and stage is not None
        and stage.kind != StageKind.UNDERSTAND
    )


def _comparable(participant: Participant):
    public = Q(state=StatementState.SHOWN)
    own = Q(author=participant) & ~Q(state__in=[StatementState.WITHDRAWN, StatementState.REPLACED])
    return Statement.objects.filter(public | own, conversation=participant.conversation_id)


def by_core(conversation: Conversation) -> dict[str, Statement]:
    """Everything that stands or waits, by its words, to see whether something is new."""
    living = Statement.objects.filter(
        conversation=conversation, state__in=[StatementState.SHOWN, StatementState.WAITING]
    )
    return {core_of(statement.text): statement for statement in living}
