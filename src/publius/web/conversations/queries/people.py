"""Who takes part in a conversation, whom it was meant for, and who is missing."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publius.web.calls.models import Seat
from publius.web.directory.models import Role, RoleName
from publius.web.panels.models import Place, PlaceState
from publius.web.panels.queries.protection import protected_count
from publius.web.people.models import Person

from ..models import Conversation, Part, Participant, Vote

TEAM = (Part.HOST, Part.FACILITATOR, Part.MODERATOR)
# What a role in the organisation lets somebody be in its conversations.
PART_OF_ROLE = {
    RoleName.CONVENER: Part.HOST,
    RoleName.FACILITATOR: Part.FACILITATOR,
    RoleName.MODERATOR: Part.MODERATOR,
}


def living_participants(conversation: Conversation) -> QuerySet[Participant]:
    living = Participant.objects.living().filter(conversation=conversation)
    return living.select_related("seat", "person")


def members_of(conversation: Conversation) -> QuerySet[Participant]:
    return living_participants(conversation).filter(part=Part.MEMBER)


def team_of(conversation: Conversation) -> QuerySet[Participant]:
    return living_participants(conversation).filter(part__in=TEAM)


def participant_by_key(conversation: Conversation, key: int) -> Participant | None:
    return living_participants(conversation).filter(pk=key).first()


def was_removed(conversation: Conversation, key: int) -> bool:
    gone = Participant.objects.filter(conversation=conversation, pk=key)
    return gone.filter(left_at__isnull=False, removed_by__isnull=False).exists()


def removal_of(user, slug: str) -> Participant | None:
    """The reader's own removal from the conversation of this address, with its reason."""
    if not user.is_authenticated:
        return None
    mine = Participant.objects.filter(
        conversation__slug=slug, person=user, left_at__isnull=False, removed_by__isnull=False
    )
    return mine.select_related("conversation__call__engagement__organisation").first()


def holders_not_here(conversation: Conversation) -> list[Person]:
    """People who accepted a place in the group and have never joined, left or been removed."""
    places = Place.objects.filter(
        call=conversation.call_id, state=PlaceState.ACCEPTED, person__is_active=True
    )
    known = Participant.objects.filter(conversation=conversation).values("person")
    return [p.person for p in places.exclude(person__in=known).select_related("person")]


def seat_of_place(conversation: Conversation, person: Person) -> Seat | None:
    """The seat for which somebody holds a place in the group."""
    place = Place.objects.filter(call=conversation.call_id, person=person).first()
    return place.seat if place is not None else None


def roles_to_add(conversation: Conversation) -> QuerySet[Role]:
    """People of the organisation who could be on the team and are not yet."""
    here = living_participants(conversation).exclude(person=None).values("person")
    roles = Role.objects.living().filter(
        organisation=conversation.call.engagement.organisation_id,
        role__in=PART_OF_ROLE,
        person__is_active=True,
    )
    return roles.exclude(person__in=here).select_related("person").order_by("role", "pk")


@dataclass(frozen=True)
class SeatPresence:
    """One seat: how many people are wanted and how many are there."""

    seat: Seat
    present: int
    votes: int

    @property
    def missing(self) -> int:
        return max(0, self.seat.minimum - self.present)

    @property
    def here_words(self) -> str:
        if not self.present:
            return _("nobody yet")
        return ngettext("%(n)s person", "%(n)s people", self.present) % {"n": self.present}

    @property
    def votes_words(self) -> str:
        return protected_count(self.votes)

    @property
    def sentence(self) -> str:
        """What is missing in words; empty where nobody is."""
        if not self.missing:
            return ""
        facts = {"seat": self.seat.title, "missing": self.missing}
        if not self.present:
            return _("%(seat)s: nobody is here for this yet.") % facts
        return ngettext(
            "%(seat)s: %(missing)s more person is needed.",
            "%(seat)s: %(missing)s more people are needed.",
            self.missing,
        ) % facts  # fmt: skip


def presence(conversation: Conversation) -> list[SeatPresence]:
    """Every seat of the call with who is there for it: wanted minus present is who is missing."""
    here = Counter(members_of(conversation).values_list("seat_id", flat=True))
    cast = Vote.objects.counted().filter(participant__conversation=conversation)
    votes = Counter(cast.values_list("participant__seat_id", flat=True))
    seats = Seat.objects.filter(call=conversation.call_id)
    return [SeatPresence(seat, here[seat.pk], votes[seat.pk]) for seat in seats]
