from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from publius.web.calls.models import Call, ConvenersOnlyQuerySet, Seat
from publius.web.ledger.models import Run
from publius.web.work import Work, WorkState


class Feature(models.TextChoices):
    """What a group can be balanced on, apart from its seats."""

    AGE_BAND = "age_band", _("Age")
    GENDER = "gender", _("Gender")
    ETHNICITY = "ethnicity", _("Ethnic group")
    DISABILITY = "disability", _("Disability")
    AREA = "area", _("Area")
    SAT_BEFORE = "sat_before", _("Sat on a panel in the last two years")


class PoolEntryQuerySet(models.QuerySet["PoolEntry"]):
    def living(self) -> "PoolEntryQuerySet":
        return self.filter(left_at__isnull=True)

    def visible_to(self, user) -> "PoolEntryQuerySet":
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(person=user) | Q(call__in=Call.objects.convened_by(user)))


class Route(models.TextChoices):
    """How somebody came into a pool."""

    FOUND = "found", _("Found the call themselves")
    INVITED = "invited", _("Was asked by the body")
    ORGANISATION = "organisation", _("Came through an organisation")


class PoolEntry(models.Model):
    """A person who said: I'd be interested."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="pool")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="interests")
    seats = models.ManyToManyField(Seat, through="SeatOffer", related_name="pool")
    route = models.CharField(max_length=12, choices=Route.choices, default=Route.FOUND)
    words = models.TextField(max_length=2000, blank=True)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    objects = PoolEntryQuerySet.as_manager()

    class Meta:
        ordering = ["joined_at", "pk"]
        verbose_name_plural = "pool entries"
        constraints = [
            models.UniqueConstraint(fields=["call", "person"], name="one_pool_entry_per_call")
        ]

    def __str__(self) -> str:
        return f"{self.person.label} in the pool of {self.call}"


class SeatOffer(models.Model):
    """A person in the pool offers to fill a seat; a convener may rule it out, with a reason."""

    entry = models.ForeignKey(PoolEntry, models.CASCADE, related_name="seat_offers")
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="seat_offers")
    ruled_out_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    ruled_out_at = models.DateTimeField(null=True, blank=True)
    ruled_out_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "seat"], name="one_offer_per_entry_and_seat")
        ]

    def __str__(self) -> str:
        return f"{self.entry.person.label} for {self.seat}"


class TargetQuerySet(models.QuerySet["Target"]):
    def visible_to(self, user) -> "TargetQuerySet":
        return self.filter(call__in=Call.objects.visible_to(user))


class Target(models.Model):
    """How many people with one value of one feature the panel should have, as a range."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="targets")
    feature = models.CharField(max_length=20, choices=Feature.choices)
    value = models.CharField(max_length=80)
    minimum = models.PositiveSmallIntegerField(default=0)
    maximum = models.PositiveSmallIntegerField()

    objects = TargetQuerySet.as_manager()

    class Meta:
        ordering = ["feature", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "feature", "value"], name="one_target_per_value"
            ),
            models.CheckConstraint(
                condition=Q(minimum__lte=F("maximum")), name="target_minimum_within_maximum"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.feature} {self.value}: {self.minimum} to {self.maximum}"


class Decision(models.TextChoices):
    """What a named person decided about a drawn panel."""

    PENDING = "pending", _("Waiting for a decision")
    CONFIRMED = "confirmed", _("Confirmed")
    DISCARDED = "discarded", _("Set aside")


class Draw(Work):
    """One lottery for a call: asked for, run, then confirmed or set aside by a named person."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="draws")
    seed = models.BigIntegerField()
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    requested_at = models.DateTimeField()
    progress = models.PositiveSmallIntegerField(default=0)  # per cent
    progress_message = models.CharField(max_length=200, blank=True)
    advice = models.JSONField(default=list)  # sentences, when the targets cannot be met
    run = models.ForeignKey(Run, models.SET_NULL, null=True, blank=True)
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
            models.UniqueConstraint(
                fields=["call"],
                condition=Q(work_state__in=[WorkState.WAITING, WorkState.RUNNING]),
                name="one_living_draw_per_call",
            ),
            models.UniqueConstraint(
                fields=["call"],
                condition=Q(decision=Decision.CONFIRMED),
                name="one_confirmed_draw_per_call",
            ),
        ]

    def __str__(self) -> str:
        return f"draw for {self.call} ({self.work_state}, {self.decision})"


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
    """A pool member in a draw: the chance they had, and what the lottery gave them."""

    class Outcome(models.TextChoices):
        PANEL = "panel", _("On the panel")
        RESERVE = "reserve", _("Reserve")
        NEITHER = "neither", _("Not drawn")

    draw = models.ForeignKey(Draw, models.CASCADE, related_name="people")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="draws")
    seat = models.ForeignKey(Seat, models.SET_NULL, null=True, blank=True)
    chance = models.FloatField()
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


class Override(models.Model):
    """A person's change to what the lottery gave, with the reason. Never deleted."""

    draw = models.ForeignKey(Draw, models.CASCADE, related_name="overrides")
    taken_out = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    put_in = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    seat = models.ForeignKey(Seat, models.SET_NULL, null=True, blank=True)
    reason = models.TextField(max_length=1000)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField()

    objects = PartOfDrawQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return f"override of {self.draw}"


class PlaceState(models.TextChoices):
    OFFERED = "offered", _("Offered")
    ACCEPTED = "accepted", _("Accepted")
    VACANT = "vacant", _("Vacant")


class PlaceQuerySet(models.QuerySet["Place"]):
    def visible_to(self, user) -> "PlaceQuerySet":
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(person=user) | Q(call__in=Call.objects.convened_by(user)))


class Place(models.Model):
    """One chair in the room. A person has at most one in a call; a chair has at most one person."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="places")
    number = models.PositiveSmallIntegerField()
    seat = models.ForeignKey(Seat, models.SET_NULL, null=True, blank=True, related_name="places")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="places"
    )
    state = models.CharField(max_length=8, choices=PlaceState.choices, default=PlaceState.VACANT)
    changed_at = models.DateTimeField()

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="one_place_per_number"),
            models.UniqueConstraint(
                fields=["call", "person"],
                condition=Q(person__isnull=False),
                name="one_place_per_person_and_call",
            ),
            models.CheckConstraint(
                condition=Q(state="vacant", person__isnull=True)
                | (~Q(state="vacant") & Q(person__isnull=False)),
                name="vacant_means_nobody",
            ),
        ]

    def __str__(self) -> str:
        return f"place {self.number} of {self.call}"


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
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
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

    def __str__(self) -> str:
        return f"{self.ask} invitation to {self.call} ({self.reply or 'no reply yet'})"


class QuestionQuerySet(models.QuerySet["Question"]):
    def visible_to(self, user) -> "QuestionQuerySet":
        return self.filter(invitation__in=Invitation.objects.visible_to(user))


class Question(models.Model):
    """A question somebody asks before they reply, and the body's answer."""

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="questions")
    text = models.TextField(max_length=1000)
    asked_at = models.DateTimeField()
    answer = models.TextField(max_length=2000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at"]

    def __str__(self) -> str:
        return self.text[:60]
