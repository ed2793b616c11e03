"""Proposals that share people out over the seats of several calls, and what was decided on them."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publius.web.calls.models import Call, Engagement, Seat
from publius.web.ledger.models import Run
from publius.web.work import Work, WorkQuerySet, WorkState


class AssignmentQuerySet(WorkQuerySet):
    def visible_to(self, user) -> "AssignmentQuerySet":
        if not user.is_authenticated:
            return self.none()
        return self.filter(engagement__in=Engagement.objects.convened_by(user))


class Assignment(Work):
    """Who takes which seat in several calls at once: asked for, worked out, used or set aside."""

    engagement = models.ForeignKey(Engagement, models.CASCADE, related_name="assignments")
    calls = models.ManyToManyField(Call, related_name="assignments")
    most_places = models.PositiveSmallIntegerField(default=1, validators=[MinValueValidator(1)])
    keeps_targets = models.BooleanField(default=True)
    salt = models.CharField(max_length=32)  # makes the codes that stand for people in the run
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    requested_at = models.DateTimeField()
    progress = models.PositiveSmallIntegerField(default=0)  # per cent
    progress_message = models.CharField(max_length=200, blank=True)
    # where the rules clash: sentences under "missing" and "clashing", and under "changes" what
    # would help: {"words": ..., "page": ..., "call": ..., "seat": ...}
    obstacles = models.JSONField(default=dict)
    run = models.ForeignKey(Run, models.SET_NULL, null=True, blank=True)
    set_aside_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    set_aside_at = models.DateTimeField(null=True, blank=True)
    set_aside_reason = models.TextField(max_length=1000, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["engagement"],
                condition=Q(work_state__in=[WorkState.WAITING, WorkState.RUNNING]),
                name="one_living_assignment_per_engagement",
            )
        ]

    def __str__(self) -> str:
        return f"assignment for {self.engagement} ({self.work_state})"


class AssignedPlaceQuerySet(models.QuerySet["AssignedPlace"]):
    def visible_to(self, user) -> "AssignedPlaceQuerySet":
        return self.filter(assignment__in=Assignment.objects.visible_to(user))


class AssignedPlace(models.Model):
    """A person proposed for a seat, or keeping the place they hold in a group that is formed."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="places")
    call = models.ForeignKey(Call, models.CASCADE, related_name="assigned_places")
    seat = models.ForeignKey(
        Seat,
        models.SET_NULL,
        null=True,
        blank=True,
        help_text=_("Empty: a place that is open to anybody."),
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="assigned_places"
    )
    fit = models.FloatField()
    is_held = models.BooleanField(default=False)

    objects = AssignedPlaceQuerySet.as_manager()

    class Meta:
        ordering = ["call", "seat__order", "seat", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "call", "person"], name="assigned_once_per_call"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person.label} for {self.seat or self.call}"
