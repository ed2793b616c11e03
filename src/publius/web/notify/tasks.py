"""The sweep that empties the outbox."""

from django.utils import timezone

from publius.web.switches.models import Brake
from publius.web.switches.queries import is_on

from . import actions
from .channels import ChannelError, channel_for
from .models import Message

AT_ONCE = 25  # messages in one sweep, so that a worker told to stop does so soon


def send_due_messages() -> int:
    """Send what is due, one by one, outside any transaction; returns how many were settled."""
    for settled in range(AT_ONCE):
        if is_on(Brake.MAIL):
            return settled
        message = Message.objects.claim_next(timezone.now())
        if message is None or not _send(message):
            return settled
    return AT_ONCE


def _send(message: Message) -> bool:
    """Send one claimed message and note what came of it; False when its channel is down."""
    refusal = actions.reason_not_to_send(message)
    if refusal:
        actions.mark_failed(message=message, problem=refusal)
        return True
    try:
        channel_for(message).send(message)
    except ChannelError as error:
        return _note_trouble(message, error)
    actions.mark_sent(message=message)
    return True


def _note_trouble(message: Message, error: ChannelError) -> bool:
    if error.is_down:
        actions.put_off_channel(message=message, problem=error.sentence)
    elif error.temporary:
        actions.put_off(message=message, problem=error.sentence)
    else:
        actions.mark_failed(message=message, problem=error.sentence)
    return not error.is_down
