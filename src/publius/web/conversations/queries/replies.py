"""What people answered to a statement, and on whom somebody has built."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from ..models import Participant, Reply, ReplyKind, Statement, StatementKind

WITH = ("author__seat", "author__person", "statement__conversation", "statement__author")
TAKING_UP = [ReplyKind.BUILDS_ON, ReplyKind.THANKS]


def replies_to(user, statement: Statement) -> QuerySet[Reply]:
    """Shown ones, and one's own whatever became of them: in the order they were said."""
    found = Reply.objects.shown().filter(statement=statement)
    if user.is_authenticated:
        found |= Reply.objects.filter(statement=statement, author__person=user)
    return found.select_related(*WITH)


def own_reply(user, statement: Statement, key: int) -> Reply | None:
    found = Reply.objects.visible_to(user).filter(statement=statement, pk=key)
    return found.filter(author__person=user).select_related(*WITH).first()


def reply_to_own(user, statement: Statement, key: int) -> Reply | None:
    """A reply to one's own statement."""
    found = Reply.objects.shown().filter(statement=statement, pk=key)
    return found.filter(statement__author__person=user).select_related(*WITH).first()


def kinds_for(statement: Statement, participant: Participant) -> list[tuple[str, str]]:
    """Questions are answered, everything else is built on, asked about or seen differently."""
    if statement.kind == StatementKind.QUESTION:
        kinds = [ReplyKind.ANSWER, ReplyKind.BUILDS_ON, ReplyKind.THANKS]
    else:
        kinds = [ReplyKind.BUILDS_ON, ReplyKind.ASKS, ReplyKind.DIFFERS, ReplyKind.THANKS]
    if statement.author_id == participant.pk:  # nobody thanks or contradicts themselves
        kinds = [kind for kind in kinds if kind not in (ReplyKind.THANKS, ReplyKind.DIFFERS)]
    return [(kind.value, str(kind.label)) for kind in kinds]


def is_answered(statement: Statement) -> bool:
    return Reply.objects.shown().filter(statement=statement, kind=ReplyKind.ANSWER).exists()


@dataclass(frozen=True)
class TakenUp:
    """Somebody, and how many statements were taken up between the two."""

    person: Participant
    statements: int


def people_built_on(participant: Participant) -> list[TakenUp]:
    """Whose statements this person has built on or given thanks for."""
    replies = Reply.objects.shown().filter(author=participant, kind__in=TAKING_UP)
    return _taken_up(replies, "statement__author", participant)


def people_who_built_on(participant: Participant) -> list[TakenUp]:
    """Who has taken up something this person said."""
    replies = Reply.objects.shown().filter(statement__author=participant, kind__in=TAKING_UP)
    return _taken_up(replies, "author", participant)


def _taken_up(replies: QuerySet[Reply], whose: str, but: Participant) -> list[TakenUp]:
    rows = replies.exclude(**{whose: None}).exclude(**{whose: but}).order_by().values(whose)
    counts = dict(rows.annotate(n=Count("statement", distinct=True)).values_list(whose, "n"))
    people = Participant.objects.filter(pk__in=counts).select_related("seat")
    return [TakenUp(person, counts[person.pk]) for person in people]
