"""What the group should look like besides its seats, and what the population looks like."""

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


class PartOfVisibleCallQuerySet(models.QuerySet):
    def visible_to(self, user) -> "PartOfVisibleCallQuerySet":
        return self.filter(call__in=Call.objects.visible_to(user))


class Target(models.Model):
    """How many people with one value of one feature the panel should have, as a range."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="targets")
    feature = models.CharField(max_length=20, choices=Feature.choices)
    value = models.CharField(max_length=80)
    minimum = models.PositiveSmallIntegerField(default=0)
    maximum = models.PositiveSmallIntegerField()

    objects = PartOfVisibleCallQuerySet.as_manager()

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


class PopulationShare(models.Model):
    """Which share of the population holds one value, and where that was read."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="population")
    feature = models.CharField(max_length=20, choices=Feature.choices)
    value = models.CharField(max_length=80)
    share = models.FloatField()  # 0 to 1, of everybody whose value is known
    source = models.CharField(max_length=200, blank=True)  # "Census 2021, Arden Vale"

    objects = PartOfVisibleCallQuerySet.as_manager()

    class Meta:
        ordering = ["feature", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "feature", "value"], name="one_population_share_per_value"
            ),
            models.CheckConstraint(
                condition=Q(share__gte=0, share__lte=1), name="population_share_within_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.feature} {self.value}: {self.share:.1%}"
