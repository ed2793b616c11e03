import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from publius.web.directory.models import Organisation
from publius.web.ledger.models import Run
from publius.web.people.models import Area, Kind
from publius.web.work import Work, WorkQuerySet, WorkState


class PostedOnce(models.Model):
    """Made by a form: the key travels in the form, so a form posted twice makes one row."""

    posted_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True


class EngagementState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Open")
    CLOSED = "closed", _("Closed")


class EngagementQuerySet(models.QuerySet["Engagement"]):
    def convened_by(self, user) -> "EngagementQuerySet":
        return self.filter(organisation__in=Organisation.objects.convened_by(user))

    def visible_to(self, user) -> "EngagementQuerySet":
        """Drafts are seen by the conveners of their organisation alone."""
        published = ~Q(state=EngagementState.DRAFT)
        if not user.is_authenticated:
            return self.filter(published)
        mine = Q(organisation__in=Organisation.objects.convened_by(user))
        return self.filter(published | mine)


class Engagement(PostedOnce):
    """A decision a body has to make, opened to the people who know."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="engagements")
    title = models.CharField(max_length=120)
    slug = models.SlugField(max_length=140, unique=True)
    summary = models.TextField(max_length=600)
    decision = models.TextField(max_length=2000, blank=True)
    already_fixed = models.TextField(max_length=2000, blank=True)
    still_open = models.TextField(max_length=2000, blank=True)
    decided_by = models.CharField(max_length=200, blank=True)
    decide_on = models.DateField(null=True, blank=True)
    state = models.CharField(
        max_length=10, choices=EngagementState.choices, default=EngagementState.DRAFT
    )
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    objects = EngagementQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at"]

    def __str__(self) -> str:
        return self.title


class PartOfEngagementQuerySet(models.QuerySet):
    def visible_to(self, user) -> "PartOfEngagementQuerySet":
        return self.filter(engagement__in=Engagement.objects.visible_to(user))


class Framing(PostedOnce):
    """One way to see the problem; rival framings stand side by side."""

    engagement = models.ForeignKey(Engagement, models.CASCADE, related_name="framings")
    title = models.CharField(max_length=120)
    text = models.TextField(max_length=2000)
    held_by = models.CharField(max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    objects = PartOfEngagementQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.title


class Stakeholder(PostedOnce):
    """Somebody with a stake in the decision, and which one."""

    engagement = models.ForeignKey(Engagement, models.CASCADE, related_name="stakeholders")
    name = models.CharField(max_length=120)
    stake = models.CharField(max_length=300)
    order = models.PositiveSmallIntegerField(default=0)

    objects = PartOfEngagementQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name


class CallState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    OPEN = "open", _("Looking for people")
    CLOSED = "closed", _("Closed to new interest")
    FORMED = "formed", _("Group formed")
    ENDED = "ended", _("Finished")


class CallQuerySet(models.QuerySet["Call"]):
    def convened_by(self, user) -> "CallQuerySet":
        return self.filter(engagement__organisation__in=Organisation.objects.convened_by(user))

    def visible_to(self, user) -> "CallQuerySet":
        published = ~Q(state=CallState.DRAFT)
        if not user.is_authenticated:
            return self.filter(published)
        mine = Q(engagement__organisation__in=Organisation.objects.convened_by(user))
        return self.filter(published | mine)


class Call(PostedOnce):
    """One round of examination: the seats to fill and what is offered for filling them."""

    engagement = models.ForeignKey(Engagement, models.CASCADE, related_name="calls")
    title = models.CharField(max_length=120)
    slug = models.SlugField(max_length=140, unique=True)
    summary = models.TextField(max_length=1000)
    size = models.PositiveSmallIntegerField(
        default=12, validators=[MinValueValidator(2), MaxValueValidator(500)]
    )
    area = models.ForeignKey(Area, models.SET_NULL, null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=CallState.choices, default=CallState.DRAFT)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ["-drafted_at"]

    def __str__(self) -> str:
        return self.title


class PartOfCallQuerySet(models.QuerySet):
    """Rows everybody sees who sees the call."""

    def visible_to(self, user) -> "PartOfCallQuerySet":
        return self.filter(call__in=Call.objects.visible_to(user))


class Importance(models.TextChoices):
    MUST = "must", _("Must be filled")
    NICE = "nice", _("Good to have")


class Seat(PostedOnce):
    """Somebody the call needs: what they know, how they came to know it, how many of them."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="seats")
    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    need = models.TextField(max_length=3000)
    skills = models.JSONField(default=list, blank=True)
    area = models.ForeignKey(Area, models.SET_NULL, null=True, blank=True)
    minimum = models.PositiveSmallIntegerField(default=1)
    maximum = models.PositiveSmallIntegerField(default=1, validators=[MinValueValidator(1)])
    importance = models.CharField(max_length=4, choices=Importance.choices, default=Importance.MUST)
    order = models.PositiveSmallIntegerField(default=0)

    objects = PartOfCallQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minimum__lte=F("maximum")), name="seat_minimum_within_maximum"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def how_many(self) -> str:
        if self.minimum == self.maximum:
            return ngettext("%(n)s person", "%(n)s people", self.maximum) % {"n": self.maximum}
        return _("%(least)s to %(most)s people") % {"least": self.minimum, "most": self.maximum}


