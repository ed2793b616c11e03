"""What people need to know to take part in a stage, in every version that was published."""

from django.conf import settings
from django.db import models

from publius.web.calls.models import PostedOnce

from .conversations import Participant, Stage
from .stages import PartOfStageQuerySet


class Pack(PostedOnce):
    """One version of the information for a stage. Versions are never changed, only followed."""

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="packs")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(max_length=20000)  # Markdown
    easy_read = models.TextField(max_length=10000, blank=True)  # the same in short sentences
    changed = models.CharField(max_length=300, blank=True)  # since the version before
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    written_at = models.DateTimeField()

    objects = PartOfStageQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["stage", "number"], name="one_pack_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.stage}, version {self.number}"


class PackReadingQuerySet(models.QuerySet["PackReading"]):
    def visible_to(self, user) -> "PackReadingQuerySet":
        """One's own, and nobody else's; others see shares of many."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(participant__person=user)


class PackReading(models.Model):
    """Somebody opened a version, and may have said whether it was clear enough to take part."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="readings")
    pack = models.ForeignKey(Pack, models.CASCADE, related_name="readings")
    opened_at = models.DateTimeField()
    is_clear = models.BooleanField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = PackReadingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "pack"], name="one_reading_per_participant_and_pack"
            )
        ]

    def __str__(self) -> str:
        return f"{self.participant} opened {self.pack}"
