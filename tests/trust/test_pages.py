"""The table of pages is complete and true; every other test of this room walks along it."""

import pytest
from django import forms
from django.urls import URLPattern, get_resolver

from publius.web.calls.forms.posting import PostedOnceForm
from publius.web.calls.forms.searching import LenientForm
from publius.web.panels.forms.desk import BreakingForm, DecidedOnceForm
from publius.web.panels.forms.payments import MoneyForm
from publius.web.people.forms.passkeys import PasskeyAnswer

from .form_pages import FORM_PAGES
from .outreach import ANSWERED_WITH_A_FILE
from .pages import at_the_form, client_of, listed
from .read_pages import READ_PAGES, SEARCHES

pytestmark = pytest.mark.django_db
# Never shown by themselves.
PARTS_OF_FORMS = {
    PostedOnceForm, LenientForm, BreakingForm, DecidedOnceForm, PasskeyAnswer, MoneyForm,
}  # fmt: skip

ANSWERED_AT_ONCE = {"people:close_account", *ANSWERED_WITH_A_FILE}


def names_of_addresses(resolver=None, namespace="") -> set[str]:
    found = set()
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            found.add(namespace + str(entry.name))
        else:
            inner = f"{entry.namespace}:" if entry.namespace else ""
            found |= names_of_addresses(entry, namespace + inner)
    return found


def form_classes(parent=forms.BaseForm) -> set[type]:
    ours = set()
    for child in parent.__subclasses__():
        ours |= form_classes(child)
        if child.__module__.startswith("publius."):
            ours.add(child)
    return ours


def test_every_address_of_the_site_is_in_the_table():
    known = {page.name for page in (*FORM_PAGES, *READ_PAGES)}

    assert names_of_addresses() - known == set()


def test_every_form_of_the_site_is_in_the_table():
    shown = {form for page in FORM_PAGES for form in page.forms}
    searched = {form for _who, found in SEARCHES.values() for form in found}

    assert form_classes() - shown - searched - PARTS_OF_FORMS == set()


def test_every_answer_in_the_table_is_taken(village):
    refused = []
    for page in FORM_PAGES:
        with at_the_form(page, village) as (client, address):
            answer = client.post(address, page.data(village))
            taken = answer.status_code == 302 or page.name in ANSWERED_AT_ONCE
            if answer.status_code >= 400 or (page.is_valid and not taken):
                refused.append(
                    (str(page), answer.status_code, answer.get("Location", ""), why_not(answer))
                )

    assert refused == [], listed(refused)


def why_not(answer) -> list:
    context = answer.context or {}
    return [context[name].errors for name in ("form", "accept", "decline", "ask")
            if name in context and getattr(context[name], "errors", None)]  # fmt: skip


def test_every_page_that_is_read_opens(village):
    shut = []
    for page in READ_PAGES:
        person = getattr(village, page.who) if page.who else None
        status = client_of(person).get(page.address(village)).status_code
        if status not in (200, 302):
            shut.append((page.name, page.who, status))

    assert shut == [], listed(shut)
