"""What is not known yet, what people are unsure about, and who has committed to what."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from ..models import Answer, Commitment, Conversation, Statement, Unknown, Unsure, Vote
from .counts import FEWEST
from .packs import rounded_share

SUGGESTED = 5
MANY = 0.15  # of those who voted are unsure


def unknowns_of(user, conversation: Conversation) -> QuerySet[Unknown]:
    """Open ones first, the one that is due next at the top."""
    rows = Unknown.objects.visible_to(user).filter(conversation=conversation)
    return rows.select_related("statement", "answered_by").order_by("answered_at", "due_on", "pk")


def unknown_of(user, conversation: Conversation, key: int) -> Unknown | None:
    return unknowns_of(user, conversation).filter(pk=key).first()


@dataclass(frozen=True)
class Uncertain:
    """A statement on which many are unsure, and what they say they lack."""

    statement: Statement
    unsure: int
    voted: int
    need_information: int

    @property
    def share(self) -> int | None:
        """In steps of five per cent: the page is read while people vote."""
        return rounded_share(self.unsure, self.voted)


def uncertain_statements(conversation: Conversation) -> list[Uncertain]:
    """What to find out next: the largest shares of “unsure”, where at least five are.

    Those that somebody already looks into are left out.
    """
    unsure = Q(answer=Answer.UNSURE)
    rows = (
        Vote.objects.counted()
        .filter(statement__conversation=conversation, statement__state="shown")
        .filter(statement__unknowns=None)
        .values("statement")
        .annotate(
            voted=Count("pk"),
            unsure_votes=Count("pk", filter=unsure),
            lacking=Count("pk", filter=Q(unsure=Unsure.NEEDS_INFORMATION)),
        )
        .filter(unsure_votes__gte=FEWEST)
        .order_by()
    )
    many = [row for row in rows if row["unsure_votes"] >= MANY * row["voted"]]
    ranked = sorted(many, key=lambda row: (-row["unsure_votes"] / row["voted"], row["statement"]))
    statements = Statement.objects.in_bulk([row["statement"] for row in ranked[:SUGGESTED]])
    return [
        Uncertain(statements[row["statement"]], row["unsure_votes"], row["voted"], row["lacking"])
        for row in ranked[:SUGGESTED]
    ]


def commitments_of(user, conversation: Conversation) -> QuerySet[Commitment]:
    rows = Commitment.objects.visible_to(user).filter(conversation=conversation)
    return rows.select_related("member__seat")


def commitment_of(user, conversation: Conversation, key: int) -> Commitment | None:
    return commitments_of(user, conversation).filter(pk=key).first()


def doubted_statement(user, conversation: Conversation, number: str) -> Statement | None:
    """The statement an open question comes from, where the address names one."""
    if not (number.isascii() and number.isdigit() and len(number) <= 9):
        return None
    rows = Statement.objects.visible_to(user).shown().filter(conversation=conversation)
    return rows.filter(number=int(number)).first()
