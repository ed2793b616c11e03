"""A link that was sent to somebody: read by machines, opened late, by others, and used twice."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from publius.web.notify.models import Message
from publius.web.panels.models import Invitation, Reply

from .pages import client_of, listed
from .state import comparable_rows, differences, exact_rows
from .village import Village

pytestmark = pytest.mark.django_db

MAILED = re.compile(r"https?://[^/\s]+(/\S*)")
ACCEPT = {"answer": "accept"}
DECLINE = {"answer": "decline", "reason": "time"}


def place_link(village: Village) -> str:
    return reverse("panels:invitation", args=[village.place_token])


def words_of(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_opening_any_mailed_link_changes_nothing(village):
    """Mail scanners open every link, some with HEAD, before the person sees the mail."""
    links = {link for letter in Message.objects.all() for link in MAILED.findall(letter.body)}
    browser = client_of(None)
    before = exact_rows()

    for link in sorted(links):
        for method in (browser.get, browser.head, browser.options):
            method(link)

    assert sum("/invitation/" in link for link in links) >= 5
    assert exact_rows() == before


def test_a_link_says_no_more_to_a_browser_that_sends_words_with_it(village):
    before = exact_rows()

    client_of(None).get(place_link(village), {**ACCEPT, **DECLINE})

    assert exact_rows() == before


def changed_by(village: Village, client, link: str, facts: dict) -> tuple:
    """Status, page and what changed after one post."""
    before = comparable_rows()
    answer = client.post(link, facts)
    return answer.status_code, words_of(answer), differences(before, comparable_rows())


@pytest.mark.parametrize("again", [ACCEPT, DECLINE])
def test_a_link_used_before_says_which_answer_stands(village, again):
    visitor = client_of(None)
    visitor.post(place_link(village), ACCEPT)

    status, words, changed = changed_by(village, visitor, place_link(village), again)

    assert (status, changed) == (200, [])
    assert "You have a place" in words


def test_a_link_that_has_run_out_says_so(village):
    past = timezone.now() - dt.timedelta(minutes=1)
    Invitation.objects.filter(pk=village.open_place.pk).update(expires_at=past)

    for facts in (ACCEPT, DECLINE):
        status, words, changed = changed_by(village, client_of(None), place_link(village), facts)
        assert (status, changed) == (410, [])
        assert "run out" in words or "over" in words
    assert Invitation.objects.get(pk=village.open_place.pk).reply == Reply.NONE


def test_a_link_of_somebody_else_is_not_shown_to_a_signed_in_person(village):
    stranger = client_of(village.stranger)

    status, words, changed = changed_by(village, stranger, place_link(village), ACCEPT)

    assert (status, changed) == (404, [])
    assert "another person" in words or "somebody else" in words
    assert village.offered.display_name not in words
    assert village.formed_call.title not in words


def test_a_link_of_a_closed_account_leads_nowhere(village):
    village.offered.is_active = False
    village.offered.save()

    status, _words, changed = changed_by(village, client_of(None), place_link(village), ACCEPT)

    assert (status, changed) == (404, [])


def broken_tokens(token: str) -> list[str]:
    swapped = token[:5] + ("A" if token[5] != "A" else "B") + token[6:]
    return [
        swapped, token[:-1], token + "A", token.swapcase(), token[::-1], "x", "x" * 5000,
        "%00", "²", token + "%20", f"{token}%0A", "..", "0" * 64, "None",
    ]  # fmt: skip


def test_a_link_that_was_mistyped_leads_to_a_page_that_helps(village):
    wrong = []
    for token in broken_tokens(village.place_token):
        link = f"/invitation/{token}/"
        for method in ("get", "post"):
            before = comparable_rows()
            answer = getattr(client_of(None), method)(link, ACCEPT)
            changed = differences(before, comparable_rows())
            if answer.status_code not in (400, 404) or changed:
                wrong.append((token[:20], method, answer.status_code, changed))
            if answer.status_code == 404 and "link" not in words_of(answer):
                wrong.append((token[:20], method, "no help"))

    assert wrong == [], listed(wrong)


def test_an_unknown_a_closed_and_a_foreign_link_do_not_say_whose_they_are(village):
    """The pages must not tell a thief that a link is worth keeping."""
    unknown = client_of(None).get(f"/invitation/{'A' * 43}/")
    village.offered.is_active = False
    village.offered.save()
    closed = client_of(None).get(place_link(village))

    assert (unknown.status_code, closed.status_code) == (404, 404)
    assert words_of(unknown) == words_of(closed)


def test_the_link_is_not_in_the_address_other_sites_are_told(village):
    answer = client_of(None).get(place_link(village))

    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cache-Control"] == "no-store, private"


def test_only_the_digest_of_a_link_is_kept(village):
    kept = str(Invitation.objects.values_list())

    assert village.place_token not in kept
    assert village.interest_token not in kept


def test_the_last_open_invitation_dies_with_the_withdrawal_of_the_person(village):
    """Somebody who hands their place back cannot take it up again by the old link."""
    visitor = client_of(None)
    visitor.post(place_link(village), DECLINE)

    _status, _words, changed = changed_by(village, visitor, place_link(village), ACCEPT)

    assert changed == []
