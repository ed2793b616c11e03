"""Groups that were drawn or proposed, and what a person decided about them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publius.web.calls.models import Call, ConvenersOnlyQuerySet, PostedOnce, Seat
from publius.web.ledger.models import Run
from publius.web.work import Work, WorkState

from .assignments import Assignment


class Decision(models.TextChoices):
    """What a named person decided about a drawn panel."""

    PENDING = "pending", _("Waiting for a decision")
    CONFIRMED = "confirmed", _("Confirmed")
    DISCARDED = "discarded", _("Set aside")


class Method(models.TextChoices):
    """How the people of a group were found before a person decided."""

    LOT = "lot", _("Drawn by lot")
    FIT = "fit", _("Proposed by fit")


class Draw(Work):
    """One group for a call: drawn by lot, then confirmed or set aside by a named person.

    A group proposed by fit goes the same way from there on. Its seed drew nothing: it is for
    the lots that fill places later.
    """

    call = models.ForeignKey(Call, models.CASCADE, related_name="draws")
    method = models.CharField(max_length=3, choices=Method.choices, default=Method.LOT)
    assignment = models.ForeignKey(
        Assignment, models.SET_NULL, null=True, blank=True, related_name="draws"
    )
    seed = models.BigIntegerField()
    salt = models.CharField(max_length=32)  # makes the codes that stand for people in the run
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    requested_at = models.DateTimeField()
    progress = models.PositiveSmallIntegerField(default=0)  # per cent
    progress_message = models.CharField(max_length=200, blank=True)
    advice = models.JSONField(default=list)  # sentences, when the targets cannot be met
    run = models.ForeignKey(Run, models.SET_NULL, null=True, blank=True)
    reply_days = models.PositiveSmallIntegerField(default=7)  # time to answer an offered place
    decision = models.CharField(max_length=10, choices=Decision.choices, default=Decision.PENDING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.TextField(max_length=1000, blank=True)

    objects = ConvenersOnlyQuerySet.as_manager()

    class Meta:
        ordering = ["-requested_at", "-pk"]
        constraints = [
            # Nobody can draw again until somebody has said why the last draw was set aside.
            models.UniqueConstraint(
                fields=["call"],
                condition=Q(decision=Decision.PENDING) & ~Q(work_state=WorkState.FAILED),
                name="one_undecided_draw_per_call",
            ),
            models.UniqueConstraint(
                fields=["call"],
                condition=Q(decision=Decision.CONFIRMED),
                name="one_confirmed_draw_per_call",
            ),
            models.CheckConstraint(
                condition=Q(method=Method.FIT) | Q(assignment__isnull=True),
                name="no_lot_from_an_assignment",
            ),
        ]

    def __str__(self) -> str:
        return f"draw for {self.call} ({self.work_state}, {self.decision})"

    @property
    def is_by_lot(self) -> bool:
        return self.method == Method.LOT

    @property
    def heading(self) -> str:
        return _("The drawn panel") if self.is_by_lot else _("The proposed panel")


class PartOfDrawQuerySet(models.QuerySet):
    def visible_to(self, user) -> "PartOfDrawQuerySet":
        return self.filter(draw__in=Draw.objects.visible_to(user))


class DrawnPersonQuerySet(PartOfDrawQuerySet):
    def visible_to(self, user) -> "DrawnPersonQuerySet":
        """Everybody may see their own chance once a person has decided on the draw."""
        if not user.is_authenticated:
            return self.none()
        mine = Q(person=user, draw__decision=Decision.CONFIRMED)
        return self.filter(mine | Q(draw__in=Draw.objects.visible_to(user)))


class DrawnPerson(models.Model):
    """A pool member in a draw: the chance they had, if a lot was drawn, and what came of it."""

    class Outcome(models.TextChoices):
        PANEL = "panel", _("On the panel")
        RESERVE = "reserve", _("Reserve")
        NEITHER = "neither", _("Not drawn")

    draw = models.ForeignKey(Draw, models.CASCADE, related_name="people")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="draws")
    seat = models.ForeignKey(Seat, models.SET_NULL, null=True, blank=True)
    code = models.CharField(max_length=16)  # stands for the person in the run's record
    chance = models.FloatField(null=True, blank=True)  # empty: no lot was drawn
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    position = models.PositiveSmallIntegerField(null=True, blank=True)  # of a reserve

    objects = DrawnPersonQuerySet.as_manager()

    class Meta:
        ordering = ["outcome", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "person"], name="drawn_once_per_draw")
        ]

    def __str__(self) -> str:
        return f"{self.person.label}: {self.outcome}"


class Override(PostedOnce):
    """A person's change to what the lottery gave, with the reason. Never deleted."""

    draw = models.ForeignKey(Draw, models.CASCADE, related_name="overrides")
    taken_out = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    put_in = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    seat = models.ForeignKey(Seat, models.SET_NULL, null=True, blank=True)
    reason = models.TextField(max_length=1000)
    broken = models.JSONField(default=list)  # sentences: the targets this change gives up
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField()

    objects = PartOfDrawQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return f"override of {self.draw}"
