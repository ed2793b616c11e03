"""Draws of a call: how far each has come, who was in it, and what a person decided about it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publius.web.calls.models import Call, ConvenersOnlyQuerySet, PostedOnce, Seat
from publius.web.fields import EncryptedJSONField
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


class Phase(models.TextChoices):
    """How far a draw has come. What is published stays published."""

    PREPARING = "preparing", _("Being worked out")
    PREPARED = "prepared", _("Ready to be published")
    PUBLISHING = "publishing", _("Being published")
    PUBLISHED = "published", _("Published, not drawn yet")
    DRAWN = "drawn", _("Drawn")
    CANCELLED = "cancelled", _("Cancelled")


class DrawRule(models.TextChoices):
    """Where the number comes from that picks one ticket; fixed before anybody can know it."""

    SERVER = "server", _("A number drawn by this service")
    DICE = "dice", _("Dice thrown in public")
    BEACON = "beacon", _("A public random beacon")


class DrawObjective(models.TextChoices):
    """What the lottery makes of everybody's chance."""

    LEXIMIN = "leximin", _("Fairest: the smallest chance is as large as it can be")
    GOLDILOCKS = "goldilocks", _("Nobody almost certain, nobody almost without a chance")
    NASH = "nash", _("Balanced: the chances are as large as they can be taken together")
    RELEVANCE = "relevance", _("Better fit, with a floor under everybody’s chance")


class Draw(Work):
    """One group for a call: drawn by lot, then confirmed or set aside by a named person.

    A lottery is worked out, published and drawn from; a test stops after the first. A group
    proposed by fit is there at once, and its seed drew nothing: it is for the lots that fill
    places later.
    """

    call = models.ForeignKey(Call, models.CASCADE, related_name="draws")
    method = models.CharField(max_length=3, choices=Method.choices, default=Method.LOT)
    assignment = models.ForeignKey(
        Assignment, models.SET_NULL, null=True, blank=True, related_name="draws"
    )
    phase = models.CharField(max_length=10, choices=Phase.choices, default=Phase.PREPARING)
    is_test = models.BooleanField(default=False)
    at_once = models.BooleanField(default=True)  # publish and draw as soon as it is worked out
    objective = models.CharField(
        max_length=12, choices=DrawObjective.choices, default=DrawObjective.LEXIMIN
    )
    alpha = models.FloatField(null=True, blank=True)  # how far relevance may lower a chance
    rule = models.CharField(max_length=8, choices=DrawRule.choices, default=DrawRule.SERVER)
    rule_facts = models.JSONField(default=dict)  # how many dice, or which round of which beacon
    seed = models.BigIntegerField(null=True, blank=True)  # empty until the number is drawn
    salt = models.CharField(max_length=32)  # makes the codes that stand for people in the run
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    requested_at = models.DateTimeField()
    progress = models.PositiveSmallIntegerField(default=0)  # per cent
    progress_message = models.CharField(max_length=200, blank=True)
    advice = models.JSONField(default=list)  # sentences, when the targets cannot be met
    lottery = models.ForeignKey(Run, models.SET_NULL, null=True, blank=True, related_name="+")
    commitment = models.CharField(max_length=64, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    beacon_due_at = models.DateTimeField(null=True, blank=True)
    beacon_problem = models.TextField(blank=True)
    outcome = models.JSONField(default=dict)  # what was thrown, or what the beacon answered
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    drawn_at = models.DateTimeField(null=True, blank=True)
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
                condition=Q(decision=Decision.PENDING, is_test=False)
                & ~Q(work_state=WorkState.FAILED),
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
            models.CheckConstraint(
                condition=Q(is_test=False)
                | Q(
                    decision=Decision.PENDING,
                    published_at__isnull=True,
                    drawn_at__isnull=True,
                    method=Method.LOT,
                ),
                name="nobody_is_chosen_by_a_test",
            ),
            models.CheckConstraint(
                condition=~Q(phase=Phase.PUBLISHED) | ~Q(commitment=""),
                name="published_with_a_commitment",
            ),
        ]

    def __str__(self) -> str:
        return f"draw for {self.call} ({self.phase}, {self.work_state}, {self.decision})"

    @property
    def is_by_lot(self) -> bool:
        return self.method == Method.LOT

    @property
    def is_drawn(self) -> bool:
        return self.phase == Phase.DRAWN

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def heading(self) -> str:
        return _("The drawn panel") if self.is_by_lot else _("The proposed panel")


class PartOfDrawQuerySet(models.QuerySet):
    def visible_to(self, user) -> "PartOfDrawQuerySet":
        return self.filter(draw__in=Draw.objects.visible_to(user))


class DrawnPersonQuerySet(PartOfDrawQuerySet):
    def visible_to(self, user) -> "DrawnPersonQuerySet":
        """Everybody may see their own chance once the lottery is published.

        A group by fit has nothing to publish: there a person decides first.
        """
        if not user.is_authenticated:
            return self.none()
        told = Q(draw__decision=Decision.CONFIRMED) | Q(draw__published_at__isnull=False)
        mine = Q(person=user) & told
        return self.filter(mine | Q(draw__in=Draw.objects.visible_to(user)))


class DrawnPerson(models.Model):
    """A pool member in a draw: the chance they had, if a lot was drawn, and what came of it."""

    class Outcome(models.TextChoices):
        PANEL = "panel", _("On the panel")
        RESERVE = "reserve", _("Reserve")
        NEITHER = "neither", _("Not drawn")
        WAITING = "waiting", _("Not drawn yet")

    draw = models.ForeignKey(Draw, models.CASCADE, related_name="people")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="draws")
    seat = models.ForeignKey(Seat, models.SET_NULL, null=True, blank=True)
    code = models.CharField(max_length=16)  # stands for the person in the run's record
    public_code = models.CharField(max_length=64, blank=True)  # and in what everybody can read
    chance = models.FloatField(null=True, blank=True)  # empty: no lot was drawn
    reasons = EncryptedJSONField(null=True, blank=True)  # why it was so large, on the day itself
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
