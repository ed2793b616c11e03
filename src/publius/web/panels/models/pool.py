"""The pool: who said they are interested, and for which seats."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publius.web.calls.models import Call, Seat


class PoolEntryQuerySet(models.QuerySet["PoolEntry"]):
    def living(self) -> "PoolEntryQuerySet":
        return self.filter(left_at__isnull=True)

    def visible_to(self, user) -> "PoolEntryQuerySet":
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(person=user) | Q(call__in=Call.objects.convened_by(user)))


class Route(models.TextChoices):
    """How somebody came into a pool."""

    FOUND = "found", _("Found the call themselves")
    INVITED = "invited", _("Was asked by the body")
    ORGANISATION = "organisation", _("Came through an organisation")


class PoolEntry(models.Model):
    """A person who said: I'd be interested."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="pool")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="interests")
    seats = models.ManyToManyField(Seat, through="SeatOffer", related_name="pool")
    route = models.CharField(max_length=12, choices=Route.choices, default=Route.FOUND)
    words = models.TextField(max_length=2000, blank=True)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    objects = PoolEntryQuerySet.as_manager()

    class Meta:
        ordering = ["joined_at", "pk"]
        verbose_name_plural = "pool entries"
        constraints = [
            models.UniqueConstraint(fields=["call", "person"], name="one_pool_entry_per_call")
        ]

    def __str__(self) -> str:
        return f"{self.person.label} in the pool of {self.call}"


class SeatOffer(models.Model):
    """A person in the pool offers to fill a seat; a convener may rule it out, with a reason."""

    entry = models.ForeignKey(PoolEntry, models.CASCADE, related_name="seat_offers")
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="seat_offers")
    ruled_out_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    ruled_out_at = models.DateTimeField(null=True, blank=True)
    ruled_out_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "seat"], name="one_offer_per_entry_and_seat")
        ]

    def __str__(self) -> str:
        return f"{self.entry.person.label} for {self.seat}"
