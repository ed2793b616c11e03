import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publius.web.fields import EncryptedJSONField


class Area(models.Model):
    """A place people live in and calls are about: a ward, a town, a borough."""

    name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=80, unique=True)
    within = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    population = models.PositiveIntegerField(null=True, blank=True)
    # The middle of it in degrees (WGS 84); without it nothing can be near or far.
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="area_has_both_degrees_or_none",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_on_the_map(self) -> bool:
        return self.latitude is not None


class PersonQuerySet(models.QuerySet["Person"]):
    def active(self) -> "PersonQuerySet":
        return self.filter(is_active=True)

    def visible_to(self, user) -> "PersonQuerySet":
        """People see themselves. Everything wider goes through a call (see calls and panels)."""
        return self.filter(pk=user.pk) if user.is_authenticated else self.none()


class PersonManager(BaseUserManager["Person"]):
    def get_queryset(self) -> PersonQuerySet:
        return PersonQuerySet(self.model, using=self._db)

    def active(self) -> PersonQuerySet:
        return self.get_queryset().active()

    def visible_to(self, user) -> PersonQuerySet:
        return self.get_queryset().visible_to(user)

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """Anybody with an account: citizen, convener, facilitator, host. Roles are given elsewhere."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # NULL, not "": people without an address are many, and each address is unique.
    email = models.EmailField(_("e-mail address"), null=True, blank=True)  # noqa: DJ001
    display_name = models.CharField(_("what to call you"), max_length=80, blank=True)
    area = models.ForeignKey(Area, models.SET_NULL, null=True, blank=True, related_name="people")
    languages = models.JSONField(default=list, blank=True)  # names of languages, most used first
    is_active = models.BooleanField(default=True)
    is_host = models.BooleanField(default=False)
    is_invented = models.BooleanField(default=False)  # belongs to the demonstration
    joined_at = models.DateTimeField(default=timezone.now)
    adult_confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = [
            models.UniqueConstraint(models.functions.Lower("email"), name="one_account_per_email"),
        ]

    def __str__(self) -> str:
        return self.display_name or self.label

    @property
    def label(self) -> str:
        """How a person is shown to those who may not know their name."""
        return f"Person {self.public_id.hex[:4].upper()}"

    def has_usable_password(self) -> bool:
        """Nobody has one: people prove who they are with codes and passkeys."""
        return False

    @property
    def has_finished_sign_up(self) -> bool:
        return bool(self.display_name and self.adult_confirmed_at)


class Purpose(models.TextChoices):
    """What a person can agree to, one consent each."""

    PANEL_BALANCING = "panel_balancing", _("Balancing a group")
    LIVED_EXPERIENCE = "lived_experience", _("Matching on what you have lived through")
    ACCESS_NEEDS = "access_needs", _("Passing on your access needs when you accept a place")
    CALL_ALERTS = "call_alerts", _("Writing to you about calls that need you")


class OwnedQuerySet(models.QuerySet):
    def visible_to(self, user) -> "OwnedQuerySet":
        """The person themselves, and nobody else."""
        return self.filter(person=user) if user.is_authenticated else self.none()


class Consent(models.Model):
    """One agreement to one purpose in one wording; withdrawing ends it, giving opens a new one."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=30, choices=Purpose.choices)
    wording_version = models.CharField(max_length=20)
    channel = models.CharField(max_length=20, default="web")
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_living_consent_per_purpose",
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.given_at:%Y-%m-%d}"


class AccessNeeds(models.Model):
    """What a person needs to take part: codes of the standard and their own words."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="access_needs")
    details = EncryptedJSONField()  # {"codes": [...], "own_words": "..."}
    changed_at = models.DateTimeField()

    objects = OwnedQuerySet.as_manager()

    def __str__(self) -> str:
        return "access needs"


class Demographics(models.Model):
    """What a person chose to say about themselves so that a group can be balanced. Nothing else."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="demographics")
    answers = EncryptedJSONField()  # {"age_band": "25-44", "gender": ..., ...}
    changed_at = models.DateTimeField()

    objects = OwnedQuerySet.as_manager()

    def __str__(self) -> str:
        return "demographics"


class Kind(models.TextChoices):
    """How somebody comes to know something."""

    PROFESSIONAL = "professional", _("Professional: trained for it")
    PRACTICAL = "practical", _("Practical: does it")
    LIVED = "lived", _("Lived: has lived it")


class Visibility(models.TextChoices):
    """Who may read the words of one item. Matching uses all three unless the item is hidden."""

    MATCHING = "matching", _("Nobody: use it only to find calls for me")
    CONVENERS = "conveners", _("Public bodies whose calls it fits")
    PUBLIC = "public", _("Everybody")


class ExpertiseQuerySet(OwnedQuerySet):
    def live(self) -> "ExpertiseQuerySet":
        return self.filter(removed_at__isnull=True)

    def shown(self) -> "ExpertiseQuerySet":
        return self.live().filter(is_hidden=False)


class Expertise(models.Model):
    """A person's own statement of something they know."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="expertise")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    words = models.TextField(max_length=2000)
    skills = models.JSONField(default=list, blank=True)  # short phrases
    visibility = models.CharField(
        max_length=10, choices=Visibility.choices, default=Visibility.CONVENERS
    )
    is_hidden = models.BooleanField(default=False)  # the words; evidence has its own
    is_pinned = models.BooleanField(default=False)
    stated_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = ExpertiseQuerySet.as_manager()

    class Meta:
        ordering = ["stated_at", "pk"]
        verbose_name_plural = "expertise"

    def __str__(self) -> str:
        return self.words[:60]

    @property
    def ages(self) -> bool:
        """What somebody has lived through does not count less with the years."""
        return self.kind != Kind.LIVED


class EvidenceSource(models.TextChoices):
    """What backs a statement."""

    SELF_ACCOUNT = "self_account", _("Own account")
    ROLE = "role", _("A job or role")
    QUALIFICATION = "qualification", _("A qualification")
    BADGE = "badge", _("A badge")
    PUBLICATION = "publication", _("A publication")
    ANSWER = "answer", _("An answer they gave")
    CONTRIBUTION = "contribution", _("A contribution to an earlier call")
    VOUCH = "vouch", _("The word of an organisation")


class EvidenceQuerySet(OwnedQuerySet):
    def live(self) -> "EvidenceQuerySet":
        return self.filter(expertise__removed_at__isnull=True)

    def shown(self) -> "EvidenceQuerySet":
        return self.live().filter(is_hidden=False)


class Evidence(models.Model):
    """One thing that backs a statement; the person can hide it, or pin it: it does not grow old."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="evidence")
    expertise = models.ForeignKey(Expertise, models.CASCADE, related_name="evidence")
    source = models.CharField(max_length=15, choices=EvidenceSource.choices)
    text = models.TextField(max_length=4000)
    link = models.URLField(blank=True)
    issued_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)  # of a badge or a qualification
    confirmed_by = models.CharField(max_length=120, blank=True)  # name of the confirming body
    confirmed_at = models.DateTimeField(null=True, blank=True)
    is_hidden = models.BooleanField(default=False)
    is_pinned = models.BooleanField(default=False)
    added_at = models.DateTimeField()

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "pk"]
        verbose_name_plural = "evidence"

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None

    @property
    def has_run_out(self) -> bool:
        return self.expires_on is not None and self.expires_on < timezone.localdate()

    @property
    def ages(self) -> bool:
        """A badge does not while it is valid, nor does what somebody has lived through."""
        is_valid = self.expires_on is not None and not self.has_run_out
        return self.expertise.ages and not is_valid
