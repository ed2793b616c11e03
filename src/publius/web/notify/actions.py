"""Putting messages into the outbox and keeping it in order. Nothing here talks to a server."""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publius.web.ledger.actions import record_event
from publius.web.ledger.tags import Tag
from publius.web.work import MAX_ATTEMPTS, WorkState

from .models import Message

FIRST_PAUSE = dt.timedelta(minutes=1)
LONGEST_PAUSE = dt.timedelta(hours=4)
DOWN_PAUSE = dt.timedelta(seconds=20)  # between looks at a channel that is down
GIVE_UP_AFTER = dt.timedelta(days=4)  # a long weekend without a mail server loses nothing
SECRETS_KEPT = dt.timedelta(days=1)
MESSAGES_KEPT = dt.timedelta(days=90)


def queue_message(
    *,
    purpose: str,
    subject: str,
    body: str,
    person: Any = None,
    address: str = "",
    dedupe_key: str | None = None,
    secret: bool = False,
    channel: str = "email",
    why: str = "",
    agreement: str = "",
    stop_link: str = "",
) -> Message | None:
    """Write one message in the caller's transaction; the worker sends it after the commit.

    With a `dedupe_key` the same message is never written twice: the second call returns None.
    `secret` messages (codes, links) lose their text once they are sent. `why` ends the sentence
    "You get this message because ..."; without it: "you have an account". `agreement` names a
    purpose the person agreed to (or several, with spaces between them): if they take one back
    before the message is sent, it is not.
    `stop_link` leads to the page that ends such messages; mail programs show it as a button.
    """
    try:
        with transaction.atomic():
            return Message.objects.create(
                purpose=purpose,
                subject=" ".join(subject.split())[:200],
                body=body,
                person=person,
                address=address or (person.email if person is not None else "") or "",
                dedupe_key=dedupe_key,
                is_secret=secret,
                channel=channel,
                why=why,
                agreement=agreement,
                stop_link=stop_link,
            )
    except IntegrityError:
        if dedupe_key and Message.objects.filter(dedupe_key=dedupe_key).exists():
            return None
        raise


def mark_sent(*, message: Message) -> None:
    wiped = {"body": ""} if message.is_secret else {}
    if message.channel != "email":
        wiped["address"] = ""  # a number is kept encrypted with its person, and nowhere else
    message.finish(timezone.now(), **wiped)


@transaction.atomic
def mark_failed(*, message: Message, problem: str) -> None:
    message.fail(timezone.now(), problem)
    record_event(Tag.MESSAGE_FAILED, message, purpose=message.purpose, tries=message.attempts)


def put_off(*, message: Message, problem: str) -> None:
    """Try one message again later, each time after a longer pause; give up in the end."""
    if message.attempts >= MAX_ATTEMPTS:
        mark_failed(message=message, problem=problem)
        return
    pause = min(FIRST_PAUSE * 2 ** max(0, message.attempts - 1), LONGEST_PAUSE)
    message.retry(timezone.now(), problem, after=pause)


def put_off_channel(*, message: Message, problem: str) -> None:
    """Keep everything for a channel that is down, without counting this as a message's try."""
    now = timezone.now()
    if now - message.created_at > GIVE_UP_AFTER:
        mark_failed(message=message, problem=problem)
        return
    message.put_back(now, problem, after=DOWN_PAUSE)
    Message.objects.filter(
        channel=message.channel, work_state=WorkState.WAITING, due_at__lt=now + DOWN_PAUSE
    ).update(due_at=now + DOWN_PAUSE)


def send_again(*, message_id: int) -> bool:
    """Give a failed message another round of tries; False where there is nothing to send."""
    failed = Message.objects.filter(pk=message_id, work_state=WorkState.FAILED).exclude(body="")
    return bool(
        failed.update(
            work_state=WorkState.WAITING, due_at=timezone.now(), attempts=0, finished_at=None
        )
    )


def forget_old_messages() -> int:
    """Wipe old secrets that were never sent, remove what was settled long ago; returns how many."""
    now = timezone.now()
    unsent = Message.objects.filter(work_state=WorkState.FAILED, is_secret=True).exclude(body="")
    wiped = unsent.filter(created_at__lt=now - SECRETS_KEPT).update(body="")
    settled = Message.objects.filter(work_state__in=[WorkState.DONE, WorkState.FAILED])
    return wiped + settled.filter(finished_at__lt=now - MESSAGES_KEPT).delete()[0]


def reason_not_to_send(message: Message) -> str:
    """Why this message may not go out, in words for the host; empty where it may."""
    if message.person is not None and not message.person.is_active:
        return _("This person has closed their account. Nothing was sent.")
    if message.agreement and not _still_agrees(message):
        return _("This person no longer agrees to messages of this kind. Nothing was sent.")
    if not message.address:
        return _("This person has no address for this kind of message. Reach them another way.")
    if message.attempts > MAX_ATTEMPTS:  # failures are counted as they come: these were breakdowns
        return _("Sending this message broke off again and again. Look at the worker's log.")
    return ""


def _still_agrees(message: Message) -> bool:
    if message.person is None:
        return False
    needed = set(message.agreement.split())
    living = message.person.consents.filter(withdrawn_at__isnull=True, purpose__in=needed)
    return set(living.values_list("purpose", flat=True)) == needed
