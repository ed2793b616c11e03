"""What people have said in a conversation, as each reader may see it."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from ..models import (
    Conversation,
    Origin,
    Participant,
    Reply,
    ReplyKind,
    Statement,
    StatementKind,
    StatementState,
)

SHOWN_WITH = ("author__seat", "author__person", "seat", "session", "parent", "conversation__call")


def shown_statements(conversation: Conversation) -> QuerySet[Statement]:
    """What everybody sees, in the order it was said: no ranking, nothing rises by being liked."""
    found = Statement.objects.shown().filter(conversation=conversation)
    answers = Reply.objects.shown().filter(statement=OuterRef("pk"), kind=ReplyKind.ANSWER)
    return found.select_related(*SHOWN_WITH).annotate(is_answered=Exists(answers))


def open_questions(conversation: Conversation) -> QuerySet[Statement]:
    """Questions nobody has answered yet."""
    questions = shown_statements(conversation).filter(kind=StatementKind.QUESTION)
    return questions.filter(is_answered=False)


def statement_of(user, conversation: Conversation, number: int) -> Statement | None:
    """The statement of the address, where this reader may know of it."""
    found = Statement.objects.visible_to(user).filter(conversation=conversation, number=number)
    return found.select_related(*SHOWN_WITH, "conversation__call__engagement__organisation").first()


def statements_by(participant: Participant) -> QuerySet[Statement]:
    """Everything somebody has said here, whatever became of it, the newest first."""
    own = Statement.objects.filter(author=participant)
    return own.select_related(*SHOWN_WITH).order_by("-number")


def children_of(statement: Statement) -> list[Statement]:
    """What a replaced statement was split or reworded into."""
    shown = Statement.objects.shown().filter(parent=statement)
    return list(shown.select_related(*SHOWN_WITH))


@dataclass(frozen=True)
class Shares:
    """Who put the statements there and how many were not published, for everybody to read."""

    said: int  # everything that was said and checked or is shown
    shown: int
    seeds: int  # of those shown
    at_meetings: int
    not_published: int
    waiting: int

    @property
    def share_of_seeds(self) -> float:
        return self.seeds / self.shown if self.shown else 0.0

    @property
    def share_not_published(self) -> float:
        return self.not_published / self.said if self.said else 0.0


def shares_of(conversation: Conversation) -> Shares:
    rows = Statement.objects.filter(conversation=conversation)
    states = list(rows.values_list("state", "origin"))
    shown = [origin for state, origin in states if state == StatementState.SHOWN]
    rejected = sum(state == StatementState.REJECTED for state, _origin in states)
    replaced = sum(state == StatementState.REPLACED for state, _origin in states)
    return Shares(
        said=len(shown) + rejected + replaced,
        shown=len(shown),
        seeds=shown.count(Origin.SEED),
        at_meetings=shown.count(Origin.SESSION),
        not_published=rejected,
        waiting=sum(state == StatementState.WAITING for state, _origin in states),
    )
