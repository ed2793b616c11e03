"""Somebody says that a draw, or being left out, was wrong; another person answers."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from publius.web.calls.models import Call, PostedOnce

from .draws import Draw


class ContestSubject(models.TextChoices):
    """What somebody holds to be wrong."""

    DRAW = "draw", _("How the draw was made")
    RULED_OUT = "ruled_out", _("That I was ruled out for a seat")
    NOT_INVITED = "not_invited", _("That I was not asked, or left out in another way")
    CHANGED = "changed", _("That the drawn group was changed by hand")


class ContestOutcome(models.TextChoices):
    """What came of it."""

    WAITING = "", _("Waits for an answer")
    UPHELD = "upheld", _("Upheld")
    PARTLY = "partly", _("Partly upheld")
    NOT_UPHELD = "not_upheld", _("Not upheld")


class ContestQuerySet(models.QuerySet["Contest"]):
    def visible_to(self, user) -> "ContestQuerySet":
        """Whoever raised it, those who run the call, and the hosts, who answer where need be."""
        if not user.is_authenticated:
            return self.none()
        if user.is_host:
            return self
        return self.filter(Q(raised_by=user) | Q(call__in=Call.objects.convened_by(user)))


class Contest(PostedOnce):
    """An objection in somebody's own words, and the answer of a person who did not decide it."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="contests")
    draw = models.ForeignKey(Draw, models.SET_NULL, null=True, blank=True, related_name="contests")
    subject = models.CharField(max_length=12, choices=ContestSubject.choices)
    words = models.TextField(max_length=2000)
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="contests_raised"
    )
    raised_at = models.DateTimeField()
    outcome = models.CharField(
        max_length=10, choices=ContestOutcome.choices, default=ContestOutcome.WAITING, blank=True
    )
    answer = models.TextField(max_length=2000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = ContestQuerySet.as_manager()

    class Meta:
        ordering = ["raised_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True) | ~Q(answered_by=F("raised_by")),
                name="nobody_answers_their_own_contest",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", answered_at__isnull=True)
                | (~Q(outcome="") & Q(answered_at__isnull=False) & ~Q(answer="")),
                name="contest_answered_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["call", "raised_by", "subject"],
                condition=Q(outcome=""),
                name="one_open_contest_per_subject",
            ),
        ]

    def __str__(self) -> str:
        return f"contest of {self.subject} in {self.call} ({self.outcome or 'waiting'})"
