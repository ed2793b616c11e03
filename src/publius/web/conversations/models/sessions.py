"""Meetings held elsewhere, whose words belong to the conversation like any others."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publius.web.calls.models import PostedOnce, Seat

from .conversations import Conversation, PartOfConversationQuerySet


class Consent(models.TextChoices):
    """How people agreed to have their words entered for them."""

    ALOUD = "aloud", _("Everybody was asked aloud, and nobody objected")
    SIGNED = "signed", _("Everybody signed a form")
    EACH = "each", _("Each person was asked about each of their statements")


class Session(PostedOnce):
    """A meeting, a visit, a call: where and when, who was there, how they agreed."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="sessions")
    held_on = models.DateField()
    place = models.CharField(max_length=120)
    people = models.PositiveSmallIntegerField()
    consent = models.CharField(max_length=6, choices=Consent.choices)
    consent_words = models.CharField(max_length=500)  # what people were told
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField()

    objects = PartOfConversationQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(people__gte=1), name="somebody_was_at_the_session")
        ]

    def __str__(self) -> str:
        return f"{self.place}, {self.held_on}"


class SeatAtSessionQuerySet(models.QuerySet["SeatAtSession"]):
    def visible_to(self, user) -> "SeatAtSessionQuerySet":
        return self.filter(session__conversation__in=Conversation.objects.visible_to(user))


class SeatAtSession(models.Model):
    """How many of those at a session spoke for one seat of the call."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="seats")
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="+")
    people = models.PositiveSmallIntegerField()

    objects = SeatAtSessionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "seat"], name="one_count_per_seat")
        ]

    def __str__(self) -> str:
        return f"{self.people} for {self.seat}"
