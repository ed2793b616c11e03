"""What the next map is made from: the votes that count, and how far they were read."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Max, QuerySet
from django.utils import timezone

from publius import opinion

from ..models import (
    Conversation,
    ConversationState,
    MapWork,
    Origin,
    Participant,
    Statement,
    StatementState,
    Vote,
    VoteChange,
)

ENOUGH = 20  # new votes after which a new map is due at once
PATIENCE = dt.timedelta(seconds=60)  # after which fewer will do
AFTERWARDS = dt.timedelta(days=2)  # closed conversations are still looked after
# A vote that is being stored just now may have a lower key than one that is stored already.
GRACE = dt.timedelta(seconds=5)


@dataclass(frozen=True)
class Reading:
    """The votes of one conversation, people and statements by their keys and numbers."""

    votes: list[tuple[int, int, int]]
    statements: list[opinion.Statement]
    marks: dict[str, int]  # fields of the work: from where on votes are new to the next map
    read_to: int  # the highest key among the votes

    @cached_property
    def ballots(self) -> "opinion.Ballots":
        return opinion.Ballots.of(self.votes, self.statements)

    def plain(self) -> dict[str, Any]:
        """As it is kept in the run, to make the map again from."""
        listed = [[each.id, each.status.value, each.seed] for each in self.statements]
        return {"votes": self.votes, "statements": listed}


@dataclass(frozen=True)
class News:
    """What happened since the last map."""

    votes: int
    oldest: dt.datetime | None
    others: bool  # somebody's votes do not count any more, a statement was taken down or came back

    @property
    def due_at(self) -> dt.datetime | None:
        """When the next map is due; None while there is nothing new."""
        if self.votes >= ENOUGH:
            return timezone.now()
        if self.votes or self.others:
            return (self.oldest or timezone.now()) + PATIENCE
        return None


def conversations_to_map() -> QuerySet[Conversation]:
    going_on = Conversation.objects.filter(state=ConversationState.OPEN)
    since = timezone.now() - AFTERWARDS
    closed = Conversation.objects.filter(state=ConversationState.CLOSED, closed_at__gte=since)
    return going_on | closed


def news_of(conversation: Conversation) -> News:
    work = MapWork.objects.filter(conversation=conversation).first() or MapWork()
    votes = _votes(conversation).filter(pk__gt=work.last_vote)
    changes = _changes(conversation).filter(pk__gt=work.last_change)
    moments = [
        votes.order_by("pk").values_list("voted_at", flat=True).first(),
        changes.order_by("pk").values_list("changed_at", flat=True).first(),
    ]
    known = [moment for moment in moments if moment is not None]
    counts = _others(conversation)
    return News(
        votes=votes.count() + changes.count(),
        oldest=min(known, default=None),
        others=any(getattr(work, name) != count for name, count in counts.items()),
    )


def read_votes(conversation: Conversation) -> Reading:
    """All votes that count, in the order in which they came."""
    now = timezone.now()
    marks = _others(conversation) | {
        "last_vote": _last(_votes(conversation).filter(voted_at__lt=now - GRACE)),
        "last_change": _last(_changes(conversation).filter(changed_at__lt=now - GRACE)),
    }
    votes = _counted(conversation).order_by("pk")
    rows = list(votes.values_list("participant_id", "statement__number", "answer", "pk"))
    return Reading(
        votes=[(person, number, answer) for person, number, answer, _key in rows],
        statements=_statements(conversation, {row[1] for row in rows}),
        marks=marks,
        read_to=rows[-1][3] if rows else 0,
    )


def _statements(conversation: Conversation, voted_on: set[int]) -> list[opinion.Statement]:
    """Those one can vote on, and those one could: taken down, they count as silence."""
    votable = set(
        Statement.objects.votable()
        .filter(conversation=conversation)
        .values_list("number", flat=True)
    )
    rows = Statement.objects.filter(conversation=conversation, number__in=votable | voted_on)
    return [
        opinion.Statement(row.number, status=_status(row, votable), seed=row.origin == Origin.SEED)
        for row in rows.order_by("number")
    ]


def _status(row: Statement, votable: set[int]) -> opinion.Status:
    if row.number not in votable:
        return opinion.Status.REJECTED
    return opinion.Status.META if row.is_meta else opinion.Status.SHOWN


def _counted(conversation: Conversation) -> QuerySet[Vote]:
    return Vote.objects.counted().filter(statement__conversation=conversation)


def _votes(conversation: Conversation) -> QuerySet[Vote]:
    return Vote.objects.filter(statement__conversation=conversation)


def _changes(conversation: Conversation) -> QuerySet[VoteChange]:
    return VoteChange.objects.filter(statement__conversation=conversation)


def _last(rows: QuerySet) -> int:
    return rows.aggregate(last=Max("pk"))["last"] or 0


def _others(conversation: Conversation) -> dict[str, int]:
    voters = Participant.objects.filter(conversation=conversation, votes__isnull=False)
    removed = voters.exclude(pk__in=_counted(conversation).values("participant"))
    taken_down = Statement.objects.filter(conversation=conversation, votes__isnull=False).exclude(
        state=StatementState.SHOWN, is_meta=False
    )
    return {
        "n_removed": removed.distinct().count(),
        "n_taken_down": taken_down.distinct().count(),
    }
