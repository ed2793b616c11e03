"""A conversation, its stages and who takes part in which role."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publius.web.calls.models import Call, PostedOnce, Seat
from publius.web.directory.models import Organisation


class ConversationState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class Joining(models.TextChoices):
    PANEL = "panel", _("The people who hold a place in the group")
    ANYBODY = "anybody", _("Anybody who has an account")


class Readers(models.TextChoices):
    MEMBERS = "members", _("Only those who take part")
    EVERYBODY = "everybody", _("Everybody")


class Checking(models.TextChoices):
    BEFORE = "before", _("Before others see it")
    AFTER = "after", _("After others can see it")


class ConversationQuerySet(models.QuerySet["Conversation"]):
    def convened_by(self, user) -> "ConversationQuerySet":
        return self.filter(
            call__engagement__organisation__in=Organisation.objects.convened_by(user)
        )

    def run_by(self, user) -> "ConversationQuerySet":
        """Those of the body, and the hosts and facilitators of the conversation itself."""
        if not user.is_authenticated:
            return self.none()
        running = Participant.objects.running().filter(person=user)
        return self.filter(
            Q(call__engagement__organisation__in=Organisation.objects.convened_by(user))
            | Q(pk__in=running.values("conversation"))
        )

    def visible_to(self, user) -> "ConversationQuerySet":
        """Drafts: those who run them. Published: who takes part, who may join, or everybody."""
        published = ~Q(state=ConversationState.DRAFT)
        open_to_all = Q(readers=Readers.EVERYBODY)
        if not user.is_authenticated:
            return self.filter(published & open_to_all)
        runs = Q(pk__in=Conversation.objects.run_by(user).values("pk"))
        takes_part = Q(
            pk__in=Participant.objects.living().filter(person=user).values("conversation")
        )
        may_join = Q(joining=Joining.ANYBODY) | Q(
            call__places__person=user, call__places__state="accepted"
        )
        return self.filter(runs | published & (open_to_all | takes_part | may_join)).distinct()


class Conversation(PostedOnce):
    """People of one call talk about one question, stage by stage."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="conversations")
    title = models.CharField(max_length=120)
    slug = models.SlugField(max_length=140, unique=True)
    question = models.TextField(max_length=500)  # as it is put now; earlier ones are kept beside it
    state = models.CharField(
        max_length=6, choices=ConversationState.choices, default=ConversationState.DRAFT
    )
    joining = models.CharField(max_length=8, choices=Joining.choices, default=Joining.PANEL)
    readers = models.CharField(max_length=9, choices=Readers.choices, default=Readers.MEMBERS)
    checking = models.CharField(max_length=6, choices=Checking.choices, default=Checking.BEFORE)
    policy = models.TextField(max_length=5000)  # what is not published, and why
    agreement = models.TextField(max_length=3000)  # accepted before the first contribution
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ConversationQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at"]

    def __str__(self) -> str:
        return self.title


class PartOfConversationQuerySet(models.QuerySet):
    """Rows everybody sees who sees the conversation."""

    def visible_to(self, user) -> "PartOfConversationQuerySet":
        return self.filter(conversation__in=Conversation.objects.visible_to(user))


class StageKind(models.TextChoices):
    UNDERSTAND = "understand", _("Understand")
    EXPLORE = "explore", _("Explore")
    WEIGH = "weigh", _("Weigh")
    DECIDE = "decide", _("Decide")
    REPORT = "report", _("Report")


class Stage(models.Model):
    """One step of a conversation. The one that is open: opened and not closed."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="stages")
    kind = models.CharField(max_length=10, choices=StageKind.choices)
    order = models.PositiveSmallIntegerField()
    purpose = models.TextField(max_length=1000)
    opens_on = models.DateField(null=True, blank=True)  # as planned
    closes_on = models.DateField(null=True, blank=True)
    minimum_days = models.PositiveSmallIntegerField(default=3)  # it stays open at least this long
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = PartOfConversationQuerySet.as_manager()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["conversation", "kind"], name="one_stage_per_kind"),
            models.UniqueConstraint(
                fields=["conversation"],
                condition=Q(opened_at__isnull=False, closed_at__isnull=True),
                name="one_open_stage",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None and self.closed_at is None


class Part(models.TextChoices):
    """The role a person has in one conversation, shown beside their name."""

    HOST = "host", _("Host")
    FACILITATOR = "facilitator", _("Facilitator")
    MODERATOR = "moderator", _("Moderator")
    MEMBER = "member", _("Member")
    OBSERVER = "observer", _("Observer")


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def living(self) -> "ParticipantQuerySet":
        """Who is there now: neither left nor removed."""
        return self.filter(left_at__isnull=True)

    def running(self) -> "ParticipantQuerySet":
        return self.living().filter(part__in=[Part.HOST, Part.FACILITATOR])

    def members(self) -> "ParticipantQuerySet":
        return self.living().filter(part=Part.MEMBER)

    def visible_to(self, user) -> "ParticipantQuerySet":
        return self.filter(conversation__in=Conversation.objects.visible_to(user))


class Participant(models.Model):
    """A person in a conversation. Others see the pseudonym, the part and the seat, no name."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="participants")
    # Empty once the account is gone; what was said stays, under the pseudonym.
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="taking_part"
    )
    part = models.CharField(max_length=11, choices=Part.choices, default=Part.MEMBER)
    pseudonym = models.CharField(max_length=40)
    renamed_at = models.DateTimeField(null=True, blank=True)  # another pseudonym, once
    seat = models.ForeignKey(  # what they are here for
        Seat, models.SET_NULL, null=True, blank=True, related_name="taking_part"
    )
    joined_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True, blank=True)  # accepted the agreement
    left_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    removed_because = models.TextField(max_length=1000, blank=True)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        ordering = ["joined_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "person"],
                condition=Q(person__isnull=False),
                name="one_part_per_person",
            ),
            models.UniqueConstraint(
                fields=["conversation", "pseudonym"], name="one_person_per_pseudonym"
            ),
        ]

    def __str__(self) -> str:
        return self.pseudonym

    @property
    def is_living(self) -> bool:
        return self.left_at is None
