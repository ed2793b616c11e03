"""Who fits which seat and why: runs, matches, and questions why somebody is not listed."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from publius.web.ledger.models import Run
from publius.web.work import Work, WorkQuerySet, WorkState

from .calls import Call, CallState, Seat


class ConvenersOnlyQuerySet(WorkQuerySet):
    def visible_to(self, user) -> "ConvenersOnlyQuerySet":
        if not user.is_authenticated:
            return self.none()
        return self.filter(call__in=Call.objects.convened_by(user))


class MatchJob(Work):
    """A matching run for every seat of a call: asked for, running, stored."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="match_jobs")
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    requested_at = models.DateTimeField()
    run = models.ForeignKey(Run, models.SET_NULL, null=True, blank=True)
    seats_done = models.PositiveSmallIntegerField(default=0)  # of a run that is under way
    considered = models.PositiveIntegerField(default=0)
    # per seat: {"12": {"considered": 214, "fits": 31, "too_little": 60}}
    counts = models.JSONField(default=dict)
    method = models.JSONField(default=dict)  # what texts were compared with: see method.py

    objects = ConvenersOnlyQuerySet.as_manager()

    class Meta:
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["call"],
                condition=Q(work_state__in=[WorkState.WAITING, WorkState.RUNNING]),
                name="one_living_match_job_per_call",
            )
        ]

    def __str__(self) -> str:
        return f"matching for {self.call} ({self.work_state})"


class MatchQuerySet(models.QuerySet["Match"]):
    def visible_to(self, user) -> "MatchQuerySet":
        """The convener of the call and the matched person: the same reasons for both."""
        if not user.is_authenticated:
            return self.none()
        convened = Q(seat__call__in=Call.objects.convened_by(user))
        mine = Q(person=user) & ~Q(seat__call__state=CallState.DRAFT)
        return self.filter(convened | mine)


class Match(models.Model):
    """How well a person fits a seat, with the reasons; replaced by the next run."""

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="matches")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="matches")
    score = models.FloatField()
    band = models.CharField(max_length=20)
    position = models.PositiveIntegerField(null=True, blank=True)
    reasons = models.JSONField(default=list)  # [{"evidence": id, "words": [...], "part": x}, ...]
    job = models.ForeignKey(MatchJob, models.SET_NULL, null=True, blank=True)
    computed_at = models.DateTimeField()
    # worked out afterwards, by the same scores: what would raise it, and what is not met
    raises = models.JSONField(default=list)  # [{"evidence": id, "gain": x}, ...]
    unmet = models.JSONField(default=list)  # labels of what the seat asks for besides
    explained_at = models.DateTimeField(null=True, blank=True)

    objects = MatchQuerySet.as_manager()

    class Meta:
        ordering = ["position", "-score", "pk"]
        verbose_name_plural = "matches"
        constraints = [
            models.UniqueConstraint(fields=["seat", "person"], name="one_match_per_seat_and_person")
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(explained_at=None), name="matches_to_explain")
        ]

    def __str__(self) -> str:
        return f"{self.person.label} for {self.seat}: {self.band}"


class Inquiry(Work):
    """A convener asks why somebody is not on the list of a seat; answered by the worker."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="inquiries")
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="inquiries")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="inquiries")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    asked_at = models.DateTimeField()
    causes = models.JSONField(default=list)  # codes of the library

    objects = ConvenersOnlyQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name_plural = "inquiries"
        constraints = [
            models.UniqueConstraint(
                fields=["seat", "person"],
                condition=Q(work_state__in=[WorkState.WAITING, WorkState.RUNNING]),
                name="one_living_inquiry_per_seat_and_person",
            )
        ]

    def __str__(self) -> str:
        return f"why {self.person.label} is not listed for {self.seat}"
