"""Putting messages into the outbox. Nothing here talks to a mail server."""

from typing import Any

from django.db import IntegrityError, transaction

from .models import Message


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
) -> Message | None:
    """Write one message in the caller's transaction; the worker sends it after the commit.

    With a `dedupe_key` the same message is never written twice: the second call returns None.
    `secret` messages (codes, links) lose their text once they are sent.
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
            )
    except IntegrityError:
        if dedupe_key and Message.objects.filter(dedupe_key=dedupe_key).exists():
            return None
        raise
