"""The pages of the site itself: open to everybody, true to the data, free of filler."""

import pytest
from django.conf import settings
from django.urls import reverse

from publius.web.calls.models import CallState
from publius.web.notify.actions import MESSAGES_KEPT
from publius.web.people.consents import WORDINGS
from tests.factories import CallFactory, PersonFactory, SeatFactory

pytestmark = pytest.mark.django_db

PAGES = ["home", "how_it_works", "choosing", "privacy", "accessibility"]


@pytest.mark.parametrize("name", PAGES)
def test_everybody_reads_it_without_an_account(client, name):
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_a_signed_in_person_reads_it_too(client, name):
    client.force_login(PersonFactory())

    assert client.get(reverse(name)).status_code == 200


def test_home_shows_the_calls_that_need_people_now(client):
    call = SeatFactory(call=CallFactory(title="Crafting the bike-lane plan")).call
    CallFactory(title="Secret draft", state=CallState.DRAFT)

    text = client.get(reverse("home")).content.decode()

    assert reverse("calls:call", args=[call.slug]) in text
    assert "1 call is open, with 6 places." in " ".join(text.split())
    assert "Secret draft" not in text


def test_home_counts_only_what_is_there(client):
    CallFactory(state=CallState.FORMED, title="Home care by direct payment")
    CallFactory(state=CallState.DRAFT)

    page = client.get(reverse("home"))

    figures = page.context["figures"]
    assert (figures.open_calls, figures.places, figures.groups, figures.bodies) == (0, 0, 1, 1)
    assert "Home care by direct payment" in page.content.decode()


def test_an_empty_home_teaches_instead_of_showing_noughts(client):
    text = client.get(reverse("home")).content.decode()

    assert "No call is open today." in text
    assert "No group has been formed here yet." in text


def test_home_shows_at_most_three_calls_and_says_how_many_there_are(client):
    for _ in range(6):
        CallFactory()

    page = client.get(reverse("home"))

    assert len(page.context["calls"]) == 3
    assert "See all 6 open calls" in page.content.decode()


def test_privacy_explains_every_agreement_in_the_words_people_agree_to(client):
    text = client.get(reverse("privacy")).content.decode()

    assert [str(wording.title) in text for wording in WORDINGS.values()] == [True] * len(WORDINGS)


def test_privacy_says_how_long_messages_and_sign_ins_are_kept(client):
    text = client.get(reverse("privacy")).content.decode()

    assert f"kept for {MESSAGES_KEPT.days} days" in text
    assert "network address and browser" in text
    assert settings.SESSION_COOKIE_AGE == 14 * 24 * 60 * 60  # the page says: two weeks


def test_choosing_names_the_four_bands(client):
    text = client.get(reverse("choosing")).content.decode()

    bands = ["Strong fit", "Good fit", "Possible fit", "Too little to tell"]
    assert [band in text for band in bands] == [True] * 4


def test_two_cookies_and_no_more_are_set(client):
    client.force_login(PersonFactory())
    client.get(reverse("home"))

    assert set(client.cookies) == {"sessionid", "csrftoken"}
