"""What is not known yet: who finds out, by when, and what was found."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publius.web.calls.models import PostedOnce

from .conversations import Conversation, Participant
from .outcomes import Outcome
from .statements import Statement


class OfConcludingQuerySet(models.QuerySet):
    """Rows that belong to a conversation or to one outcome of it: hidden with its draft."""

    def visible_to(self, user) -> "OfConcludingQuerySet":
        seen = self.filter(conversation__in=Conversation.objects.visible_to(user))
        drafts = Outcome.objects.visible_to(user)
        return seen.filter(Q(outcome__isnull=True) | Q(outcome__in=drafts))


class Unknown(PostedOnce):
    """One open question with an owner and a date, closed by an answer."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="unknowns")
    outcome = models.ForeignKey(  # the "not yet" that waits for it
        Outcome, models.CASCADE, null=True, blank=True, related_name="unknowns"
    )
    statement = models.ForeignKey(  # on which many were unsure
        Statement, models.SET_NULL, null=True, blank=True, related_name="unknowns"
    )
    text = models.CharField(max_length=300)
    owner = models.CharField(max_length=120)
    due_on = models.DateField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    answer = models.TextField(max_length=2000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = OfConcludingQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | ~Q(answer=""),
                name="closed_unknowns_have_an_answer",
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_open(self) -> bool:
        return self.answered_at is None

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.due_on < timezone.localdate()


class Side(models.TextChoices):
    BODY = "body", _("From the body")
    MEMBER = "member", _("From a member")


class Commitment(PostedOnce):
    """Somebody says what they will do, by when; and later that it is done."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="commitments")
    outcome = models.ForeignKey(
        Outcome, models.CASCADE, null=True, blank=True, related_name="commitments"
    )
    side = models.CharField(max_length=6, choices=Side.choices)
    who = models.CharField(max_length=120)  # of the body: a named owner; of a member: the pseudonym
    member = models.ForeignKey(
        Participant, models.CASCADE, null=True, blank=True, related_name="commitments"
    )
    what = models.CharField(max_length=300)
    due_on = models.DateField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    kept_at = models.DateTimeField(null=True, blank=True)

    objects = OfConcludingQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(side="body", member__isnull=True)
                | Q(side="member", member__isnull=False),
                name="members_commit_themselves",
            )
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def is_overdue(self) -> bool:
        return self.kept_at is None and self.due_on < timezone.localdate()
