"""Whom Publius suggested to ask, so that what is sent is what a person looked at."""

from django.conf import settings
from django.db import models

from publius.web.calls.models import Call, PostedOnce, Seat


class ShortlistQuerySet(models.QuerySet["Shortlist"]):
    def visible_to(self, user) -> "ShortlistQuerySet":
        if not user.is_authenticated:
            return self.none()
        return self.filter(call__in=Call.objects.convened_by(user))


class Shortlist(PostedOnce):
    """People suggested for one seat: those who fit, and newcomers drawn by lot. Sent once."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="shortlists")
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="shortlists")
    size = models.PositiveSmallIntegerField()
    seed = models.BigIntegerField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = ShortlistQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.size} suggested for {self.seat}"


class ShortlistedQuerySet(models.QuerySet["Shortlisted"]):
    def visible_to(self, user) -> "ShortlistedQuerySet":
        return self.filter(shortlist__in=Shortlist.objects.visible_to(user))


class Shortlisted(models.Model):
    """One person on a shortlist, in the order of the lot."""

    shortlist = models.ForeignKey(Shortlist, models.CASCADE, related_name="people")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="shortlisted")
    is_newcomer = models.BooleanField()

    objects = ShortlistedQuerySet.as_manager()

    class Meta:
        ordering = ["is_newcomer", "pk"]
        verbose_name_plural = "shortlisted"
        constraints = [
            models.UniqueConstraint(fields=["shortlist", "person"], name="shortlisted_once")
        ]

    def __str__(self) -> str:
        return f"{self.person.label} for {self.shortlist.seat}"
