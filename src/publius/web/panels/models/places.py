"""The chairs in the room."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publius.web.calls.models import Call, ConvenersOnlyQuerySet, PostedOnce, Seat


class PlaceState(models.TextChoices):
    OFFERED = "offered", _("Offered")
    ACCEPTED = "accepted", _("Accepted")
    VACANT = "vacant", _("Vacant")


class PlaceQuerySet(models.QuerySet["Place"]):
    def not_put_off(self, now) -> "PlaceQuerySet":
        """Without those whose last try broke off a moment ago."""
        return self.filter(Q(put_off_until__isnull=True) | Q(put_off_until__lte=now))

    def visible_to(self, user) -> "PlaceQuerySet":
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(person=user) | Q(call__in=Call.objects.convened_by(user)))


class Place(models.Model):
    """One chair in the room. A person has at most one in a call; a chair has at most one person."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="places")
    number = models.PositiveSmallIntegerField()
    seat = models.ForeignKey(Seat, models.SET_NULL, null=True, blank=True, related_name="places")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="places"
    )
    state = models.CharField(max_length=8, choices=PlaceState.choices, default=PlaceState.VACANT)
    changed_at = models.DateTimeField()
    advice = models.JSONField(default=list)  # sentences: why nobody could step in
    stuck_at = models.DateTimeField(null=True, blank=True)
    # After something broke off: not tried again before then, so that other calls go on.
    tries = models.PositiveSmallIntegerField(default=0)
    put_off_until = models.DateTimeField(null=True, blank=True)
    came = models.BooleanField(null=True, blank=True)  # empty: nobody has noted it
    came_noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    came_noted_at = models.DateTimeField(null=True, blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="one_place_per_number"),
            models.UniqueConstraint(
                fields=["call", "person"],
                condition=Q(person__isnull=False),
                name="one_place_per_person_and_call",
            ),
            models.CheckConstraint(
                condition=Q(state="vacant", person__isnull=True)
                | (~Q(state="vacant") & Q(person__isnull=False)),
                name="vacant_means_nobody",
            ),
        ]

    def __str__(self) -> str:
        return f"place {self.number} of {self.call}"


class Easing(PostedOnce):
    """That a person let targets give way so that empty chairs could be filled, and why."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="easings")
    sentences = models.JSONField(default=list)  # what gave way, in words
    reason = models.TextField(max_length=1000)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    agreed_at = models.DateTimeField()

    objects = ConvenersOnlyQuerySet.as_manager()

    class Meta:
        ordering = ["agreed_at", "pk"]

    def __str__(self) -> str:
        return f"targets of {self.call} eased"
