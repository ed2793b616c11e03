"""A decision a body has to make, opened up: engagements, framings, stakeholders."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publius.web.directory.models import Organisation


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
