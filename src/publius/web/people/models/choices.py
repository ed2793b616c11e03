"""What people agree to, and the answers they give only for a purpose they agreed to."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publius.web.fields import EncryptedJSONField

from .accounts import Person


class Purpose(models.TextChoices):
    """What a person can agree to, one consent each."""

    PANEL_BALANCING = "panel_balancing", _("Balancing a group")
    LIVED_EXPERIENCE = "lived_experience", _("Matching on what you have lived through")
    ACCESS_NEEDS = "access_needs", _("Passing on your access needs when you accept a place")
    CALL_ALERTS = "call_alerts", _("Writing to you about calls that need you")
    OTHER_ROUTES = "other_routes", _("Reaching you by text message, letter or phone")
    CONVERSATIONS = "conversations", _("Counting what you think in conversations")


class ConsentQuerySet(models.QuerySet["Consent"]):
    def visible_to(self, user) -> "ConsentQuerySet":
        """The person themselves, and nobody else."""
        return self.filter(person=user) if user.is_authenticated else self.none()

    def taken_back(self, purpose: Purpose) -> "ConsentQuerySet":
        """Ended agreements of people who have not agreed again."""
        ended = self.filter(purpose=purpose, withdrawn_at__isnull=False)
        living = Consent.objects.filter(purpose=purpose, withdrawn_at__isnull=True)
        return ended.exclude(person__in=living.values("person"))


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

    objects = ConsentQuerySet.as_manager()

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


class ContactRoute(models.TextChoices):
    """The way somebody wants to be reached about calls."""

    EMAIL = "email", _("By e-mail")
    SMS = "sms", _("By text message")
    LETTER = "letter", _("By letter")
    PHONE = "phone", _("By phone")


class ContactDetails(models.Model):
    """Another way to reach somebody than e-mail: nobody has to give one."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="contact_details")
    route = models.CharField(max_length=6, choices=ContactRoute.choices)
    # a name, a number, an address, whether letters come in large print
    details = EncryptedJSONField()
    changed_at = models.DateTimeField()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "contact details"

    def __str__(self) -> str:
        return "contact details"
