import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

GENESIS = "0" * 64


class EventQuerySet(models.QuerySet["Event"]):
    def visible_to(self, user) -> "EventQuerySet":
        """A host reads the whole ledger; everybody reads what they did themselves."""
        if not user.is_authenticated:
            return self.none()
        return self if user.is_host else self.filter(actor=str(user.public_id))


class Event(models.Model):
    """One line of the ledger: append-only, each line sealed with the hash of the one before."""

    number = models.PositiveBigIntegerField(unique=True)
    tag = models.CharField(max_length=40)
    subject_type = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    actor = models.CharField(max_length=36, blank=True)  # public id; blank: Publius itself
    at = models.DateTimeField()
    data = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64, unique=True)  # unique: the chain cannot fork
    hash = models.CharField(max_length=64, unique=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="event_subject")]

    def __str__(self) -> str:
        return f"{self.number} {self.tag} {self.subject_type}:{self.subject_id}"


class Bookmark(models.Model):
    """How far a later part of the journey has read the ledger: news travels up this way."""

    name = models.CharField(max_length=40, unique=True)
    number = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} has read up to {self.number}"


class RunQuerySet(models.QuerySet["Run"]):
    def visible_to(self, user) -> "RunQuerySet":
        """Runs hold whole inputs: only hosts list them; others reach one through its call."""
        if not user.is_authenticated or not user.is_host:
            return self.none()
        return self


class Run(models.Model):
    """A stored execution of an algorithm, with all that is needed to replay it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    algorithm = models.CharField(max_length=60)
    version = models.CharField(max_length=20)
    seed = models.BigIntegerField(null=True, blank=True)
    parameters = models.JSONField(default=dict)
    input_digest = models.CharField(max_length=64)
    result = models.JSONField()  # what pages show of it; the whole is in the record
    record = models.BinaryField(help_text=_("The whole record: JSON, compressed, then encrypted."))
    created_at = models.DateTimeField()

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"
