from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publius.web.people.models import Area, Evidence


class OrganisationKind(models.TextChoices):
    PUBLIC_BODY = "public_body", _("Public body")
    USER_LED = "user_led", _("User-led organisation")
    CHARITY = "charity", _("Charity")
    COMMUNITY = "community", _("Community group")
    UNIVERSITY = "university", _("University or college")
    COMPANY = "company", _("Company")


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def visible_to(self, user) -> "OrganisationQuerySet":
        """The directory is public."""
        return self

    def convened_by(self, user) -> "OrganisationQuerySet":
        """The organisations for which this person may open engagements."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(
            roles__person=user, roles__role=RoleName.CONVENER, roles__ended_at__isnull=True
        )


class Organisation(models.Model):
    name = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(max_length=120, unique=True)
    kind = models.CharField(max_length=12, choices=OrganisationKind.choices)
    about = models.TextField(max_length=2000)
    area = models.ForeignKey(Area, models.SET_NULL, null=True, blank=True)
    controlled_by = models.CharField(
        max_length=200, blank=True, help_text=_("Who runs it, in its own words.")
    )
    website = models.URLField(blank=True)
    contact_email = models.EmailField(blank=True)
    added_at = models.DateTimeField()

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class RoleName(models.TextChoices):
    CONVENER = "convener", _("Convener")
    FACILITATOR = "facilitator", _("Facilitator")
    MODERATOR = "moderator", _("Moderator")
    CALLER = "caller", _("Caller")
    MEMBER = "member", _("Member")


class RoleQuerySet(models.QuerySet["Role"]):
    def living(self) -> "RoleQuerySet":
        return self.filter(ended_at__isnull=True)

    def visible_to(self, user) -> "RoleQuerySet":
        """People see their own roles and those in organisations they convene for."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(
            Q(person=user) | Q(organisation__in=Organisation.objects.convened_by(user))
        )


class Role(models.Model):
    """What a person may do for an organisation, from when, until when."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="roles")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="roles")
    role = models.CharField(max_length=12, choices=RoleName.choices)
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = RoleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person", "role"],
                condition=Q(ended_at__isnull=True),
                name="one_living_role_of_a_kind",
            )
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.organisation}"


class ConfirmationState(models.TextChoices):
    ASKED = "asked", _("Asked")
    CONFIRMED = "confirmed", _("Confirmed")
    NOT_CONFIRMED = "not_confirmed", _("Not confirmed")


class ConfirmationQuerySet(models.QuerySet["Confirmation"]):
    def open(self) -> "ConfirmationQuerySet":
        return self.filter(state=ConfirmationState.ASKED)

    def visible_to(self, user) -> "ConfirmationQuerySet":
        """The person who asked, and the conveners of the organisation that was asked."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(
            Q(evidence__person=user) | Q(organisation__in=Organisation.objects.convened_by(user))
        )


class Confirmation(models.Model):
    """A person asks an organisation to confirm one piece of evidence; it answers once."""

    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="confirmations")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="confirmations")
    state = models.CharField(
        max_length=13, choices=ConfirmationState.choices, default=ConfirmationState.ASKED
    )
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["evidence", "organisation"], name="one_confirmation_per_organisation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.state} by {self.organisation}"
