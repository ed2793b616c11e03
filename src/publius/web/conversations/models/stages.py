"""When a stage was open, who was missing in it and why that was accepted, what was reminded."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publius.web.calls.models import Seat

from .conversations import Conversation, PartOfConversationQuerySet, Stage


class PartOfStageQuerySet(models.QuerySet):
    """Rows everybody sees who sees the conversation of the stage."""

    def visible_to(self, user) -> "PartOfStageQuerySet":
        return self.filter(stage__conversation__in=Conversation.objects.visible_to(user))


class StageOpening(models.Model):
    """One time a stage was open, with its figures at the end. A reopened stage has several."""

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="openings")
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    opened_at = models.DateTimeField()
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    was_set_aside = models.BooleanField(default=False)  # an earlier stage was reopened meanwhile
    # At the end: {"asked": 12, "answered": 9, "open": 3, "askers": 5, "members": 14}
    summary = models.JSONField(default=dict, blank=True)

    objects = PartOfStageQuerySet.as_manager()

    class Meta:
        ordering = ["opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["stage"],
                condition=Q(closed_at__isnull=True),
                name="one_living_opening_per_stage",
            )
        ]

    def __str__(self) -> str:
        return f"{self.stage} from {self.opened_at:%d %B %Y}"


class Absence(models.Model):
    """A seat that must be heard stays silent in a stage; a named person accepts it, and why."""

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="absences")
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="absences")
    reason = models.TextField(max_length=1000)  # published
    signed_off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    signed_off_at = models.DateTimeField()

    objects = PartOfStageQuerySet.as_manager()

    class Meta:
        ordering = ["signed_off_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["stage", "seat"], name="one_absence_per_stage_and_seat")
        ]

    def __str__(self) -> str:
        return f"{self.seat} in {self.stage}"


class PlannedStep(models.TextChoices):
    OPENS = "opens", _("Opens today, as planned")
    CLOSES = "closes", _("Closes today, as planned")


class StageReminder(models.Model):
    """Those who run the conversation were reminded of one planned date."""

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="reminders")
    due = models.CharField(max_length=6, choices=PlannedStep.choices)
    day = models.DateField()
    sent_at = models.DateTimeField()

    objects = PartOfStageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["stage", "due", "day"], name="one_reminder_per_planned_date"
            )
        ]

    def __str__(self) -> str:
        return f"{self.stage} {self.due} on {self.day}"


class QuestionVersion(models.Model):
    """A way the question of the conversation was put; all of them stay side by side."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField()
    question = models.TextField(max_length=500)
    why = models.TextField(max_length=1000, blank=True)
    put_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    put_at = models.DateTimeField()

    objects = PartOfConversationQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "number"], name="one_question_per_number"
            )
        ]

    def __str__(self) -> str:
        return self.question
