"""What people know, and what backs it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .accounts import Person
from .choices import OwnedQuerySet


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
