from django.db import models
from django.utils.translation import gettext_lazy as _


class Brake(models.TextChoices):
    """What a host can stop at once when something is wrong."""

    READ_ONLY = "read_only", _("Stop every change: the whole site becomes read-only")
    SIGN_UP = "sign_up", _("Stop new accounts")
    MAIL = "mail", _("Hold outgoing messages (they are kept and sent later)")
    MATCHING = "matching", _("Stop matching runs")
    DRAWS = "draws", _("Stop draws")


class HostsOnlyQuerySet(models.QuerySet):
    def visible_to(self, user) -> "HostsOnlyQuerySet":
        return self if user.is_authenticated and user.is_host else self.none()


class Switch(models.Model):
    """A brake that is on. No row: off."""

    brake = models.CharField(max_length=20, choices=Brake.choices, unique=True)
    message = models.CharField(max_length=300, blank=True)
    turned_on_at = models.DateTimeField()

    objects = HostsOnlyQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.brake} is on"


class Heartbeat(models.Model):
    """A worker's sign of life, so that a host can see whether somebody does the work."""

    worker = models.CharField(max_length=120, unique=True)  # machine and process
    seen_at = models.DateTimeField()

    objects = HostsOnlyQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.worker} {self.seen_at:%Y-%m-%d %H:%M}"
