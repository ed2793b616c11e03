"""What the outbox holds for one address, and the code in it."""

import re

from publius.web.notify.models import Message


def letters_to(address: str) -> list[Message]:
    return list(Message.objects.filter(address=address).order_by("pk"))


def last_code(address: str) -> str:
    """The code in the newest message to this address; fails if there is none."""
    found = re.search(r"\b\d{4}-\d{4}\b", letters_to(address)[-1].body)
    assert found, "the newest message holds no code"
    return found.group()


def holds_code(message: Message) -> bool:
    return re.search(r"\b\d{4}-\d{4}\b", message.body) is not None
