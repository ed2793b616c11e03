"""What the outbox holds for one address, the code in it, and signing in with it."""

import re

from django.test import Client

from publius.web.notify.models import Message
from publius.web.people.models import Person


def letters_to(address: str) -> list[Message]:
    return list(Message.objects.filter(address=address).order_by("pk"))


def last_code(address: str) -> str:
    """The code in the newest message to this address; fails if there is none."""
    found = re.search(r"\b\d{4}-\d{4}\b", letters_to(address)[-1].body)
    assert found, "the newest message holds no code"
    return found.group()


def holds_code(message: Message) -> bool:
    return re.search(r"\b\d{4}-\d{4}\b", message.body) is not None


def sign_in(client: Client, person: Person) -> None:
    client.post("/accounts/login/", {"email": person.email})
    client.post("/accounts/login/code/confirm/", {"code": last_code(person.email)})
    assert client.session["_auth_user_id"] == str(person.pk)
