"""What a conversation concluded, what it rests on and the disagreement quoted beside it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publius.web.calls.models import PostedOnce

from .conversations import Conversation
from .maps import MapVersion
from .replies import Reply
from .statements import Statement


class OutcomeKind(models.TextChoices):
    DECIDED = "decided", _("Decided")
    GOOD_ENOUGH = "enough", _("Better, worse or good enough")
    NOT_YET = "not_yet", _("Not yet")


class OutcomeQuerySet(models.QuerySet["Outcome"]):
    def published(self) -> "OutcomeQuerySet":
        return self.filter(published_at__isnull=False)

    def drafts(self) -> "OutcomeQuerySet":
        return self.filter(published_at__isnull=True)

    def visible_to(self, user) -> "OutcomeQuerySet":
        """Published: whoever sees the conversation. Drafts: those who run it."""
        seen = self.filter(conversation__in=Conversation.objects.visible_to(user))
        run = Q(conversation__in=Conversation.objects.run_by(user))
        return seen.filter(Q(published_at__isnull=False) | run)


class Outcome(PostedOnce):
    """What was concluded, in the words of the body. Once published it is never changed."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="outcomes")
    kind = models.CharField(max_length=7, choices=OutcomeKind.choices)
    title = models.CharField(max_length=160)
    conclusion = models.TextField(max_length=5000)
    better_for = models.TextField(max_length=1000, blank=True)
    worse_for = models.TextField(max_length=1000, blank=True)
    enough_for = models.TextField(max_length=1000, blank=True)
    review_on = models.DateField()  # nothing is settled for ever
    rests_on = models.ForeignKey(  # the map of the day it was published
        MapVersion, models.PROTECT, null=True, blank=True, related_name="+"
    )
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation"],
                condition=Q(published_at__isnull=True),
                name="one_draft_outcome",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(published_by__isnull=False),
                name="published_outcomes_have_a_name",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_published(self) -> bool:
        return self.published_at is not None


class PartOfOutcomeQuerySet(models.QuerySet):
    """Rows everybody sees who sees the outcome."""

    def visible_to(self, user) -> "PartOfOutcomeQuerySet":
        return self.filter(outcome__in=Outcome.objects.visible_to(user))


class Option(PostedOnce):
    """One way that was weighed, with its price and who pays it."""

    outcome = models.ForeignKey(Outcome, models.CASCADE, related_name="options")
    text = models.CharField(max_length=300)
    who_gains = models.TextField(max_length=1000)
    who_bears = models.TextField(max_length=1000)
    is_chosen = models.BooleanField(default=False)

    objects = PartOfOutcomeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text


class Use(models.TextChoices):
    """What an outcome makes of a statement; whoever votes the other way disagrees with it."""

    TAKEN_UP = "up", _("The outcome takes it up")
    AGAINST = "against", _("The outcome goes against it")


class UsedStatement(models.Model):
    """A statement an outcome rests on; its author is told so."""

    outcome = models.ForeignKey(Outcome, models.CASCADE, related_name="used")
    statement = models.ForeignKey(Statement, models.CASCADE, related_name="used")
    use = models.CharField(max_length=7, choices=Use.choices, default=Use.TAKEN_UP)

    objects = PartOfOutcomeQuerySet.as_manager()

    class Meta:
        ordering = ["statement__number"]
        constraints = [
            models.UniqueConstraint(
                fields=["outcome", "statement"], name="one_use_per_statement_and_outcome"
            )
        ]

    def __str__(self) -> str:
        return f"{self.statement} in {self.outcome}"


class QuotedDissent(models.Model):
    """A disagreement quoted beside an outcome, with the figures of that day and the answer."""

    outcome = models.ForeignKey(Outcome, models.CASCADE, related_name="dissents")
    group = models.CharField(max_length=8, blank=True)  # its letter on the map; empty: everybody
    statement = models.ForeignKey(Statement, models.CASCADE, related_name="quoted_in")
    reply = models.ForeignKey(  # that sees the statement differently, where one is quoted
        Reply, models.CASCADE, null=True, blank=True, related_name="quoted_in"
    )
    use = models.CharField(max_length=7, choices=Use.choices, default=Use.TAKEN_UP)
    voted = models.PositiveIntegerField(default=0)
    against = models.PositiveIntegerField(default=0)  # of those who voted
    answer = models.TextField(max_length=2000)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

    objects = PartOfOutcomeQuerySet.as_manager()

    class Meta:
        ordering = ["group", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["outcome", "group", "statement"],
                condition=Q(reply__isnull=True),
                name="one_quote_per_disagreement",
            ),
            models.UniqueConstraint(
                fields=["outcome", "reply"],
                condition=Q(reply__isnull=False),
                name="one_quote_per_reply",
            ),
            models.CheckConstraint(condition=~Q(answer=""), name="quoted_dissent_is_answered"),
        ]

    def __str__(self) -> str:
        return f"dissent on {self.statement}"
