"""A form changes the fields it shows and nothing else, whatever is sent along."""

import re
from contextlib import AbstractContextManager

import pytest
import time_machine
from django.db import models
from django.utils import timezone

from publius.web.people.models import Person
from tests.factories import Factory

from .form_pages import FORM_PAGES
from .pages import FormPage, at_the_form, listed
from .state import comparable_rows, differences, models_of_the_site
from .village import Village

pytestmark = pytest.mark.django_db


def tempting_value(field: models.Field, village: Village) -> str:
    """A value the column would take and its owner would not want."""
    if field.choices:
        return str(field.choices[-1][0])
    if field.is_relation:
        return str(village.stranger.pk)
    if isinstance(field, models.BooleanField):
        return "on"
    if isinstance(field, models.DateTimeField):
        return "2020-01-01 00:00"
    if isinstance(field, models.DateField):
        return "2020-01-01"
    if isinstance(field, models.UUIDField):
        return "0" * 32
    return "1" if isinstance(field, models.IntegerField | models.FloatField) else "assigned"


def every_column(village: Village) -> dict[str, str]:
    """Name and tempting value of every column there is, and a few names people try."""
    columns = {
        name: tempting_value(field, village)
        for model in models_of_the_site()
        for field in model._meta.concrete_fields
        for name in {field.name, field.attname}
    }
    tried = {"user": "1", "owner": "1", "is_staff": "on", "is_superuser": "on", "id": "1"}
    return {**columns, **tried, "is_host": "on", "is_active": "", "state": "formed"}


def names_on(page: FormPage, village: Village) -> set[str]:
    """What the form asks for: the names of its controls and of the facts that are sent."""
    with at_the_form(page, village) as (client, address):
        shown = set(re.findall(r'name="([^"]+)"', client.get(address).content.decode()))
        return shown | set(page.data(village))


def one_moment() -> AbstractContextManager:
    """The moment a lottery is published is part of what it gives."""
    return time_machine.travel(timezone.now(), tick=False)


def count_anew() -> None:
    """What factories make on the way to a form has the same names each time."""
    for each in Factory.__subclasses__():
        each.reset_sequence(10_000, force=True)


def state_after(page: FormPage, village: Village, more: dict[str, str]) -> dict:
    count_anew()
    with at_the_form(page, village) as (client, address):
        query = "&".join(f"{name}={value}" for name, value in more.items())
        client.post(f"{address}?{query}", {**more, **page.data(village)})
        return comparable_rows()


def test_fields_that_are_not_on_a_form_are_not_taken_from_it(village):
    columns = every_column(village)
    taken = []
    for page in FORM_PAGES:
        shown = names_on(page, village)
        more = {name: value for name, value in columns.items() if name not in shown}
        with one_moment():
            honest, greedy = (state_after(page, village, sent) for sent in ({}, more))
        taken += [f"{page}: {line}" for line in differences(honest, greedy)]

    assert taken == [], listed(taken)


def test_the_columns_people_try_first_are_among_those_sent(village):
    sent = every_column(village)

    assert {"is_host", "state", "person", "confirmed_at", "drafted_by", "call"} <= set(sent)


def test_the_comparison_sees_a_single_changed_value(village):
    before = comparable_rows()
    Person.objects.filter(pk=village.stranger.pk).update(is_host=True)

    assert differences(before, comparable_rows()) == ["people.Person.is_host: False, then True"]
