"""Asking people, and the link that changes nothing when it is opened."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from publius.matching import Band
from publius.web.calls.models import Match
from publius.web.ledger.models import Event
from publius.web.notify.models import Message
from publius.web.notify.tasks import send_due_messages
from publius.web.panels.actions import invitations as asking
from publius.web.panels.models import (
    Invitation,
    Place,
    PlaceState,
    PoolEntry,
    Question,
    Reply,
    Route,
)
from publius.web.people.actions.consents import withdraw_consent
from publius.web.people.models import Purpose
from tests.factories import PersonFactory

from .conftest import agree

pytestmark = pytest.mark.django_db


@pytest.fixture
def matched(seats):
    """Three people who fit the first seat; the first two agree to be written to."""
    people = [PersonFactory() for _ in range(3)]
    for person in people:
        Match.objects.create(
            seat=seats[0], person=person, score=3.0, band=Band.GOOD, computed_at=timezone.now(),
            reasons=[{"evidence": "expertise:1", "words": ["cycle", "junctions"], "part": 3.0}],
        )  # fmt: skip
    for person in people[:2]:
        agree(person, Purpose.CALL_ALERTS)
    return people


@pytest.fixture
def ask(client, call, seats, convener):
    """The convener ticks people on the matches page and asks them."""

    def post(people):
        client.force_login(convener)
        data = {"seat": seats[0].pk, "person": [str(p.public_id) for p in people]}
        answer = client.post(reverse("panels:invite_to_pool", args=[call.slug]), data, follow=True)
        client.logout()
        return answer.content.decode()

    return post


def link_in_mail(person) -> str:
    body = Message.objects.get(person=person, purpose__startswith="invitation").body
    return re.search(r"http://localhost:8000(/invitation/\S+)", body).group(1)


def test_people_are_asked_once_with_their_own_words_as_the_reason(ask, matched):
    ask(matched[:1])
    ask(matched[:1])

    letter = Message.objects.get()
    assert letter.address == matched[0].email
    assert "“cycle”, “junctions”" in letter.body
    assert letter.is_secret


def test_those_who_did_not_agree_to_be_written_to_are_counted_not_named(ask, matched):
    page = ask(matched)

    assert Invitation.objects.count() == 2
    assert "1 could not be asked" in page
    assert matched[2].label not in page.split("could not be asked")[0].split("<main")[1]


def test_nobody_is_asked_who_takes_their_agreement_back_before_the_letter_goes(
    ask, matched, mailoutbox
):
    ask(matched[:2])
    withdraw_consent(person=matched[0], purpose=Purpose.CALL_ALERTS)

    send_due_messages()

    assert [mail.to for mail in mailoutbox] == [[matched[1].email]]


def test_only_people_the_matching_found_can_be_asked(ask, matched):
    stranger = PersonFactory()
    agree(stranger, Purpose.CALL_ALERTS)

    ask([stranger])

    assert Invitation.objects.count() == 0


def test_the_number_of_people_asked_in_a_day_has_a_limit(ask, matched, monkeypatch):
    monkeypatch.setattr(asking, "MOST_A_DAY", 1)

    page = ask(matched)

    assert Invitation.objects.count() == 0
    assert "You can ask 1 people in a day" in page


def test_the_token_itself_is_not_stored(ask, matched):
    ask(matched[:1])
    token = link_in_mail(matched[0]).split("/")[2]

    assert len(token) >= 43
    assert Invitation.objects.get().token_digest != token
    assert token not in str(list(Event.objects.values()))


@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_the_link_changes_nothing(client, ask, matched, method):
    ask(matched[:1])
    events = Event.objects.count()

    answer = getattr(client, method)(link_in_mail(matched[0]))

    assert answer.status_code == 200
    assert Invitation.objects.get().reply == Reply.NONE
    assert (PoolEntry.objects.count(), Event.objects.count()) == (0, events)


def test_the_page_shows_the_whole_offer_and_ticks_the_seat_they_were_asked_for(
    client, ask, matched, call, seats
):
    ask(matched[:1])

    answer = client.get(link_in_mail(matched[0]))

    page = answer.content.decode()
    terms = [call.offer.pay, call.offer.benefits_warning, call.offer.given_back]
    assert [term for term in terms if term not in page] == []
    assert answer.context["accept"]["seats"].value() == [str(seats[0].pk)]
    assert answer["Cache-Control"] == "no-store, private"


def test_yes_by_link_puts_them_into_the_pool_without_signing_in(client, ask, matched, seats):
    ask(matched[:1])
    link = link_in_mail(matched[0])
    data = {"answer": "accept", "seats": [seats[0].pk], "agrees": "on"}

    client.post(link, data)
    page = client.post(link, data, follow=True).content.decode()

    entry = PoolEntry.objects.get()
    assert (entry.person, entry.route) == (matched[0], Route.INVITED)
    assert "You are in the pool" in page


def test_no_is_recorded_with_its_reason_and_a_second_answer_changes_nothing(
    client, ask, matched, seats
):
    ask(matched[:1])
    link = link_in_mail(matched[0])

    client.post(link, {"answer": "decline", "reason": "pay", "words": "Benefits."})
    client.post(link, {"answer": "accept", "seats": [seats[0].pk], "agrees": "on"})

    invitation = Invitation.objects.get()
    assert (invitation.reply, invitation.decline_reason) == (Reply.DECLINED, "pay")
    assert PoolEntry.objects.count() == 0


def test_no_without_a_reason_asks_for_one_and_keeps_the_words(client, ask, matched):
    ask(matched[:1])

    answer = client.post(link_in_mail(matched[0]), {"answer": "decline", "words": "Not in June."})

    page = answer.content.decode()
    assert "Choose a reason." in page
    assert "Not in June." in page
    assert Invitation.objects.get().reply == Reply.NONE


def test_a_question_can_be_asked_from_the_page(client, ask, matched):
    ask(matched[:1])
    link = link_in_mail(matched[0])
    form = client.get(link).context["ask"]
    data = {"text": "Is it step-free?", "posted_key": form["posted_key"].value()}

    client.post(f"{link}question/", data)
    page = client.post(f"{link}question/", data, follow=True).content.decode()

    assert Question.objects.get().text == "Is it step-free?"
    assert "Is it step-free?" in page


def test_an_unknown_link_says_what_to_do(client):
    answer = client.get(reverse("panels:invitation", args=["A" * 43]))

    assert answer.status_code == 404
    assert "This link leads to no invitation" in answer.content.decode()


def test_a_link_for_somebody_else_is_refused_and_shows_nothing(client, ask, matched, call):
    ask(matched[:1])
    client.force_login(matched[1])

    answer = client.post(link_in_mail(matched[0]), {"answer": "accept", "agrees": "on"})

    page = answer.content.decode()
    assert answer.status_code == 404
    assert "This invitation is for somebody else" in page
    assert call.title not in page
    assert Invitation.objects.get().reply == Reply.NONE


def test_a_link_that_ran_out_says_until_when_and_accepts_nothing(client, ask, matched, seats):
    ask(matched[:1])
    Invitation.objects.update(expires_at=timezone.now() - dt.timedelta(days=1))

    data = {"answer": "accept", "seats": [seats[0].pk], "agrees": "on"}
    answer = client.post(link_in_mail(matched[0]), data)

    assert answer.status_code == 410
    assert "This invitation has run out" in answer.content.decode()
    assert PoolEntry.objects.count() == 0


def test_a_closed_account_cannot_answer(client, ask, matched, seats):
    ask(matched[:1])
    link = link_in_mail(matched[0])
    matched[0].is_active = False
    matched[0].save()

    data = {"answer": "accept", "seats": [seats[0].pk], "agrees": "on"}

    assert client.post(link, data).status_code == 404
    assert PoolEntry.objects.count() == 0


def test_a_place_is_taken_by_link(client, confirmed):
    place = Place.objects.select_related("person").first()
    link = link_in_mail(place.person)

    client.post(link, {"answer": "accept"})
    page = client.post(link, {"answer": "accept"}, follow=True).content.decode()

    place.refresh_from_db()
    assert place.state == PlaceState.ACCEPTED
    assert "You have a place" in page


def test_the_signed_in_person_answers_without_the_link(client, confirmed):
    invitation = Invitation.objects.first()
    client.force_login(invitation.person)
    listed = client.get(reverse("panels:my_invitations")).content.decode()
    here = reverse("panels:my_invitation", args=[invitation.pk])
    assert here in listed

    client.post(here, {"answer": "accept"})

    invitation.refresh_from_db()
    assert invitation.reply == Reply.ACCEPTED


def test_other_peoples_invitations_are_not_there(client, confirmed, person):
    invitation = Invitation.objects.first()
    client.force_login(person)

    answer = client.post(
        reverse("panels:my_invitation", args=[invitation.pk]), {"answer": "accept"}
    )

    invitation.refresh_from_db()
    assert (answer.status_code, invitation.reply) == (404, Reply.NONE)
