"""Who has an account, and the places they live in."""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


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
