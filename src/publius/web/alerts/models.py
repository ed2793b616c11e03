"""What people want to hear of, how often, and what they were told."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publius.web.calls.models import Call, PostedOnce
from publius.web.people.models import Area, Kind, OwnedQuerySet
from publius.web.work import Work, WorkQuerySet

MOST_ALERTS = 20  # of one person
FURTHEST = 1000  # kilometres


class AlertQuerySet(OwnedQuerySet):
    def live(self) -> "AlertQuerySet":
        return self.filter(paused_at__isnull=True)


class Alert(PostedOnce):
    """What a person wants to hear of: a topic, a kind of expertise, a place."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="alerts")
    # The places 1 to 20 make "at most 20" a rule of the database, not of a count.
    place = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(MOST_ALERTS)]
    )
    topic = models.CharField(max_length=300)
    kind = models.CharField(max_length=12, choices=Kind.choices, blank=True)  # blank: any
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True)  # none: everywhere
    km = models.PositiveSmallIntegerField(null=True, blank=True)  # none: the area itself
    saved_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True, blank=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["person", "place"], name="one_alert_per_place"),
            models.CheckConstraint(
                condition=Q(place__range=(1, MOST_ALERTS)), name="alerts_are_at_most_twenty"
            ),
            models.CheckConstraint(
                condition=Q(km=None) | Q(km__range=(1, FURTHEST), area__isnull=False),
                name="a_distance_is_measured_from_an_area",
            ),
        ]

    def __str__(self) -> str:
        return self.topic

    @property
    def is_paused(self) -> bool:
        return self.paused_at is not None

    @property
    def where(self) -> str:
        if self.area is None:
            return _("Everywhere")
        if self.km is None:
            return self.area.name
        return _("Within %(km)s km of %(area)s") % {"km": self.km, "area": self.area.name}


class Often(models.TextChoices):
    """How often we write to a person about calls. It is never more often than this."""

    DAILY = "daily", _("Every morning on which there is something new")
    WEEKLY = "weekly", _("At most once a week")
    NEVER = "never", _("Never: I look here myself")


class Rhythm(models.Model):
    """How often a person chose to be written to. No row: once a week."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="rhythm")
    often = models.CharField(max_length=6, choices=Often.choices, default=Often.WEEKLY)

    objects = OwnedQuerySet.as_manager()

    def __str__(self) -> str:
        return self.often


class HostsOnlyQuerySet(WorkQuerySet["Night"]):
    def visible_to(self, user) -> "HostsOnlyQuerySet":
        return self if user.is_authenticated and user.is_host else self.none()


class Night(Work):
    """The work of one night: everybody is looked at once, in the order of their keys."""

    day = models.DateField(unique=True)
    upto = models.BigIntegerField(default=0)  # key of the last person who was looked at
    letters = models.PositiveIntegerField(default=0)

    objects = HostsOnlyQuerySet.as_manager()

    class Meta:
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"night of {self.day} ({self.work_state})"


class Digest(models.Model):
    """One letter about calls to one person."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="digests")
    day = models.DateField()
    written_at = models.DateTimeField()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["-day"]
        constraints = [
            models.UniqueConstraint(fields=["person", "day"], name="one_digest_per_person_and_day")
        ]

    def __str__(self) -> str:
        return f"letter of {self.day}"


class Told(models.Model):
    """A person was told of a call, once and never again."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="told")
    call = models.ForeignKey(Call, models.CASCADE, related_name="told")
    digest = models.ForeignKey(Digest, models.CASCADE, related_name="told")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "told"
        constraints = [
            models.UniqueConstraint(fields=["person", "call"], name="told_of_a_call_once")
        ]

    def __str__(self) -> str:
        return f"told of {self.call}"
