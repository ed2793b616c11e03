"""What the group should look like besides its seats."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from publius.web.calls.models import Call


class Feature(models.TextChoices):
    """What a group can be balanced on, apart from its seats."""

    AGE_BAND = "age_band", _("Age")
    GENDER = "gender", _("Gender")
    ETHNICITY = "ethnicity", _("Ethnic group")
    DISABILITY = "disability", _("Disability")
    AREA = "area", _("Area")
    SAT_BEFORE = "sat_before", _("Sat on a panel in the last two years")


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
