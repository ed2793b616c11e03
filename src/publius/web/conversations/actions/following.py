"""What follows for conversations from what happened elsewhere, as the ledger tells it."""

from collections.abc import Callable

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from publius.web.ledger.actions import move_bookmark, record_event
from publius.web.ledger.models import Event
from publius.web.ledger.queries import News
from publius.web.ledger.tags import Tag

from ..models import Conversation, ConversationState, Participant
from ..queries.people import PART_OF_ROLE
from .motions import ask_everybody_where_due
from .opening import invite_holders

FOLLOWED = (Tag.PLACE_ACCEPTED, Tag.ROLE_ENDED, Tag.PERSON_LEFT)


@transaction.atomic
def follow(*, bookmark: str, news: News) -> int:
    """Do what each event asks for, once; returns how many there were."""
    if not move_bookmark(bookmark, news):
        return 0
    for event in news.events:
        _DEEDS[Tag(event.tag)](event)
    return len(news.events)


def _tell_new_holder(event: Event) -> None:
    """Whoever accepts a place after the conversation has opened is told of it, too."""
    going = Conversation.objects.filter(call=event.subject_id, state=ConversationState.OPEN)
    for conversation in going.select_related("call__engagement__organisation"):
        invite_holders(conversation=conversation)


def _end_parts_of_role(event: Event) -> None:
    """Whoever no longer acts for the organisation no longer acts in its conversations."""
    part = PART_OF_ROLE.get(event.data["role"])
    _end(
        Participant.objects.living().filter(
            conversation__call__engagement__organisation=event.subject_id,
            person__public_id=event.data["person"],
            part=part,
        )
    )


def _end_parts_of_person(event: Event) -> None:
    """Whoever closed their account is in no conversation any more: thirds count without them."""
    _end(Participant.objects.living().filter(person=event.subject_id))


def _end(parts: QuerySet[Participant]) -> None:
    for participant in parts.select_related("conversation"):
        here = Participant.objects.living().filter(pk=participant.pk)
        if here.update(left_at=timezone.now()):
            record_event(
                Tag.PARTICIPANT_LEFT,
                participant.conversation,
                part=participant.part,
                participant=participant.pk,
            )
            ask_everybody_where_due(conversation=participant.conversation)


_DEEDS: dict[Tag, Callable[[Event], None]] = {
    Tag.PLACE_ACCEPTED: _tell_new_holder,
    Tag.ROLE_ENDED: _end_parts_of_role,
    Tag.PERSON_LEFT: _end_parts_of_person,
}
