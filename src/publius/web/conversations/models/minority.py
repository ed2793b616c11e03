"""Reports of those who see it otherwise: written by a member, signed by others, never edited."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from publius.web.calls.models import PostedOnce

from .conversations import Conversation, Participant
from .outcomes import Outcome


class MinorityReportQuerySet(models.QuerySet["MinorityReport"]):
    def filed(self) -> "MinorityReportQuerySet":
        return self.filter(filed_at__isnull=False)

    def published(self) -> "MinorityReportQuerySet":
        """Filed ones, from the moment the conversation has an outcome."""
        concluded = Outcome.objects.published().values("conversation")
        return self.filed().filter(conversation__in=concluded)

    def visible_to(self, user) -> "MinorityReportQuerySet":
        """While it is signed: the members. Once filed: who takes part. With an outcome: readers."""
        published = Q(pk__in=MinorityReport.objects.published().values("pk"))
        seen = self.filter(conversation__in=Conversation.objects.visible_to(user))
        if not user.is_authenticated:
            return seen.filter(published)
        mine = Participant.objects.living().filter(person=user).values("conversation")
        members = Participant.objects.members().filter(person=user).values("conversation")
        run = Conversation.objects.run_by(user)
        there = Q(conversation__in=mine) | Q(conversation__in=run)
        filed = Q(filed_at__isnull=False) & there
        return seen.filter(published | filed | Q(conversation__in=members))


class MinorityReport(PostedOnce):
    """What some members want to stand beside the outcome, in their own words."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="reports")
    title = models.CharField(max_length=160)
    text = models.TextField(max_length=5000)
    author = models.ForeignKey(Participant, models.CASCADE, related_name="reports")
    written_at = models.DateTimeField()
    filed_at = models.DateTimeField(null=True, blank=True)  # enough had signed
    # Only what is against the law is kept back, and the reason stands where the text would.
    withheld_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    withheld_at = models.DateTimeField(null=True, blank=True)
    withheld_because = models.TextField(max_length=1000, blank=True)

    objects = MinorityReportQuerySet.as_manager()

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["author"], name="one_report_per_member"),
            models.CheckConstraint(
                condition=Q(withheld_at__isnull=True) | ~Q(withheld_because=""),
                name="withheld_reports_say_why",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class SignatureQuerySet(models.QuerySet["Signature"]):
    def standing(self) -> "SignatureQuerySet":
        """Neither taken back nor of somebody who was removed."""
        return self.filter(withdrawn_at__isnull=True, participant__removed_by__isnull=True)

    def visible_to(self, user) -> "SignatureQuerySet":
        return self.filter(report__in=MinorityReport.objects.visible_to(user))


class Signature(models.Model):
    """One member stands by a report. The author's is the first."""

    report = models.ForeignKey(MinorityReport, models.CASCADE, related_name="signatures")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="signatures")
    signed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = SignatureQuerySet.as_manager()

    class Meta:
        ordering = ["signed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "participant"], name="one_signature_per_member"
            )
        ]

    def __str__(self) -> str:
        return f"{self.participant} under {self.report}"
