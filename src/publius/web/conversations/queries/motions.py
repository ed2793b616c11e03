"""What members propose about the conversation, how far it has come, what people think of it."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.utils import timezone

from ..models import (
    CheckAnswer,
    CheckView,
    Conversation,
    Motion,
    MotionState,
    MotionSupport,
    Part,
    Participant,
)

THIRD = 3


def motions_of(conversation: Conversation) -> list[Motion]:
    rows = Motion.objects.filter(conversation=conversation)
    return list(rows.select_related("stage", "raised_by", "conversation"))


def motion_numbered(conversation: Conversation, number: int) -> Motion | None:
    rows = Motion.objects.filter(conversation=conversation, number=number)
    return rows.select_related("stage", "raised_by__seat", "conversation", "decided_by").first()


def motions_to_decide(conversation: Conversation) -> list[Motion]:
    """Those everybody was asked about, and the time to answer is over."""
    waiting = Motion.objects.filter(conversation=conversation, state=MotionState.CHECKING)
    return list(waiting.filter(checked_until__lt=timezone.localdate()).select_related("stage"))


@dataclass(frozen=True)
class Backing:
    """How many living members support a motion, and how many it takes."""

    supporters: int
    members: int

    @property
    def needed(self) -> int:
        """One third of the members, counted up: 2 of 6, 3 of 7."""
        return max(1, -(-self.members // THIRD))

    @property
    def is_enough(self) -> bool:
        return self.members > 0 and self.supporters >= self.needed

    @property
    def lacking(self) -> int:
        return max(0, self.needed - self.supporters)


def backing_of(motion: Motion) -> Backing:
    """Only members who are there now count, on both sides."""
    members = Participant.objects.members().filter(conversation=motion.conversation_id)
    supports = MotionSupport.objects.filter(motion=motion, participant__in=members)
    return Backing(supports.count(), members.count())


def supports(participant: Participant | None, motion: Motion) -> bool:
    if participant is None:
        return False
    return MotionSupport.objects.filter(motion=motion, participant=participant).exists()


def view_of(participant: Participant | None, motion: Motion) -> CheckAnswer | None:
    if participant is None:
        return None
    return CheckAnswer.objects.filter(motion=motion, participant=participant).first()


def views_on(motion: Motion) -> list[CheckAnswer]:
    """What people said in the check; not what was said by those who were removed."""
    rows = CheckAnswer.objects.filter(motion=motion, participant__removed_by__isnull=True)
    return list(rows.select_related("participant__seat"))


def counted_views(motion: Motion) -> list[tuple[str, int]]:
    counted = Counter(row.view for row in views_on(motion))
    return [(view.label, counted[view.value]) for view in CheckView]


def may_be_answered(motion: Motion, today: dt.date | None = None) -> bool:
    """Whether the check is still open."""
    today = today or timezone.localdate()
    return motion.state == MotionState.CHECKING and motion.checked_until >= today


def may_be_supported(motion: Motion, participant: Participant | None) -> bool:
    return (
        motion.state == MotionState.GATHERING
        and participant is not None
        and participant.part == Part.MEMBER
        and not supports(participant, motion)
    )