class Offer(models.Model):
    """What a person gets and gives, in full, before they say yes."""

    call = models.OneToOneField(Call, models.CASCADE, related_name="offer")
    pay = models.TextField(max_length=600, blank=True)
    expenses = models.TextField(max_length=600, blank=True)
    access_support = models.TextField(max_length=1000, blank=True)
    benefits_warning = models.TextField(max_length=1000, blank=True)
    time_asked = models.TextField(max_length=600, blank=True)
    when_and_where = models.TextField(max_length=600, blank=True)
    given_back = models.TextField(max_length=1000, blank=True)
    contact = models.CharField(max_length=200, blank=True)

    objects = PartOfCallQuerySet.as_manager()

    def __str__(self) -> str:
        return f"offer for {self.call}"


class ConvenersOnlyQuerySet(WorkQuerySet):
    def visible_to(self, user) -> "ConvenersOnlyQuerySet":
        if not user.is_authenticated:
            return self.none()
        return self.filter(call__in=Call.objects.convened_by(user))


class MatchJob(Work):
    """A matching run for every seat of a call: asked for, running, stored."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="match_jobs")
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    requested_at = models.DateTimeField()
    run = models.ForeignKey(Run, models.SET_NULL, null=True, blank=True)
    seats_done = models.PositiveSmallIntegerField(default=0)  # of a run that is under way
    considered = models.PositiveIntegerField(default=0)
    # per seat: {"12": {"considered": 214, "fits": 31, "too_little": 60}}
    counts = models.JSONField(default=dict)
    method = models.JSONField(default=dict)  # what texts were compared with: see method.py

    objects = ConvenersOnlyQuerySet.as_manager()

    class Meta:
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["call"],
                condition=Q(work_state__in=[WorkState.WAITING, WorkState.RUNNING]),
                name="one_living_match_job_per_call",
            )
        ]

    def __str__(self) -> str:
        return f"matching for {self.call} ({self.work_state})"


class MatchQuerySet(models.QuerySet["Match"]):
    def visible_to(self, user) -> "MatchQuerySet":
        """The convener of the call and the matched person: the same reasons for both."""
        if not user.is_authenticated:
            return self.none()
        convened = Q(seat__call__in=Call.objects.convened_by(user))
        mine = Q(person=user) & ~Q(seat__call__state=CallState.DRAFT)
        return self.filter(convened | mine)


class Match(models.Model):
    """How well a person fits a seat, with the reasons; replaced by the next run."""

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="matches")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="matches")
    score = models.FloatField()
    band = models.CharField(max_length=20)
    position = models.PositiveIntegerField(null=True, blank=True)
    reasons = models.JSONField(default=list)  # [{"evidence": id, "words": [...], "part": x}, ...]
    job = models.ForeignKey(MatchJob, models.SET_NULL, null=True, blank=True)
    computed_at = models.DateTimeField()

    objects = MatchQuerySet.as_manager()

    class Meta:
        ordering = ["position", "-score", "pk"]
        verbose_name_plural = "matches"
        constraints = [
            models.UniqueConstraint(fields=["seat", "person"], name="one_match_per_seat_and_person")
        ]

    def __str__(self) -> str:
        return f"{self.person.label} for {self.seat}: {self.band}"
