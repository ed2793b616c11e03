"""A conversation of the address, the reader's part in it, the stage that is open."""

from ..models import Conversation, Participant, Stage


def visible_conversation(user, slug: str) -> Conversation | None:
    """The conversation, where this reader may know of it."""
    found = Conversation.objects.visible_to(user).filter(slug=slug)
    return found.select_related("call__engagement__organisation").first()


def participant_of(user, conversation: Conversation) -> Participant | None:
    """The reader's own part; None for visitors and for those who left."""
    if not user.is_authenticated:
        return None
    living = Participant.objects.living().filter(conversation=conversation, person=user)
    return living.select_related("seat").first()


def open_stage(conversation: Conversation) -> Stage | None:
    return Stage.objects.filter(
        conversation=conversation, opened_at__isnull=False, closed_at__isnull=True
    ).first()
