"""One round of examination: calls, their seats and offers."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from publius.web.directory.models import Organisation
from publius.web.people.models import Area, Kind

from .engagements import Engagement, PostedOnce


class CallState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    OPEN = "open", _("Looking for people")
    CLOSED = "closed", _("Closed to new interest")
    FORMED = "formed", _("Group formed")
    ENDED = "ended", _("Finished")


class CallQuerySet(models.QuerySet["Call"]):
    def convened_by(self, user) -> "CallQuerySet":
        return self.filter(engagement__organisation__in=Organisation.objects.convened_by(user))

    def visible_to(self, user) -> "CallQuerySet":
        published = ~Q(state=CallState.DRAFT)
        if not user.is_authenticated:
            return self.filter(published)
        mine = Q(engagement__organisation__in=Organisation.objects.convened_by(user))
        return self.filter(published | mine)


class Call(PostedOnce):
    """One round of examination: the seats to fill and what is offered for filling them."""

    engagement = models.ForeignKey(Engagement, models.CASCADE, related_name="calls")
    title = models.CharField(max_length=120)
    slug = models.SlugField(max_length=140, unique=True)
    summary = models.TextField(max_length=1000)
    size = models.PositiveSmallIntegerField(
        default=12, validators=[MinValueValidator(2), MaxValueValidator(500)]
    )
    area = models.ForeignKey(Area, models.SET_NULL, null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=CallState.choices, default=CallState.DRAFT)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ["-drafted_at"]

    def __str__(self) -> str:
        return self.title


class PartOfCallQuerySet(models.QuerySet):
    """Rows everybody sees who sees the call."""

    def visible_to(self, user) -> "PartOfCallQuerySet":
        return self.filter(call__in=Call.objects.visible_to(user))


class Importance(models.TextChoices):
    MUST = "must", _("Must be filled")
    NICE = "nice", _("Good to have")


class Seat(PostedOnce):
    """Somebody the call needs: what they know, how they came to know it, how many of them."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="seats")
    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    need = models.TextField(max_length=3000)
    skills = models.JSONField(default=list, blank=True)
    area = models.ForeignKey(Area, models.SET_NULL, null=True, blank=True)
    minimum = models.PositiveSmallIntegerField(default=1)
    maximum = models.PositiveSmallIntegerField(default=1, validators=[MinValueValidator(1)])
    importance = models.CharField(max_length=4, choices=Importance.choices, default=Importance.MUST)
    order = models.PositiveSmallIntegerField(default=0)

    objects = PartOfCallQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minimum__lte=F("maximum")), name="seat_minimum_within_maximum"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def how_many(self) -> str:
        if self.minimum == self.maximum:
            return ngettext("%(n)s person", "%(n)s people", self.maximum) % {"n": self.maximum}
        if not self.minimum:
            most = {"n": self.maximum}
            return ngettext("up to %(n)s person", "up to %(n)s people", self.maximum) % most
        return _("%(least)s to %(most)s people") % {"least": self.minimum, "most": self.maximum}


class Offer(models.Model):
    """What a person gets and gives, in full, before they say yes."""

    call = models.OneToOneField(Call, models.CASCADE, related_name="offer")
    pay = models.TextField(max_length=600, blank=True)
    expenses = models.TextField(max_length=600, blank=True)
    access_support = models.TextField(max_length=1000, blank=True)
    benefits_warning = models.TextField(max_length=1000, blank=True)
    time_asked = models.TextField(max_length=600, blank=True)
    when_and_where = models.TextField(max_length=600, blank=True)
    given_back = models.TextField(max_length=1000, blank=True)
    contact = models.CharField(max_length=200, blank=True)

    objects = PartOfCallQuerySet.as_manager()

    def __str__(self) -> str:
        return f"offer for {self.call}"
