"""The stages of a conversation: which is open, which comes next, from when one may close."""

import datetime as dt

from django.utils import timezone

from ..models import (
    Conversation,
    ConversationState,
    PlannedStep,
    QuestionVersion,
    Stage,
    StageOpening,
    StageReminder,
)


def stages_of(conversation: Conversation) -> list[Stage]:
    """All of them, in their order."""
    return list(Stage.objects.filter(conversation=conversation))


def stage_of(conversation: Conversation, kind: str) -> Stage | None:
    return Stage.objects.filter(conversation=conversation, kind=kind).first()


def next_stage(conversation: Conversation) -> Stage | None:
    """The stage that may open now: the first one not closed yet, while none is open."""
    stages = stages_of(conversation)
    if any(stage.is_open for stage in stages):
        return None
    return next((stage for stage in stages if stage.closed_at is None), None)


def closes_from(stage: Stage) -> dt.date | None:
    """The first day on which an open stage may be closed; None for one that is not open."""
    if not stage.is_open:
        return None
    return timezone.localdate(stage.opened_at) + dt.timedelta(days=stage.minimum_days)


def is_long_enough(stage: Stage) -> bool:
    """Whether an open stage has stood open for the days it has to."""
    first_day = closes_from(stage)
    return first_day is not None and timezone.localdate() >= first_day


def openings_of(stage: Stage) -> list[StageOpening]:
    """Every time the stage was open, the oldest first."""
    return list(StageOpening.objects.filter(stage=stage))


def finished_openings(conversation: Conversation) -> dict[int, StageOpening]:
    """By stage: its last opening that came to an end, with the figures."""
    rows = StageOpening.objects.filter(
        stage__conversation=conversation, closed_at__isnull=False, was_set_aside=False
    )
    return {row.stage_id: row for row in rows.order_by("closed_at")}


def questions_of(conversation: Conversation) -> list[QuestionVersion]:
    """How the question was put over time; the last one holds."""
    return list(QuestionVersion.objects.filter(conversation=conversation))


def due_today() -> list[tuple[Stage, PlannedStep]]:
    """What the plans of open conversations say about today and nobody was reminded of yet."""
    today = timezone.localdate()
    going = Stage.objects.filter(conversation__state=ConversationState.OPEN)
    opening = going.filter(opens_on=today, opened_at__isnull=True)
    closing = going.filter(closes_on=today, opened_at__isnull=False, closed_at__isnull=True)
    found = []
    for rows, due in ((opening, PlannedStep.OPENS), (closing, PlannedStep.CLOSES)):
        reminded = StageReminder.objects.filter(due=due, day=today).values("stage")
        rows = rows.exclude(pk__in=reminded).select_related("conversation__call")
        found += [(stage, due) for stage in rows]
    return found
