"""What people are owed for taking part, and every step from the promise to the money."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from publius.web.calls.models import Call, PostedOnce


class ClaimKind(models.TextChoices):
    PARTICIPATION = "participation", _("Payment for taking part")
    TRAVEL = "travel", _("Travel")
    CARE = "care", _("Care, or somebody who stands in for you")
    ACCESS = "access", _("Access support")
    OTHER = "other", _("Something else")


class ClaimState(models.TextChoices):
    OFFERED = "offered", _("Offered")
    CLAIMED = "claimed", _("Claimed")
    APPROVED = "approved", _("Approved")
    PAID = "paid", _("Paid")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    WAIVED = "waived", _("Not wanted")


# What a body sees of single people: never who does not want to be paid.
SHOWN_TO_BODY = (
    ClaimState.CLAIMED, ClaimState.APPROVED, ClaimState.PAID, ClaimState.REFUSED,
)  # fmt: skip


class ClaimQuerySet(models.QuerySet["Claim"]):
    def visible_to(self, user) -> "ClaimQuerySet":
        """One's own, and for the conveners of the call those that are theirs to deal with."""
        if not user.is_authenticated:
            return self.none()
        convened = Q(call__in=Call.objects.convened_by(user), state__in=SHOWN_TO_BODY)
        return self.filter(Q(person=user) | convened)


class Claim(PostedOnce):
    """One amount for one person in one call, and how far it has come."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="claims")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="claims")
    kind = models.CharField(max_length=13, choices=ClaimKind.choices)
    what = models.CharField(max_length=200)
    pence = models.PositiveIntegerField(validators=[MinValueValidator(1)])
    reference = models.CharField(max_length=200, blank=True)  # of a ticket, receipt or invoice
    state = models.CharField(max_length=9, choices=ClaimState.choices)
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    claimed_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    paid_at = models.DateTimeField(null=True, blank=True)
    paid_reference = models.CharField(max_length=100, blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["claimed_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(pence__gte=1), name="a_claim_is_about_money"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("person")),
                name="nobody_approves_their_own_claim",
            ),
            models.UniqueConstraint(
                fields=["call", "person", "what"],
                condition=Q(kind="participation") & ~Q(state__in=["refused", "withdrawn"]),
                name="one_payment_per_person_and_occasion",
            ),
        ]
        indexes = [models.Index(fields=["call", "state"], name="claims_by_state")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.person.label} ({self.state})"

    @property
    def pounds(self) -> float:
        return self.pence / 100


class ClaimStepQuerySet(models.QuerySet["ClaimStep"]):
    def visible_to(self, user) -> "ClaimStepQuerySet":
        return self.filter(claim__in=Claim.objects.visible_to(user))


class ClaimStep(models.Model):
    """That a claim came to a state: by whom, when, and why. Steps are never changed."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="steps")
    state = models.CharField(max_length=9, choices=ClaimState.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()
    reason = models.CharField(max_length=500, blank=True)

    objects = ClaimStepQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["claim", "state"], name="each_step_once")]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.state}"
