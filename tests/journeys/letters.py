"""The post of a journey: what the outbox has sent, and the codes and links in it."""

import re

from django.conf import settings
from django.core import mail

from publius.web.notify.tasks import send_due_messages

CODE = re.compile(r"^\s*([A-Z0-9]{3,}(?:-[A-Z0-9]{3,})?)\s*$", re.MULTILINE)


def the_post_goes_round() -> None:
    while send_due_messages():
        pass


def letters_to(address: str) -> list[mail.EmailMessage]:
    """All letters to this address, oldest first."""
    the_post_goes_round()
    return [letter for letter in mail.outbox if letter.to == [address]]


def letters_called(subject: str) -> list[mail.EmailMessage]:
    """All letters whose subject begins like this, oldest first."""
    the_post_goes_round()
    return [letter for letter in mail.outbox if letter.subject.startswith(subject)]


def code_in_the_last_letter_to(address: str) -> str:
    return CODE.search(letters_to(address)[-1].body).group(1)


def link_in_the_last_letter_to(address: str) -> str:
    return first_link_in(letters_to(address)[-1])


def first_link_in(letter: mail.EmailMessage) -> str:
    """The path of the first link to our own pages."""
    return re.search(re.escape(settings.BASE_URL) + r"(/\S+)", letter.body).group(1)
