"""Who agrees with what, and how that changed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

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
        """Votes of those who still take part or left by themselves; not of those removed."""
        return self.filter(participant__removed_by__isnull=True)

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
