"""Pages and forms of the site as tests see them, and the browsers that stand in front of them."""

import datetime as dt
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from types import SimpleNamespace
from uuid import NAMESPACE_URL, uuid5

from allauth.account.internal.flows.login import record_authentication
from django.core.cache import cache
from django.db import transaction
from django.forms import BaseForm
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from publius.web.people.models import Person

from .village import Village

Facts = Callable[[Village], dict]
Arguments = Callable[[Village], list]


@dataclass(frozen=True)
class FormPage:
    """One form: where it is, who may post it, and an answer it accepts."""

    name: str
    who: str  # an attribute of the village; "" for a visitor without an account
    args: Arguments = lambda village: []
    data: Facts = lambda village: {}
    forms: tuple[type[BaseForm], ...] = ()
    makes: bool = False  # posting it makes a row
    prepare: Callable[[Client, Village], object] = lambda client, village: None
    is_valid: bool = True  # the answer is taken (a code or a passkey cannot be made up)

    def address(self, village: Village) -> str:
        return reverse(self.name, args=self.args(village))

    def __str__(self) -> str:
        return f"{self.name} as {self.who or 'a visitor'}"


@dataclass(frozen=True)
class ReadPage:
    """A page that is only read."""

    name: str
    who: str = ""
    args: Arguments = lambda village: []

    address = FormPage.address


def listed(failures: list) -> str:
    """One failure per line, for the message of an assertion over many pages."""
    return "\n" + "\n".join(str(failure) for failure in failures)


def key_of(name: str) -> str:
    return str(uuid5(NAMESPACE_URL, name))


def client_of(person: Person | None, **options) -> Client:
    """Somebody's browser, just signed in; None: a visitor's."""
    client = Client(**options)
    client.raise_request_exception = False
    if person is not None:
        client.force_login(person)
        session = client.session
        record_authentication(
            SimpleNamespace(session=session), person, method="mfa", reauthenticated=True
        )
        session.save()
    return client


@contextmanager
def undone():
    """Whatever happens inside has not happened."""
    cache.clear()  # rate limits
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def at_the_form(page: FormPage, village: Village, **options):
    """A browser in front of the form, and the form's address; afterwards nothing has happened."""
    with undone():
        client = client_of(getattr(village, page.who) if page.who else None, **options)
        page.prepare(client, village)
        yield client, page.address(village)


def slug_of(name: str) -> Arguments:
    return lambda village: [getattr(village, name).slug]


def part_of(name: str, part: Callable[[Village], object]) -> Arguments:
    return lambda village: [getattr(village, name).slug, part(village)]


def the_draw(village: Village) -> list:
    return [village.drawn_call.slug, village.draw.pk]


def typed_day(name: str, days: int) -> dict[str, str]:
    """A date so many days from now, as the three fields of a date take it."""
    day = timezone.localdate() + dt.timedelta(days=days)
    parts = {"day": day.day, "month": day.month, "year": day.year}
    return {f"{name}_{part}": str(number) for part, number in parts.items()}
