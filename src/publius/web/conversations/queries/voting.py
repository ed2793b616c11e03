"""Whether one may vote, what is left to vote on, and what one has voted."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from publius.web.people.models import Consent, Purpose

from ..models import (
    Conversation,
    ConversationState,
    Part,
    Participant,
    Stage,
    StageKind,
    Statement,
    StatementState,
    Turn,
    Vote,
    VoteChange,
)
from .conversations import open_stage

VOTING_STAGES = (StageKind.EXPLORE, StageKind.WEIGH)


@dataclass(frozen=True)
class Progress:
    """How far one person has come; nobody has to vote on everything."""

    voted: int
    skipped: int
    left: int

    @property
    def all(self) -> int:
        return self.voted + self.skipped + self.left


def is_voting_open(conversation: Conversation) -> bool:
    return why_voting_is_closed(conversation) == ""


def is_voting_over(conversation: Conversation) -> bool:
    """Voting was open once and will not be again, unless a stage is reopened."""
    if conversation.state == ConversationState.CLOSED:
        return True
    stage = open_stage(conversation)
    if stage is not None:
        return stage.kind in (StageKind.DECIDE, StageKind.REPORT)
    return Stage.objects.filter(
        conversation=conversation, kind=StageKind.WEIGH, closed_at__isnull=False
    ).exists()


def why_voting_is_closed(conversation: Conversation) -> str:
    """A sentence where nobody can vote now; empty where members can."""
    if conversation.state != ConversationState.OPEN:
        return _("This conversation is closed. The votes stand as they were.")
    stage = open_stage(conversation)
    if stage is None:
        return _("No stage of this conversation is open just now. Your votes are kept.")
    if stage.kind == StageKind.UNDERSTAND:
        return _("Voting opens in Explore. Until then, ask questions and say what you know.")
    if stage.kind not in VOTING_STAGES:
        return _("Voting is closed: the conversation is at “%(stage)s”. Your votes stand.") % {
            "stage": stage
        }
    return ""


def why_not_to_vote(participant: Participant) -> str:
    """A sentence where this person cannot vote; read afresh, for somebody may act meanwhile."""
    now = Participant.objects.select_related("conversation").get(pk=participant.pk)
    if not now.is_living:
        return _("You no longer take part in this conversation, so nothing was counted.")
    if now.part != Part.MEMBER:
        return _("Members vote. You are here as: %(part)s.") % {"part": now.get_part_display()}
    if now.agreed_at is None:
        return _("Accept the agreement of this conversation first; then you can vote.")
    if has_taken_back(now):
        return _(
            "You took back your agreement that your votes are counted, so nothing was counted. "
            "You can agree again under “Your choices” on your page."
        )
    return why_voting_is_closed(now.conversation)


def has_taken_back(participant: Participant) -> bool:
    """Agreed once that their opinions are counted, and does not any more."""
    ended = Consent.objects.taken_back(Purpose.CONVERSATIONS)
    return ended.filter(person=participant.person_id).exists()


def why_no_vote_on(statement: Statement, conversation_id: int) -> str:
    """A sentence where this statement takes no votes; read afresh."""
    now = Statement.objects.get(pk=statement.pk)
    if now.conversation_id != conversation_id or now.state != StatementState.SHOWN:
        return _(
            "Statement %(number)s is no longer shown: it was taken down or replaced meanwhile. "
            "Your vote on it was not counted; all your other votes are kept."
        ) % {"number": now.number}
    if not Statement.objects.votable().filter(pk=now.pk).exists():
        return _("Statement %(number)s is a question: it is answered, not voted on.") % {
            "number": now.number
        }
    return ""


def statement_once_shown(conversation: Conversation, number: int) -> Statement | None:
    """A statement people could vote on at some time; it may have been taken down since."""
    rows = Statement.objects.filter(
        conversation=conversation, number=number, shown_at__isnull=False
    )
    return rows.select_related("author__seat", "conversation").first()


def standing_vote(participant: Participant | None, statement: Statement) -> Vote | None:
    if participant is None:
        return None
    return Vote.objects.filter(participant=participant, statement=statement).first()


def votes_of(participant: Participant) -> QuerySet[Vote]:
    """Everything this person voted, the latest first."""
    votes = Vote.objects.filter(participant=participant).select_related("statement")
    return votes.order_by("-voted_at", "-pk")


def changes_of(participant: Participant) -> list[VoteChange]:
    return list(
        VoteChange.objects.filter(participant=participant)
        .select_related("statement")
        .order_by("-changed_at", "-pk")
    )


def skipped_by(participant: Participant) -> set[int]:
    """Keys of the statements this person passed over and has not voted on since."""
    skipped = Turn.objects.filter(participant=participant, outcome=Turn.Outcome.SKIPPED)
    voted = Vote.objects.filter(participant=participant).values("statement")
    return set(skipped.exclude(statement__in=voted).values_list("statement_id", flat=True))


def progress_of(participant: Participant) -> Progress:
    votable = Statement.objects.votable().filter(conversation=participant.conversation_id)
    all_of_them = set(votable.values_list("pk", flat=True))
    voted = set(
        Vote.objects.filter(participant=participant, statement__in=all_of_them).values_list(
            "statement_id", flat=True
        )
    )
    skipped = skipped_by(participant) & all_of_them
    return Progress(len(voted), len(skipped), len(all_of_them) - len(voted) - len(skipped))
