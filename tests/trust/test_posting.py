"""Forms are sent from our own pages, once; sent twice they do their thing once."""

import re

import pytest
from django.urls import reverse

from .form_pages import FORM_PAGES
from .outreach import ANSWERED_WITH_A_FILE
from .pages import at_the_form, client_of, listed, undone
from .read_pages import READ_PAGES
from .state import noted_writes, row_counts
from .village import Village

pytestmark = pytest.mark.django_db


def test_a_form_without_its_safety_token_changes_nothing_anywhere(village):
    wrong = []
    for page in FORM_PAGES:
        with at_the_form(page, village) as (_prepared, address):
            strict = client_of(_person(page, village), enforce_csrf_checks=True)
            facts = page.data(village)
            with noted_writes() as changed:
                answer = strict.post(address, facts)
            if answer.status_code != 403 or changed:
                wrong.append((str(page), answer.status_code, changed))

    assert wrong == [], listed(wrong)


def _person(page, village):
    return getattr(village, page.who) if page.who else None


def test_the_answer_to_an_expired_form_says_what_happened_and_what_to_do(village):
    strict = client_of(village.citizen, enforce_csrf_checks=True)

    answer = strict.post(reverse("people:about"), {"display_name": "Ada"})

    text = answer.content.decode()
    assert "The form had been open for a long time" in text
    assert "Nothing was changed" in text
    assert "Reload the page, then send it again" in text


def test_pages_that_are_only_read_change_nothing_when_something_is_posted(village):
    wrong = []
    for page in READ_PAGES:
        if page.name.startswith("mfa_"):
            continue  # the sign-in library notes that codes were seen
        with undone():
            client = client_of(_person(page, village))
            address = page.address(village)
            with noted_writes() as changed:
                answer = client.post(address, {"answer": "accept", "agree": "yes"})
            if answer.status_code >= 500 or changed:
                wrong.append((page.name, answer.status_code, changed))

    assert wrong == [], listed(wrong)


def test_opening_any_page_changes_nothing(village):
    wrong = []
    for page in (*FORM_PAGES, *READ_PAGES):
        if page.name.startswith(("account_", "mfa_")):
            continue  # the sign-in library notes that a session was seen
        with undone():
            client = client_of(_person(page, village))
            address = page.address(village)
            with noted_writes() as changed:
                for open_page in (client.get, client.head):
                    open_page(address)
            if changed:
                wrong.append((page.name, changed))

    assert wrong == [], listed(wrong)


MAKERS = [page for page in FORM_PAGES if page.makes]


def heading_of(answer) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", answer.content.decode(errors="replace"), re.DOTALL)
    return found.group(1).strip() if found else f"no heading, status {answer.status_code}"


def page_after(client, address: str, facts: dict) -> str:
    """The heading of the page somebody stands before after sending a form."""
    return heading_of(client.post(address, facts, follow=True))


def test_a_form_posted_twice_makes_one_row_and_gives_the_same_answer(village):
    wrong = []
    for page in MAKERS:
        with at_the_form(page, village) as (client, address):
            facts, empty = page.data(village), row_counts()
            first, once = page_after(client, address, facts), row_counts()
            again, twice = page_after(client, address, facts), row_counts()
            once.pop("ledger.Event"), twice.pop("ledger.Event")
            differs = first != again and page.name not in ANSWERED_WITH_A_FILE
            if once == empty or once != twice or differs:
                wrong.append((str(page), first, again, more_rows(once, twice)))

    assert wrong == [], listed(wrong)


def more_rows(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    return {label: after[label] - count for label, count in before.items() if after[label] > count}


def test_every_form_that_makes_rows_is_marked_in_the_table(village: Village):
    """Otherwise it would not be posted twice above."""
    unmarked = []
    for page in FORM_PAGES:
        with at_the_form(page, village) as (client, address):
            facts, before = page.data(village), row_counts()
            client.post(address, facts)
            made = set(more_rows(before, row_counts())) - BESIDES
            if made and not page.makes and not page.name.startswith(("account_", "mfa_")):
                unmarked.append((str(page), made))

    assert unmarked == [], listed(unmarked)


def test_what_is_written_is_noted(village):
    """The control of the three tests above."""
    page = next(page for page in FORM_PAGES if page.name == "people:about")
    with at_the_form(page, village) as (client, address), noted_writes() as changed:
        client.post(address, page.data(village))

    assert any(line.startswith('UPDATE "people_person"') for line in changed)


BESIDES = {"ledger.Event", "usersessions.UserSession", "notify.Message"}
