"""The one reminder of a question that nobody has answered yet."""

from django.db import transaction
from django.utils import timezone

from publius.web.ledger.actions import record_event
from publius.web.ledger.tags import Tag
from publius.web.people.models import Purpose
from publius.web.people.queries import has_consent

from ..models import Ask, Invitation
from .delivery import bring_reminder


@transaction.atomic
def remind(*, invitation: Invitation) -> bool:
    """Remind once. False: it was answered, ran out, or somebody was reminded meanwhile.

    The note and the message are one transaction: a worker that is killed leaves both or neither.
    """
    now = timezone.now()
    waiting = Invitation.objects.living(now).filter(pk=invitation.pk, reminded_at__isnull=True)
    if not waiting.filter(remind_at__lte=now).update(reminded_at=now):
        return False
    if not _may_be_written_to(invitation):
        return False
    bring_reminder(invitation)
    record_event(
        Tag.INVITATION_REMINDED,
        invitation.call,
        person=str(invitation.person.public_id),
        ask=str(invitation.ask),
        route=str(invitation.route),
    )
    return True


def _may_be_written_to(invitation: Invitation) -> bool:
    """Who asked for quiet since gets no reminder; whoever was offered a place asked for it."""
    if invitation.ask == Ask.PLACE:
        return True
    return has_consent(invitation.person, Purpose.CALL_ALERTS)
