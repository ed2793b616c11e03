"""Taking rows of people away: allowed to those who run it, with a reason everybody can read."""

import uuid

from django.db import IntegrityError, transaction
from django.utils import timezone

from publius.web.ledger.actions import record_event
from publius.web.ledger.tags import Tag
from publius.web.people.models import Person

from ..models import Conversation, RowsTaken


@transaction.atomic
def take_rows(*, conversation: Conversation, reason: str, by: Person, key: uuid.UUID) -> RowsTaken:
    """Note who takes a file with one row per person, and what for. Sent twice, it is one."""
    try:
        with transaction.atomic():
            taken = RowsTaken.objects.create(
                conversation=conversation,
                taken_by=by,
                reason=reason,
                taken_at=timezone.now(),
                posted_key=key,
            )
    except IntegrityError:
        return RowsTaken.objects.get(posted_key=key, conversation=conversation, taken_by=by)
    record_event(Tag.ROWS_TAKEN, conversation, actor=by, taking=taken.pk)
    return taken
