"""Who must be heard before a stage closes, and what was said in it when it does."""

import datetime as dt
from dataclasses import dataclass

from publius.web.calls.models import Importance, Seat

from ..models import (
    Absence,
    Participant,
    Reply,
    ReplyKind,
    SeatAtSession,
    Stage,
    StageKind,
    StageOpening,
    Statement,
    StatementKind,
    StatementState,
    Vote,
)

HEARD = (StatementState.SHOWN, StatementState.REPLACED)
# Where people speak; in the last two stages the hosts do.
GATED = (StageKind.UNDERSTAND, StageKind.EXPLORE, StageKind.WEIGH)


@dataclass(frozen=True)
class SeatHeard:
    """One seat in one stage: how many are there for it, and whether anybody of them was heard."""

    seat: Seat
    people: int
    was_heard: bool
    absence: Absence | None

    @property
    def is_missing(self) -> bool:
        return not self.was_heard and self.absence is None


def seats_to_hear(stage: Stage) -> list[SeatHeard]:
    """The seats that must be filled, each with what became of it in this stage."""
    conversation = stage.conversation
    absences = {a.seat_id: a for a in Absence.objects.filter(stage=stage)}
    heard = _heard_seats(stage)
    members = Participant.objects.members().filter(conversation=conversation)
    present = list(members.values_list("seat_id", flat=True))
    must = Seat.objects.filter(call=conversation.call_id, importance=Importance.MUST)
    return [
        SeatHeard(seat, present.count(seat.pk), seat.pk in heard, absences.get(seat.pk))
        for seat in must
    ]


def missing_seats(stage: Stage) -> list[Seat]:
    """Seats that keep the stage from closing: neither heard nor signed off."""
    if stage.kind not in GATED:
        return []
    return [row.seat for row in seats_to_hear(stage) if row.is_missing]


def _heard_seats(stage: Stage) -> set[int]:
    """Seats for which somebody said, answered or voted something since the stage first opened."""
    since, conversation = _first_opened(stage), stage.conversation_id
    if since is None:
        return set()
    said = Statement.objects.filter(
        conversation=conversation,
        state__in=HEARD,
        said_at__gte=since,
        author__removed_by__isnull=True,
    )
    answered = Reply.objects.shown().filter(
        statement__conversation=conversation, said_at__gte=since, author__removed_by__isnull=True
    )
    voted = Vote.objects.counted().filter(statement__conversation=conversation, voted_at__gte=since)
    met = SeatAtSession.objects.filter(
        session__conversation=conversation, session__recorded_at__gte=since, people__gt=0
    )
    return {
        *said.values_list("author__seat", flat=True),
        *answered.values_list("author__seat", flat=True),
        *voted.values_list("participant__seat", flat=True),
        *met.values_list("seat", flat=True),
    } - {None}


def _first_opened(stage: Stage) -> dt.datetime | None:
    """Whoever was heard before a stage was reopened stays heard."""
    first = StageOpening.objects.filter(stage=stage).order_by("opened_at").first()
    return first.opened_at if first is not None else stage.opened_at


def figures_of(stage: Stage) -> dict[str, int]:
    """What a stage leaves behind: questions asked, answered and open; how many people asked."""
    questions = Statement.objects.filter(
        conversation=stage.conversation_id,
        kind=StatementKind.QUESTION,
        stage=stage.kind,
        state=StatementState.SHOWN,
    )
    answered = questions.filter(
        pk__in=Reply.objects.shown().filter(kind=ReplyKind.ANSWER).values("statement")
    ).count()
    asked = questions.count()
    members = Participant.objects.members().filter(conversation=stage.conversation_id)
    askers = members.filter(pk__in=questions.values("author"))
    return {
        "asked": asked,
        "answered": answered,
        "open": asked - answered,
        "askers": askers.count(),
        "members": members.count(),
    }
