"""What people say, and what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publius.web.calls.models import PostedOnce, Seat

from .conversations import Conversation, Participant, StageKind
from .sessions import Session


class StatementKind(models.TextChoices):
    QUESTION = "question", _("Question")
    EXPERIENCE = "experience", _("Experience")
    FACT = "fact", _("Fact")
    PROPOSAL = "proposal", _("Proposal")


class Origin(models.TextChoices):
    """Shown beside every statement: who put it there."""

    SEED = "seed", _("From the hosts")
    PARTICIPANT = "participant", _("From a participant")
    SESSION = "session", _("Said at a meeting")


class StatementState(models.TextChoices):
    HELD = "held", _("Kept for Explore")
    WAITING = "waiting", _("Waiting to be checked")
    SHOWN = "shown", _("Shown")
    REJECTED = "rejected", _("Not published")
    REPLACED = "replaced", _("Replaced")
    WITHDRAWN = "withdrawn", _("Taken back")


class StatementQuerySet(models.QuerySet["Statement"]):
    def shown(self) -> "StatementQuerySet":
        return self.filter(state=StatementState.SHOWN)

    def votable(self) -> "StatementQuerySet":
        """Questions are answered, everything else is agreed or disagreed with."""
        return self.shown().exclude(kind=StatementKind.QUESTION)

    def visible_to(self, user) -> "StatementQuerySet":
        """Shown and replaced ones: whoever sees the conversation. The rest: author and checkers."""
        seen = self.filter(conversation__in=Conversation.objects.visible_to(user))
        # Replaced before anybody saw it: the wording may be what had to go.
        replaced = Q(state=StatementState.REPLACED, shown_at__isnull=False)
        public = Q(state=StatementState.SHOWN) | replaced
        if not user.is_authenticated:
            return seen.filter(public)
        checks = Conversation.objects.convened_by(user).values("pk")
        parts = (
            Participant.objects.living()
            .filter(person=user)
            .exclude(part__in=["member", "observer"])
        )
        mine = Q(author__person=user)
        # What is kept for Explore or was taken back is between its author and nobody.
        private = Q(state__in=[StatementState.HELD, StatementState.WITHDRAWN])
        team = Q(conversation__in=checks) | Q(conversation__in=parts.values("conversation"))
        return seen.filter(public | mine | team & ~private)


class Statement(PostedOnce):
    """One thing somebody said, in at most a few sentences."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="statements")
    number = models.PositiveIntegerField()  # within the conversation, in the order they came
    author = models.ForeignKey(
        Participant, models.SET_NULL, null=True, blank=True, related_name="statements"
    )
    origin = models.CharField(max_length=11, choices=Origin.choices, default=Origin.PARTICIPANT)
    # Who typed it in for somebody else: a host's seed, words said at a meeting.
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    session = models.ForeignKey(
        Session, models.RESTRICT, null=True, blank=True, related_name="statements"
    )
    seat = models.ForeignKey(  # of whoever said it at a meeting
        Seat, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    consent = models.CharField(max_length=200, blank=True)  # of this speaker, where asked apart
    parent = models.ForeignKey(  # the one it was split or reworded from
        "self", models.RESTRICT, null=True, blank=True, related_name="children"
    )
    stage = models.CharField(max_length=10, choices=StageKind.choices)  # in which it was said
    kind = models.CharField(max_length=10, choices=StatementKind.choices)
    text = models.CharField(max_length=280)
    source = models.CharField(max_length=500, blank=True)  # of a fact
    state = models.CharField(
        max_length=9, choices=StatementState.choices, default=StatementState.WAITING
    )
    is_meta = models.BooleanField(default=False)  # about the conversation, not about the question
    said_at = models.DateTimeField()
    shown_at = models.DateTimeField(null=True, blank=True)

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "number"], name="one_statement_per_number"
            )
        ]

    def __str__(self) -> str:
        return f"statement {self.number}"
