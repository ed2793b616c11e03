"""Who agrees with what, and how that changed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publius.web.calls.models import PostedOnce
from publius.web.people.models import Consent, Purpose

from .conversations import Participant
from .statements import Statement


class Answer(models.IntegerChoices):
    AGREE = 1, _("Agree")
    UNSURE = 0, _("Unsure")
    DISAGREE = -1, _("Disagree")


class Unsure(models.TextChoices):
    """Not knowing is an answer, and says what is missing."""

    NEEDS_INFORMATION = "information", _("I need to know more")
    DEPENDS = "depends", _("It depends")
    TORN = "torn", _("I am torn")


class VoteQuerySet(models.QuerySet["Vote"]):
    def counted(self) -> "VoteQuerySet":
        """Votes of those who still take part or left by themselves.

        Not of those who were removed, took their agreement back or closed their account.
        """
        taken_back = Consent.objects.taken_back(Purpose.CONVERSATIONS)
        return self.filter(participant__removed_by__isnull=True).exclude(
            Q(participant__person__in=taken_back.values("person"))
            | Q(participant__person__is_active=False)
        )

    def visible_to(self, user) -> "VoteQuerySet":
        """One's own, and nobody else's."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(participant__person=user)


class Vote(models.Model):
    """The answer that stands. One per participant and statement."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="votes")
    statement = models.ForeignKey(Statement, models.CASCADE, related_name="votes")
    answer = models.SmallIntegerField(choices=Answer.choices)
    unsure = models.CharField(max_length=11, choices=Unsure.choices, blank=True)
    why = models.CharField(max_length=500, blank=True)
    voted_at = models.DateTimeField()

    objects = VoteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "statement"], name="one_vote_per_statement"
            ),
            models.CheckConstraint(
                condition=Q(unsure="") | Q(answer=0), name="only_unsure_says_what_is_missing"
            ),
        ]

    def __str__(self) -> str:
        return f"vote on {self.statement}"


class OwnQuerySet(models.QuerySet):
    """Rows about one participant: that person's own, and nobody else's."""

    def visible_to(self, user) -> "OwnQuerySet":
        if not user.is_authenticated:
            return self.none()
        return self.filter(participant__person=user)


class VoteChange(models.Model):
    """How a vote was before it was changed or taken back, and what changed the person's mind."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="vote_changes")
    statement = models.ForeignKey(Statement, models.CASCADE, related_name="vote_changes")
    old_answer = models.SmallIntegerField(choices=Answer.choices)
    old_unsure = models.CharField(max_length=11, choices=Unsure.choices, blank=True)
    old_why = models.CharField(max_length=500, blank=True)
    new_answer = models.SmallIntegerField(choices=Answer.choices, null=True)  # empty: taken back
    changed_mind = models.CharField(max_length=500, blank=True)
    changed_at = models.DateTimeField()

    objects = OwnQuerySet.as_manager()

    class Meta:
        ordering = ["changed_at", "pk"]

    def __str__(self) -> str:
        return f"changed vote on {self.statement}"


class Turn(PostedOnce):
    """A statement put before one person: why this one, by which lot, and what became of it."""

    class Outcome(models.TextChoices):
        VOTED = "voted", _("Voted")
        SKIPPED = "skipped", _("Skipped")
        BACK = "back", _("Skipped once, to be asked again")

    class Reason(models.TextChoices):
        NEW = "NEW", _("You are asked about it because few people have voted on it yet.")
        LATE = "LATE", _("You are asked about it because it came late and has fewer votes so far.")
        PRIORITY = (
            "PRIORITY",
            _("It was drawn by lot; what may unite or divide people is drawn more often."),
        )
        SOMEWHERE = (
            "SOMEWHERE",
            _("You are asked about it because a small group agrees with it and others do not."),
        )

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="turns")
    statement = models.ForeignKey(Statement, models.CASCADE, related_name="turns")
    # All that the choice can be made again with: statement number -> weight, and the seed.
    weights = models.JSONField(default=dict)
    seed = models.BigIntegerField()
    reason = models.CharField(max_length=9, choices=Reason.choices)
    outcome = models.CharField(max_length=7, choices=Outcome.choices)
    ended_at = models.DateTimeField()

    objects = OwnQuerySet.as_manager()

    class Meta:
        ordering = ["ended_at", "pk"]

    def __str__(self) -> str:
        return f"{self.statement} for {self.participant}"
