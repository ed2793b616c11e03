"""What members propose about the conversation itself: go back to a stage, put it differently."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publius.web.calls.models import PostedOnce

from .conversations import Conversation, Participant, PartOfConversationQuerySet, Stage


class MotionKind(models.TextChoices):
    REOPEN = "reopen", _("Reopen a stage")
    REFRAME = "reframe", _("Put the question differently")


class MotionState(models.TextChoices):
    GATHERING = "gathering", _("Looking for support")
    CHECKING = "checking", _("Everybody is asked")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Not accepted")


class Motion(PostedOnce):
    """A member proposes; a third of the members opens a check; a host decides with a reason."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="motions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=7, choices=MotionKind.choices)
    stage = models.ForeignKey(
        Stage, models.CASCADE, null=True, blank=True, related_name="motions"
    )  # to reopen
    question = models.TextField(max_length=500, blank=True)  # the new wording
    why = models.TextField(max_length=1000)
    raised_by = models.ForeignKey(Participant, models.CASCADE, related_name="motions")
    raised_at = models.DateTimeField()
    state = models.CharField(
        max_length=9, choices=MotionState.choices, default=MotionState.GATHERING
    )
    checked_from = models.DateTimeField(null=True, blank=True)
    checked_until = models.DateField(null=True, blank=True)  # the last day to say something
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(max_length=1000, blank=True)  # of the decision; published

    objects = PartOfConversationQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "number"], name="one_motion_per_number"
            ),
            models.CheckConstraint(
                condition=Q(kind="reopen", stage__isnull=False, question="")
                | (Q(kind="reframe", stage__isnull=True) & ~Q(question="")),
                name="a_motion_is_about_a_stage_or_the_question",
            ),
        ]

    def __str__(self) -> str:
        return f"motion {self.number}"


class PartOfMotionQuerySet(models.QuerySet):
    """Rows everybody sees who sees the motion."""

    def visible_to(self, user) -> "PartOfMotionQuerySet":
        return self.filter(motion__in=Motion.objects.visible_to(user))


class MotionSupport(models.Model):
    """A member wants everybody to be asked."""

    motion = models.ForeignKey(Motion, models.CASCADE, related_name="supports")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="supports")
    given_at = models.DateTimeField()

    objects = PartOfMotionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["motion", "participant"], name="one_support_per_motion_and_member"
            )
        ]

    def __str__(self) -> str:
        return f"{self.participant} for {self.motion}"


class CheckView(models.TextChoices):
    GOOD = "good", _("Looks good")
    UNSURE = "unsure", _("Not sure")
    CONCERNED = "concerned", _("Concerned")


class CheckAnswer(models.Model):
    """What somebody thinks of a motion that everybody is asked about, and why."""

    motion = models.ForeignKey(Motion, models.CASCADE, related_name="checks")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="checks")
    view = models.CharField(max_length=9, choices=CheckView.choices)
    why = models.CharField(max_length=500, blank=True)
    said_at = models.DateTimeField()

    objects = PartOfMotionQuerySet.as_manager()

    class Meta:
        ordering = ["said_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["motion", "participant"], name="one_view_per_motion_and_participant"
            )
        ]

    def __str__(self) -> str:
        return f"{self.participant} on {self.motion}"
