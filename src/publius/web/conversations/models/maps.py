"""Maps of opinion: the work of making them, every one that was shown, and who took rows away."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from publius.web.calls.models import PostedOnce
from publius.web.ledger.models import Run
from publius.web.work import Work, WorkQuerySet

from .conversations import Conversation, PartOfConversationQuerySet


class MapWorkQuerySet(WorkQuerySet):
    def visible_to(self, user) -> "MapWorkQuerySet":
        return self.filter(conversation__in=Conversation.objects.visible_to(user))


class MapWork(Work):
    """The next map of a conversation: waits for votes, is made, waits again."""

    conversation = models.OneToOneField(Conversation, models.CASCADE, related_name="map_work")
    # How far the last map had read: what is behind these keys is new to the next one.
    last_vote = models.BigIntegerField(default=0)
    last_change = models.BigIntegerField(default=0)
    n_removed = models.PositiveIntegerField(default=0)
    n_taken_down = models.PositiveIntegerField(default=0)

    objects = MapWorkQuerySet.as_manager()

    def __str__(self) -> str:
        return f"map of {self.conversation} ({self.work_state})"


class Confidence(models.TextChoices):
    FIRM = "firm", _("The groups are clear")
    TENTATIVE = "tentative", _("The groups may still change")
    NONE = "no clear groups", _("No clear groups")


class MapVersion(models.Model):
    """A map as it was shown. Never changed: the next one has the next number."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="maps")
    number = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    n_people = models.PositiveIntegerField()
    n_votes = models.PositiveIntegerField()
    n_statements = models.PositiveIntegerField()
    k = models.PositiveSmallIntegerField()
    confidence = models.CharField(max_length=20, choices=Confidence.choices)
    shown = models.JSONField()  # what the pages show: groups and statements, nobody's row
    run = models.OneToOneField(Run, models.PROTECT, related_name="map_version")

    objects = PartOfConversationQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["conversation", "number"], name="one_map_per_number")
        ]

    def __str__(self) -> str:
        return f"map {self.number} of {self.conversation}"


class RowsQuerySet(models.QuerySet["RowsTaken"]):
    def visible_to(self, user) -> "RowsQuerySet":
        return self.filter(conversation__in=Conversation.objects.visible_to(user))


class RowsTaken(PostedOnce):
    """Somebody allowed themselves a file with one row per person, and said what for."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="rows_taken")
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    reason = models.TextField(max_length=1000)
    taken_at = models.DateTimeField()

    objects = RowsQuerySet.as_manager()

    class Meta:
        ordering = ["taken_at", "pk"]
        verbose_name_plural = "rows taken"

    def __str__(self) -> str:
        return f"rows of {self.conversation}, {self.taken_at:%Y-%m-%d}"
