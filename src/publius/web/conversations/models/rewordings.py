"""A statement put in other words, or split into several, with what became of the original."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publius.web.calls.models import PostedOnce

from .conversations import Conversation, Participant
from .statements import Statement, StatementState


class RewordingState(models.TextChoices):
    PROPOSED = "proposed", _("Waiting to be checked")
    APPLIED = "applied", _("In place of the original")
    DECLINED = "declined", _("Not taken up")
    TAKEN_BACK = "taken_back", _("Taken back by the author")


class RewordingQuerySet(models.QuerySet["Rewording"]):
    def visible_to(self, user) -> "RewordingQuerySet":
        """Applied ones: whoever sees the statement. Others: its author and those who check."""
        seen = self.filter(statement__in=Statement.objects.visible_to(user))
        if not user.is_authenticated:
            return seen.filter(state=RewordingState.APPLIED)
        checks = Participant.objects.living().filter(
            person=user, part__in=["host", "facilitator", "moderator"]
        )
        return seen.filter(
            Q(state=RewordingState.APPLIED)
            | Q(statement__author__person=user)
            | Q(statement__conversation__in=checks.values("conversation"))
            | Q(statement__conversation__in=Conversation.objects.convened_by(user))
        )


class Rewording(PostedOnce):
    """New words for one statement: one text rewords it, several split it."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="rewordings")
    texts = models.JSONField()  # from one to four, as they shall stand
    why = models.CharField(max_length=500)
    state = models.CharField(
        max_length=10, choices=RewordingState.choices, default=RewordingState.PROPOSED
    )
    before = models.CharField(max_length=9, choices=StatementState.choices)  # of the original
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    objects = RewordingQuerySet.as_manager()

    class Meta:
        ordering = ["proposed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement"],
                condition=Q(state__in=["proposed", "applied"]),
                name="one_living_rewording",
            )
        ]

    def __str__(self) -> str:
        return f"new words for {self.statement} ({self.state})"
