"""What was decided about a contribution, why, and what came of an appeal."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from publius.web.calls.models import PostedOnce

from .conversations import Conversation, PartOfConversationQuerySet
from .replies import Reply
from .statements import Statement


class Verdict(models.TextChoices):
    SHOW = "show", _("Shown")
    REJECT = "reject", _("Not published")
    META = "meta", _("About the conversation itself")


class Reason(models.TextChoices):
    """Why something is not published. The list is public."""

    ABUSE = "abuse", _("It insults or threatens somebody")
    NAMES_SOMEBODY = "person", _("It names a private person, or lets one be recognised")
    OFF_QUESTION = "off", _("It is not about the question")
    SEVERAL_IDEAS = "several", _("It holds more than one idea")
    NOT_A_STATEMENT = "not_statement", _("Nobody could agree or disagree with it")
    DUPLICATE = "duplicate", _("It says the same as another statement")
    UNCLEAR = "unclear", _("It is hard to understand; it may be put in other words")


class Decision(models.Model):
    """A moderator's decision about one statement or one reply. The latest one stands."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="decisions")
    statement = models.ForeignKey(
        Statement, models.CASCADE, null=True, blank=True, related_name="decisions"
    )
    reply = models.ForeignKey(
        Reply, models.CASCADE, null=True, blank=True, related_name="decisions"
    )
    verdict = models.CharField(max_length=6, choices=Verdict.choices)
    reason = models.CharField(max_length=13, choices=Reason.choices, blank=True)
    words = models.CharField(max_length=500, blank=True)  # to the author alone
    same_as = models.ForeignKey(Statement, models.SET_NULL, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)  # when the author was written to

    objects = PartOfConversationQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [
            models.Index(fields=["at"], condition=Q(told_at=None), name="decisions_not_told")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(statement__isnull=False, reply__isnull=True)
                | Q(statement__isnull=True, reply__isnull=False),
                name="a_decision_is_about_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(verdict="reject") & ~Q(reason="") | ~Q(verdict="reject") & Q(reason=""),
                name="not_published_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(same_as__isnull=True) | Q(reason="duplicate"),
                name="only_duplicates_have_a_twin",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verdict}: {self.statement or self.reply}"


class AppealOutcome(models.TextChoices):
    WAITING = "", _("Waits for an answer")
    UPHELD = "upheld", _("Published after all")
    NOT_UPHELD = "not_upheld", _("Stays unpublished")


class AppealQuerySet(models.QuerySet["Appeal"]):
    def visible_to(self, user) -> "AppealQuerySet":
        """The author, those who check, and the hosts, who answer where nobody else can."""
        if not user.is_authenticated:
            return self.none()
        if user.is_host:
            return self
        mine = Q(statement__author__person=user)
        convened = Q(statement__conversation__in=Conversation.objects.convened_by(user))
        checks = Q(
            statement__conversation__participants__person=user,
            statement__conversation__participants__left_at__isnull=True,
            statement__conversation__participants__part__in=["host", "facilitator", "moderator"],
        )
        return self.filter(mine | convened | checks).distinct()


class Appeal(PostedOnce):
    """An author asks for a second look, once; somebody who did not decide answers."""

    statement = models.OneToOneField(Statement, models.CASCADE, related_name="appeal")
    decision = models.ForeignKey(Decision, models.CASCADE, related_name="+")
    decided_by = models.ForeignKey(  # who cannot answer
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    words = models.CharField(max_length=1000)
    raised_at = models.DateTimeField()
    outcome = models.CharField(
        max_length=10, choices=AppealOutcome.choices, default=AppealOutcome.WAITING, blank=True
    )
    answer = models.CharField(max_length=1000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    objects = AppealQuerySet.as_manager()

    class Meta:
        ordering = ["raised_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True)
                | Q(decided_by__isnull=True)
                | ~Q(answered_by=F("decided_by")),
                name="nobody_answers_an_appeal_against_themselves",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", answered_at__isnull=True)
                | (~Q(outcome="") & Q(answered_at__isnull=False) & ~Q(answer="")),
                name="appeal_answered_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"appeal about {self.statement} ({self.outcome or 'waiting'})"
