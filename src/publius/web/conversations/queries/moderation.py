"""What waits for a moderator, and what was decided, as everybody may read it."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from publius.web.people.models import Person

from ..models import (
    Appeal,
    AppealOutcome,
    Checking,
    Conversation,
    Decision,
    Origin,
    Reason,
    Reply,
    ReplyState,
    Statement,
    StatementState,
    Verdict,
)
from ..rules import is_own
from ..similar import Shelf
from .statements import SHOWN_WITH

MOST_AT_ONCE = 50


@dataclass(frozen=True)
class Waiting:
    """One thing a moderator looks at."""

    statement: Statement
    reply: Reply | None
    near: Statement | None  # a published statement that may say the same
    is_own: bool

    @property
    def said(self) -> Statement | Reply:
        return self.reply or self.statement

    @property
    def ticket(self) -> str:
        """What the form sends: which thing, and after how many decisions it was looked at."""
        return f"{key_of(self.said)}.{self.said.times_decided}"


def waiting_statements(conversation: Conversation) -> QuerySet[Statement]:
    """Not decided yet, the oldest first; those shown before the check are among them."""
    undecided = Q(state=StatementState.WAITING)
    if conversation.checking == Checking.AFTER:
        undecided |= Q(state=StatementState.SHOWN, decisions=None) & ~Q(origin=Origin.SEED)
    found = Statement.objects.filter(undecided, conversation=conversation)
    return _with_decisions(found.select_related(*SHOWN_WITH, "entered_by"))


def waiting_replies(conversation: Conversation) -> QuerySet[Reply]:
    undecided = Q(state=ReplyState.WAITING)
    if conversation.checking == Checking.AFTER:
        undecided |= Q(state=ReplyState.SHOWN, decisions=None)
    found = Reply.objects.filter(undecided, statement__conversation=conversation)
    about = ("author__person", "author__seat", "statement__conversation")
    return _with_decisions(found.select_related(*about))


def _with_decisions(rows: QuerySet) -> QuerySet:
    return rows.annotate(times_decided=Count("decisions", distinct=True))


def queue_of(conversation: Conversation, user: Person) -> list[Waiting]:
    """The oldest things that wait, each beside the published statement nearest to it."""
    beside = Published(conversation)
    statements = list(waiting_statements(conversation)[:MOST_AT_ONCE])
    replies = list(waiting_replies(conversation)[: MOST_AT_ONCE - len(statements)])
    return [
        *(_statement_to_check(each, user, beside.nearest_to(each)) for each in statements),
        *(_reply_to_check(each, user) for each in replies),
    ]


def one_to_check(conversation: Conversation, user: Person, number: int) -> list[Waiting]:
    """One statement in any state a moderator can change, to look at it again."""
    states = [StatementState.WAITING, StatementState.SHOWN, StatementState.REJECTED]
    found = Statement.objects.filter(conversation=conversation, number=number, state__in=states)
    found = found.select_related(*SHOWN_WITH)
    return [_statement_to_check(each, user, None) for each in _with_decisions(found)]


class Published:
    """What stands in a conversation, to be held against what waits."""

    def __init__(self, conversation: Conversation) -> None:
        self._shown = list(Statement.objects.shown().filter(conversation=conversation))
        self._shelf = Shelf([each.text for each in self._shown])

    def nearest_to(self, statement: Statement) -> Statement | None:
        near = [self._shown[place] for place in self._shelf.closest(statement.text)]
        return next((each for each in near if each.pk != statement.pk), None)


def _statement_to_check(statement: Statement, user: Person, near: Statement | None) -> Waiting:
    return Waiting(statement, None, near, is_own(user, statement))


def _reply_to_check(reply: Reply, user: Person) -> Waiting:
    return Waiting(reply.statement, reply, None, is_own(user, reply))


def key_of(contribution: Statement | Reply) -> str:
    return f"{'r' if isinstance(contribution, Reply) else 's'}{contribution.pk}"


@dataclass(frozen=True)
class Ticked:
    """What a moderator ticked, and after how many decisions they had looked at each."""

    statements: list[Statement]
    replies: list[Reply]
    seen: dict[str, int]


def chosen(conversation: Conversation, tickets: list[str]) -> Ticked:
    """The rows of the tickets, as far as they belong to this conversation."""
    seen = {key: int(count) for key, _, count in (ticket.partition(".") for ticket in tickets)}
    rows = {kind: [int(key[1:]) for key in seen if key[0] == kind] for kind in "sr"}
    statements = Statement.objects.filter(conversation=conversation, pk__in=rows["s"])
    replies = Reply.objects.filter(statement__conversation=conversation, pk__in=rows["r"])
    return Ticked(
        list(statements.exclude(state=StatementState.HELD).select_related("author")),
        list(replies.select_related("author", "statement__conversation")),
        seen,
    )


def how_many_wait(conversation: Conversation) -> int:
    return waiting_statements(conversation).count() + waiting_replies(conversation).count()


def log_of(conversation: Conversation) -> QuerySet[Decision]:
    """Every decision with its reason, the newest first. What was not published is not quoted."""
    rows = Decision.objects.filter(conversation=conversation).order_by("-at", "-pk")
    return rows.select_related("statement", "reply__statement", "same_as")


def reasons_given(conversation: Conversation) -> list[tuple[str, int]]:
    """How often each reason of the list was given for what is not published now."""
    latest: dict[tuple, str] = {}
    for row in Decision.objects.filter(conversation=conversation).order_by("at", "pk"):
        latest[(row.statement_id, row.reply_id)] = row.reason
    counted = Counter(reason for reason in latest.values() if reason)
    return [(str(reason.label), counted[reason.value]) for reason in Reason]


def latest_decision(statement: Statement) -> Decision | None:
    rows = Decision.objects.filter(statement=statement).select_related("same_as")
    return rows.order_by("-at", "-pk").first()


def refusal_of(statement: Statement) -> Decision | None:
    """The decision that keeps a statement from being published, where there is one."""
    found = latest_decision(statement)
    return found if found is not None and found.verdict == Verdict.REJECT else None


@dataclass(frozen=True)
class AppealCount:
    raised: int
    upheld: int
    waiting: int


def count_appeals(conversation: Conversation) -> AppealCount:
    rows = Appeal.objects.filter(statement__conversation=conversation)
    outcomes = Counter(rows.values_list("outcome", flat=True))
    return AppealCount(
        outcomes.total(), outcomes[AppealOutcome.UPHELD], outcomes[AppealOutcome.WAITING]
    )
