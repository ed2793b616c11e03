"""Meetings held elsewhere and what was said there."""

from django.db.models import Count, QuerySet

from ..models import Conversation, Session, Statement
from .statements import SHOWN_WITH


def sessions_of(user, conversation: Conversation) -> QuerySet[Session]:
    found = Session.objects.visible_to(user).filter(conversation=conversation)
    return found.prefetch_related("seats__seat").annotate(entered=Count("statements"))


def session_of(user, conversation: Conversation, key: int) -> Session | None:
    return sessions_of(user, conversation).filter(pk=key).first()


def entered_for(session: Session) -> QuerySet[Statement]:
    """What was entered for this meeting, in order."""
    return Statement.objects.filter(session=session).select_related(*SHOWN_WITH)
