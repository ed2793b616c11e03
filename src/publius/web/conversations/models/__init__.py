"""What is remembered about conversations."""

from .conversations import (
    Checking,
    Conversation,
    ConversationQuerySet,
    ConversationState,
    Joining,
    Part,
    Participant,
    PartOfConversationQuerySet,
    Readers,
    Stage,
    StageKind,
)
from .statements import Origin, Statement, StatementKind, StatementState
from .votes import Answer, Unsure, Vote

__all__ = [
    "Answer",
    "Checking",
    "Conversation",
    "ConversationQuerySet",
    "ConversationState",
    "Joining",
    "Origin",
    "Part",
    "PartOfConversationQuerySet",
    "Participant",
    "Readers",
    "Stage",
    "StageKind",
    "Statement",
    "StatementKind",
    "StatementState",
    "Unsure",
    "Vote",
]
