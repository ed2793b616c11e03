"""Questions to one person, their replies, and what they ask back."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publius.web.calls.models import Call, PostedOnce, Seat
from publius.web.ledger.models import Run
from publius.web.people.models import ContactRoute

from .places import Place


class Ask(models.TextChoices):
    """What an invitation asks."""

    INTEREST = "interest", _("Would you be interested?")
    PLACE = "place", _("Will you take a place?")


class Reply(models.TextChoices):
    NONE = "", _("No reply yet")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    LAPSED = "lapsed", _("Ran out")


class DeclineReason(models.TextChoices):
    """Why people say no; counted, so that the next call can be better."""

    TIME = "time", _("I do not have the time")
    DATES = "dates", _("The dates or place do not work for me")
    ACCESS = "access", _("My access needs would not be met")
    PAY = "pay", _("The pay or expenses are not enough, or affect my benefits")
    NOT_MINE = "not_mine", _("This is not my thing")
    TRUST = "trust", _("I do not trust that it will change anything")
    OTHER = "other", _("Another reason, or I would rather not say")


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def living(self, now) -> "InvitationQuerySet":
        return self.filter(reply=Reply.NONE, expires_at__gt=now)

    def not_put_off(self, now) -> "InvitationQuerySet":
        """Without those whose last try broke off a moment ago."""
        return self.filter(Q(put_off_until__isnull=True) | Q(put_off_until__lte=now))

    def visible_to(self, user) -> "InvitationQuerySet":
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(person=user) | Q(call__in=Call.objects.convened_by(user)))


class Invitation(models.Model):
    """A question to one person, answered once, by a link that changes nothing when opened."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="invitations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="invitations")
    ask = models.CharField(max_length=8, choices=Ask.choices)
    seat = models.ForeignKey(Seat, models.SET_NULL, null=True, blank=True)
    place = models.ForeignKey(
        Place, models.CASCADE, null=True, blank=True, related_name="invitations"
    )
    token_digest = models.CharField(max_length=64, unique=True)
    run = models.ForeignKey(
        Run, models.SET_NULL, null=True, blank=True, help_text=_("The lottery that chose them.")
    )
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    route = models.CharField(max_length=6, choices=ContactRoute.choices, default=ContactRoute.EMAIL)
    # Half-way through the time to answer; empty where nobody is reminded by a machine.
    remind_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    # After something broke off: not touched again before then, so that the others go on.
    tries = models.PositiveSmallIntegerField(default=0)
    put_off_until = models.DateTimeField(null=True, blank=True)
    reply = models.CharField(max_length=8, choices=Reply.choices, default=Reply.NONE, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    decline_reason = models.CharField(max_length=10, choices=DeclineReason.choices, blank=True)
    decline_words = models.TextField(max_length=1000, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "person"],
                condition=Q(ask="interest"),
                name="asked_for_interest_once",
            ),
            models.UniqueConstraint(
                fields=["place"],
                condition=Q(ask="place", reply=""),
                name="one_open_invitation_per_place",
            ),
        ]
        indexes = [
            models.Index(
                fields=["remind_at"],
                condition=Q(reply="", reminded_at__isnull=True),
                name="invitations_to_remind_of",
            )
        ]

    def __str__(self) -> str:
        return f"{self.ask} invitation to {self.call} ({self.reply or 'no reply yet'})"


class PartOfInvitationQuerySet(models.QuerySet):
    def visible_to(self, user) -> "PartOfInvitationQuerySet":
        return self.filter(invitation__in=Invitation.objects.visible_to(user))


class InvitationLink(models.Model):
    """One more way into an invitation: of a reminder, a text message or a printed letter.

    Only the digest is kept. An earlier link goes on working when a new one is made.
    """

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    objects = PartOfInvitationQuerySet.as_manager()

    def __str__(self) -> str:
        return f"link to {self.invitation}"


class Question(PostedOnce):
    """A question somebody asks before they reply, and the body's answer."""

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="questions")
    text = models.TextField(max_length=1000)
    asked_at = models.DateTimeField()
    answer = models.TextField(max_length=2000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = PartOfInvitationQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at"]

    def __str__(self) -> str:
        return self.text[:60]
