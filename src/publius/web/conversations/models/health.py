"""The health check: how everybody in the room finds the conditions of a good conversation."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .conversations import Conversation, Participant, PartOfConversationQuerySet


class Condition(models.TextChoices):
    """The seven conditions, as statements one can agree with."""

    OPEN = "open", _("We are open and honest with each other.")
    TRUST = "trust", _("I can trust the people who run this, and the others here.")
    INFORMATION = "information", _("I get clear information at the right time.")
    RELATIONSHIPS = "relationships", _("Getting to know each other comes before methods.")
    ROLES = "roles", _("It is clear who does what, and what is expected of me.")
    EVERYBODY = "everybody", _("Everybody who should be here is here.")
    FLEXIBLE = "flexible", _("We can change how we do things when we need to.")


class Score(models.IntegerChoices):
    NOT_AT_ALL = 1, _("Not at all")
    LITTLE = 2, _("A little")
    PARTLY = 3, _("Partly")
    MOSTLY = 4, _("Mostly")
    FULLY = 5, _("Fully")


class HealthRound(models.Model):
    """One time everybody is asked. What was said is shown when it is over, not before."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="health_rounds")
    number = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField()
    answers_until = models.DateField()  # the last day

    objects = PartOfConversationQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "number"], name="one_health_round_per_number"
            )
        ]

    def __str__(self) -> str:
        return f"health check {self.number} of {self.conversation}"


class HealthAnswerQuerySet(models.QuerySet["HealthAnswer"]):
    def visible_to(self, user) -> "HealthAnswerQuerySet":
        """One's own, and nobody else's; others see what a side of the room says together."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(participant__person=user)


class HealthAnswer(models.Model):
    """How far one condition holds for one person; it can be changed until the round is over."""

    round = models.ForeignKey(HealthRound, models.CASCADE, related_name="answers")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="health_answers")
    condition = models.CharField(max_length=13, choices=Condition.choices)
    score = models.PositiveSmallIntegerField(choices=Score.choices)
    words = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField()

    objects = HealthAnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "participant", "condition"],
                name="one_health_answer_per_condition",
            )
        ]

    def __str__(self) -> str:
        return f"{self.participant} on {self.condition}"
