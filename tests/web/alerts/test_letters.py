"""The letter: short, says why, names nothing that is nobody else's business, and can be stopped."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from publius.web.alerts.letters import digest_letter
from publius.web.alerts.links import person_of, stop_link
from publius.web.alerts.queries import news_of
from publius.web.calls.models import Match
from publius.web.ledger.models import Event
from publius.web.notify.channels import text_of
from publius.web.people.actions import close_account, give_consent, state_expertise
from publius.web.people.models import Purpose
from publius.web.people.queries import has_consent
from tests.factories import PersonFactory, SeatFactory

from .conftest import an_alert, call_about_night_buses, letters, match, night_falls

pytestmark = pytest.mark.django_db

CLOSING = (
    "Read what is offered, and say that you are interested if you like. You need not answer, and "
    "nobody has been told about you."
)
FOOTER = (
    "You get this message because you agreed that we write to you about calls that may need you."
)


def path_of(link: str) -> str:
    return link.partition("localhost:8000")[2]


def letter_to(person, *calls):
    match(*calls)
    night_falls()
    return letters(person)[-1]


def test_the_letter_reads_like_this(rider, night_buses):
    an_alert(rider)
    letter = letter_to(rider, night_buses)
    stop = re.search(r"http\S+/stop/\S+", letter.body).group()
    lines = text_of(letter).replace(stop, "STOP").splitlines()

    last_day = f"{night_buses.closes_on:%-d %B %Y}"
    reasons = ("Why you", "You may fit", "Your alert")
    assert [line for line in lines if not line.startswith(reasons)] == [
        "Hello Ada,",
        "",
        "There is an open call that may need you.",
        "",
        "Night buses after midnight",
        f"{night_buses.engagement.organisation.name}, open until {last_day}",
        f"http://localhost:8000/calls/{night_buses.slug}/",
        "",
        CLOSING,
        "",
        "How often we write, and your alerts:",
        "http://localhost:8000/me/alerts/",
        "",
        "Stop these letters (no sign-in needed):",
        "STOP",
        "",
        "--",
        FOOTER,
        "Choose what we write to you about: http://localhost:8000/me/choices/",
        "Help: help@publius.example",
    ]


def test_it_says_which_words_of_theirs_fit_which_seat(rider, night_buses):
    body = letter_to(rider, night_buses).body

    assert re.search(
        r"your words? “.*night bus.*” (fits?|touch(es)? on) the seat “Night bus passenger”\.", body
    )


@pytest.mark.parametrize(
    ("band", "beginning"), [("strong", "Why you: "), ("good", "Why you: "), ("possible", "You may")]
)
def test_it_claims_no_more_than_the_fit_does(rider, night_buses, band, beginning):
    match(night_buses)
    Match.objects.update(band=band)
    tips = news_of([rider], timezone.localdate())[rider.pk]

    _subject, body = digest_letter(rider, tips, more=0)

    assert next(line for line in body.splitlines() if "the seat" in line).startswith(beginning)


@pytest.mark.parametrize(("kind", "visibility"), [("lived", "public"), ("practical", "matching")])
def test_what_was_lived_or_is_kept_private_is_in_no_letter(kind, visibility):
    person = PersonFactory()
    give_consent(person=person, purpose=Purpose.CALL_ALERTS)
    give_consent(person=person, purpose=Purpose.LIVED_EXPERIENCE)
    words = "I was held under a section of the act on a locked ward."
    state_expertise(person=person, kind=kind, words=words, visibility=visibility)
    call = call_about_night_buses(title="Care in a crisis", summary="What helps at night.")
    SeatFactory(call=call, title="Sectioned", kind=kind, need=words)

    letter = letter_to(person, call)

    assert letter.subject == "A call that may need you"
    assert "Why you: something you told us fits. For your privacy we do not write what." in (
        letter.body.splitlines()
    )
    said = letter.body.casefold()
    assert [word for word in ("section", "locked", "ward") if word in said] == []


# --- stopping ---------------------------------------------------------------------------------


@pytest.fixture
def link(rider, night_buses):
    body = letter_to(rider, night_buses).body
    return path_of(re.search(r"http\S+/stop/\S+", body).group())


def test_opening_the_link_changes_nothing(client, rider, link):
    events = Event.objects.count()

    answer = client.get(link)

    assert "Stop letters about calls?" in answer.content.decode()
    assert has_consent(rider, Purpose.CALL_ALERTS)
    assert Event.objects.count() == events


def test_one_button_stops_the_letters_without_signing_in(client, rider, link):
    answers = [client.post(link, follow=True), client.post(link, follow=True), client.get(link)]

    headings = ["No more letters about calls" in answer.content.decode() for answer in answers]
    assert headings == [True] * 3
    assert not has_consent(rider, Purpose.CALL_ALERTS)


def test_the_link_stops_the_letters_of_one_person_alone(client, reader, link):
    client.post(link)

    assert has_consent(reader, Purpose.CALL_ALERTS)


def test_it_still_works_after_somebody_agreed_again(client, rider, link):
    client.post(link)
    give_consent(person=rider, purpose=Purpose.CALL_ALERTS)
    client.post(link)

    assert not has_consent(rider, Purpose.CALL_ALERTS)


def test_it_says_nothing_about_whose_it_is(client, rider, link):
    page = client.get(link).content.decode()

    assert [word for word in (rider.display_name, rider.email) if word in page] == []


@pytest.mark.parametrize("spoil", [lambda t: t[:-3], lambda t: "0" + t[1:], lambda t: "x"])
def test_a_link_that_was_changed_stops_nothing(client, rider, spoil):
    token = stop_link(rider).rstrip("/").rpartition("/")[2]

    answer = client.post(reverse("alerts:stop", args=[spoil(token)]))

    assert answer.status_code == 404
    assert has_consent(rider, Purpose.CALL_ALERTS)
    assert person_of(token) == rider


def test_a_closed_account_gets_nothing_and_is_told_so(client, rider, link):
    close_account(person=rider)

    assert "No more letters about calls" in client.get(link).content.decode()
