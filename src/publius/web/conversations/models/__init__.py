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
from .guesses import Guess
from .health import Condition, HealthAnswer, HealthRound, Score
from .maps import Confidence, MapVersion, MapWork, RowsTaken
from .minority import MinorityReport, Signature
from .moderation import Appeal, AppealOutcome, Decision, Reason, Verdict
from .motions import CheckAnswer, CheckView, Motion, MotionKind, MotionState, MotionSupport
from .outcomes import Option, Outcome, OutcomeKind, QuotedDissent, Use, UsedStatement
from .packs import Pack, PackReading
from .replies import Reply, ReplyKind, ReplyState
from .rewordings import Rewording, RewordingState
from .sessions import Consent, SeatAtSession, Session
from .stages import (
    Absence,
    PartOfStageQuerySet,
    PlannedStep,
    QuestionVersion,
    StageOpening,
    StageReminder,
)
from .statements import Origin, Statement, StatementKind, StatementState
from .unknowns import Commitment, Side, Unknown
from .votes import Answer, Turn, Unsure, Vote, VoteChange

__all__ = [
    "Absence",
    "Answer",
    "Appeal",
    "AppealOutcome",
    "CheckAnswer",
    "CheckView",
    "Checking",
    "Commitment",
    "Condition",
    "Confidence",
    "Consent",
    "Conversation",
    "ConversationQuerySet",
    "ConversationState",
    "Decision",
    "Guess",
    "HealthAnswer",
    "HealthRound",
    "Joining",
    "MapVersion",
    "MapWork",
    "MinorityReport",
    "Motion",
    "MotionKind",
    "MotionState",
    "MotionSupport",
    "Option",
    "Origin",
    "Outcome",
    "OutcomeKind",
    "Pack",
    "PackReading",
    "Part",
    "PartOfConversationQuerySet",
    "PartOfStageQuerySet",
    "Participant",
    "PlannedStep",
    "QuestionVersion",
    "QuotedDissent",
    "Readers",
    "Reason",
    "Reply",
    "ReplyKind",
    "ReplyState",
    "Rewording",
    "RewordingState",
    "RowsTaken",
    "Score",
    "SeatAtSession",
    "Session",
    "Side",
    "Signature",
    "Stage",
    "StageKind",
    "StageOpening",
    "StageReminder",
    "Statement",
    "StatementKind",
    "StatementState",
    "Turn",
    "Unknown",
    "Unsure",
    "Use",
    "UsedStatement",
    "Verdict",
    "Vote",
    "VoteChange",
]
