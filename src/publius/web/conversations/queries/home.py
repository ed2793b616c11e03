"""What the home page of a conversation shows: where it stands, who is here, what one can do."""

from dataclasses import dataclass

from django.db.models import QuerySet

from ..models import (
    Absence,
    Conversation,
    ConversationState,
    Pack,
    Participant,
    Stage,
    StageOpening,
)
from .gate import GATED, SeatHeard, seats_to_hear
from .packs import new_to, newest_packs
from .stages import finished_openings, stages_of


def conversations_for(user) -> QuerySet[Conversation]:
    """Those this reader may see, the newest first."""
    rows = Conversation.objects.visible_to(user).exclude(state=ConversationState.DRAFT)
    return rows.select_related("call__engagement__organisation")


def own_parts(user) -> dict[int, Participant]:
    """By conversation: the reader's living part in it."""
    if not user.is_authenticated:
        return {}
    return {row.conversation_id: row for row in Participant.objects.living().filter(person=user)}


def takes_part(user) -> bool:
    """Whether this person is in a conversation that is going on."""
    return (
        Participant.objects.living()
        .filter(person=user, conversation__state=ConversationState.OPEN)
        .exists()
    )


def conversations_of_call(user, call) -> list[Conversation]:
    """What belongs to a call, drafts too for those who run them."""
    return list(Conversation.objects.visible_to(user).filter(call=call))


@dataclass(frozen=True)
class StageLine:
    """One stage on the page: how it stands, its information, how it ended."""

    stage: Stage
    pack: Pack | None
    is_new: bool  # there is information this reader has not opened
    ended: StageOpening | None
    absences: list[Absence]

    @property
    def state(self) -> str:
        if self.stage.is_open:
            return "open"
        return "closed" if self.stage.closed_at else "planned"

    @property
    def share_who_asked(self) -> float | None:
        figures = self.ended.summary if self.ended else {}
        return figures["askers"] / figures["members"] if figures.get("members", 0) >= 5 else None


def stage_lines(conversation: Conversation, participant: Participant | None) -> list[StageLine]:
    packs = newest_packs(conversation)
    fresh = new_to(participant, packs)
    ended = finished_openings(conversation)
    absences: dict[int, list[Absence]] = {}
    for row in Absence.objects.filter(stage__conversation=conversation).select_related("seat"):
        absences.setdefault(row.stage_id, []).append(row)
    return [
        StageLine(
            stage,
            packs.get(stage.pk),
            stage.pk in fresh,
            ended.get(stage.pk) if not stage.is_open else None,
            absences.get(stage.pk, []),
        )
        for stage in stages_of(conversation)
    ]


def seats_not_heard(stage: Stage | None) -> list[SeatHeard]:
    """For those who run it: who still has to be heard in the open stage."""
    if stage is None or stage.kind not in GATED:
        return []
    return [row for row in seats_to_hear(stage) if not row.was_heard]
