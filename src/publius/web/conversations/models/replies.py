"""What people answer to a statement: thanks, building on it, asking, differing."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publius.web.calls.models import PostedOnce

from .conversations import Conversation, Participant
from .statements import Statement, StatementState


class ReplyKind(models.TextChoices):
    THANKS = "thanks", _("Thanks")
    BUILDS_ON = "builds_on", _("Builds on it")
    ASKS = "asks", _("Asks about it")
    DIFFERS = "differs", _("Sees it differently")
    ANSWER = "answer", _("Answers the question")


class ReplyState(models.TextChoices):
    WAITING = "waiting", _("Waiting to be checked")
    SHOWN = "shown", _("Shown")
    REJECTED = "rejected", _("Not published")
    WITHDRAWN = "withdrawn", _("Taken back")


class ReplyQuerySet(models.QuerySet["Reply"]):
    def shown(self) -> "ReplyQuerySet":
        """Those beside a statement that is to be seen itself."""
        return self.filter(
            state=ReplyState.SHOWN,
            statement__state__in=[StatementState.SHOWN, StatementState.REPLACED],
        )

    def visible_to(self, user) -> "ReplyQuerySet":
        """Shown ones beside statements the reader sees; one's own; for checkers all of them."""
        seen = self.filter(statement__in=Statement.objects.visible_to(user))
        shown = Q(state=ReplyState.SHOWN)
        if not user.is_authenticated:
            return seen.filter(shown)
        checks = Participant.objects.living().filter(
            person=user, part__in=["host", "facilitator", "moderator"]
        )
        team = Q(statement__conversation__in=checks.values("conversation")) | Q(
            statement__conversation__in=Conversation.objects.convened_by(user)
        )
        return seen.filter(shown | Q(author__person=user) | team)


class Reply(PostedOnce):
    """One answer of one person to one statement, of a kind that says what it is for."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="replies")
    author = models.ForeignKey(
        Participant, models.SET_NULL, null=True, blank=True, related_name="replies"
    )
    kind = models.CharField(max_length=9, choices=ReplyKind.choices)
    text = models.CharField(max_length=500, blank=True)  # thanks need no words
    restated = models.CharField(max_length=500, blank=True)  # the other view, first
    would_change = models.CharField(max_length=500, blank=True)  # what would change one's mind
    restated_well = models.BooleanField(null=True)  # says the author of the statement
    state = models.CharField(max_length=9, choices=ReplyState.choices, default=ReplyState.WAITING)
    said_at = models.DateTimeField()
    shown_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)  # to the author of the statement

    objects = ReplyQuerySet.as_manager()

    class Meta:
        ordering = ["said_at", "pk"]
        indexes = [
            models.Index(fields=["shown_at"], condition=Q(told_at=None), name="replies_not_told")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "author"],
                condition=Q(kind="thanks") & ~Q(state="withdrawn"),
                name="one_thanks_per_person",
            ),
            models.CheckConstraint(
                condition=~Q(kind="differs") | ~Q(would_change=""),
                name="differing_says_what_would_change_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.statement}"
