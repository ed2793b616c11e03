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
from .minority import MinorityReport, Signature
from .moderation import Appeal, AppealOutcome, Decision, Reason, Verdict
from .outcomes import Option, Outcome, OutcomeKind, QuotedDissent, Use, UsedStatement
from .replies import Reply, ReplyKind, ReplyState
from .rewordings import Rewording, RewordingState
from .sessions import Consent, SeatAtSession, Session
from .statements import Origin, Statement, StatementKind, StatementState
from .unknowns import Commitment, Side, Unknown
from .votes import Answer, Unsure, Vote

__all__ = [
    "Answer",
    "Appeal",
    "AppealOutcome",
    "Checking",
    "Commitment",
    "Consent",
    "Conversation",
    "ConversationQuerySet",
    "ConversationState",
    "Decision",
    "Joining",
    "MinorityReport",
    "Option",
    "Origin",
    "Outcome",
    "OutcomeKind",
    "Part",
    "PartOfConversationQuerySet",
    "Participant",
    "QuotedDissent",
    "Readers",
    "Reason",
    "Reply",
    "ReplyKind",
    "ReplyState",
    "Rewording",
    "RewordingState",
    "SeatAtSession",
    "Session",
    "Side",
    "Signature",
    "Stage",
    "StageKind",
    "Statement",
    "StatementKind",
    "StatementState",
    "Unknown",
    "Unsure",
    "Use",
    "UsedStatement",
    "Verdict",
    "Vote",
]
