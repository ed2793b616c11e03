"""Letters that were printed and phone calls that were made, to bring a question to somebody."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publius.web.calls.models import Call, ConvenersOnlyQuerySet, PostedOnce

from .invitations import Invitation, PartOfInvitationQuerySet

MOST_ATTEMPTS = 3


class LetterBatch(PostedOnce):
    """One printing: who made the file, when, and why where letters were printed again."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="letter_batches")
    printed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    printed_at = models.DateTimeField()
    reason = models.CharField(max_length=300, blank=True)

    objects = ConvenersOnlyQuerySet.as_manager()

    class Meta:
        ordering = ["-printed_at", "-pk"]
        verbose_name_plural = "letter batches"

    def __str__(self) -> str:
        return f"letters for {self.call} ({self.printed_at:%Y-%m-%d})"


class PrintedLetter(models.Model):
    """One letter in a printing; a second one to the same person needs a reason."""

    batch = models.ForeignKey(LetterBatch, models.CASCADE, related_name="letters")
    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="letters")
    is_again = models.BooleanField(default=False)

    objects = PartOfInvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["invitation"], condition=Q(is_again=False), name="printed_once"
            ),
            models.UniqueConstraint(
                fields=["batch", "invitation"], name="one_letter_per_invitation_and_batch"
            ),
        ]

    def __str__(self) -> str:
        return f"letter about {self.invitation}"


class PhoneOutcome(models.TextChoices):
    """What came of ringing somebody."""

    ACCEPTED = "accepted", _("They said yes")
    DECLINED = "declined", _("They said no")
    CALL_BACK = "call_back", _("They asked us to ring again later")
    NO_ANSWER = "no_answer", _("Nobody answered")
    WRONG_NUMBER = "wrong_number", _("It is the wrong number")


class PhoneAttempt(PostedOnce):
    """One try to reach somebody by phone, kept with who rang and what came of it."""

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="phone_attempts")
    number = models.PositiveSmallIntegerField()  # first, second or third
    outcome = models.CharField(max_length=12, choices=PhoneOutcome.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    call_back_at = models.DateTimeField(null=True, blank=True)

    objects = PartOfInvitationQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["invitation", "number"], name="one_phone_attempt_per_number"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=MOST_ATTEMPTS),
                name="nobody_is_rung_more_than_three_times",
            ),
        ]

    def __str__(self) -> str:
        return f"attempt {self.number}: {self.outcome}"
