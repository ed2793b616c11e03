"""The next number of a conversation, given once however many people write at the same time."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from ..models import Conversation, Statement
from ..refusals import RefusalError

MOST_TRIES = 5


def add_statement(*, conversation: Conversation, **facts: Any) -> Statement:
    """Make a statement under the next number, inside the caller's transaction."""
    wait_for_turn(conversation)
    for _try in range(MOST_TRIES):
        try:
            with transaction.atomic():
                number = next_number(conversation)
                return Statement.objects.create(conversation=conversation, number=number, **facts)
        except IntegrityError:
            # The form came twice; a number that was taken meanwhile is tried again instead.
            if Statement.objects.filter(posted_key=facts.get("posted_key")).exists():
                raise
    raise RefusalError(
        _("Many people are writing at this moment. Nothing was sent: please send it again.")
    )


def wait_for_turn(conversation: Conversation) -> None:
    """One writer after the other in each conversation, so that hardly anybody tries twice."""
    list(Conversation.objects.select_for_update(no_key=True).filter(pk=conversation.pk))


def next_number(conversation: Conversation) -> int:
    last = Statement.objects.filter(conversation=conversation).aggregate(last=Max("number"))
    return (last["last"] or 0) + 1
