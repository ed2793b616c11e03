"""Who may do what in a conversation."""

import rules

from publius.web.calls.rules import convenes_call
from publius.web.panels.models import Place, PlaceState

from .models import Conversation, ConversationState, Joining, Part, Participant


def _parts(user, conversation: Conversation | None):
    if conversation is None or not user.is_authenticated:
        return Participant.objects.none()
    return Participant.objects.living().filter(conversation=conversation, person=user)


@rules.predicate
def convenes(user, conversation) -> bool:
    return conversation is not None and convenes_call(user, conversation.call)


@rules.predicate
def runs(user, conversation) -> bool:
    """A host or facilitator of this conversation."""
    return _parts(user, conversation).filter(part__in=[Part.HOST, Part.FACILITATOR]).exists()


@rules.predicate
def moderates(user, conversation) -> bool:
    return _parts(user, conversation).filter(part=Part.MODERATOR).exists()


@rules.predicate
def is_member(user, conversation) -> bool:
    return _parts(user, conversation).filter(part=Part.MEMBER).exists()


@rules.predicate
def is_there(user, conversation) -> bool:
    return _parts(user, conversation).exists()


@rules.predicate
def is_published(user, conversation) -> bool:
    return conversation is not None and conversation.state != ConversationState.DRAFT


@rules.predicate
def is_going_on(user, conversation) -> bool:
    return conversation is not None and conversation.state == ConversationState.OPEN


@rules.predicate
def is_wanted(user, conversation) -> bool:
    """May join: holds a place in the group, or the conversation is open to anybody."""
    if conversation is None or not user.is_authenticated:
        return False
    if conversation.joining == Joining.ANYBODY:
        return True
    places = Place.objects.filter(call=conversation.call_id, person=user)
    return places.filter(state=PlaceState.ACCEPTED).exists()


@rules.predicate
def has_been_here(user, conversation) -> bool:
    """Left or was removed: whoever was removed does not come back by the front door."""
    if conversation is None or not user.is_authenticated:
        return False
    return Participant.objects.filter(
        conversation=conversation, person=user, removed_by__isnull=False
    ).exists()


rules.add_rule("conversations.run", convenes | runs)
rules.add_rule("conversations.moderate", convenes | runs | moderates)
rules.add_rule(
    "conversations.join", is_going_on & is_wanted & ~is_there & ~has_been_here & ~convenes
)
rules.add_rule("conversations.take_part", is_going_on & is_member)
