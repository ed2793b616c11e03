"""Saying "I'd be interested", in the browser."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from publius.web.calls.models import CallState
from publius.web.ledger.queries import events_about
from publius.web.panels.actions.interest import rule_seat_out
from publius.web.panels.models import PoolEntry, Route, SeatOffer
from publius.web.people.models import Expertise
from tests.factories import PersonFactory, SeatFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(call) -> str:
    return reverse("panels:interest", args=[call.slug])


@pytest.fixture
def citizen(client, person):
    client.force_login(person)
    return person


def test_a_stranger_signs_in_first_and_comes_back(client, page):
    answer = client.get(page)

    assert answer.status_code == 302
    assert answer["Location"].endswith(f"?next={page}")


def test_somebody_who_has_not_finished_signing_up_does_that_first(client, page):
    client.force_login(PersonFactory(adult_confirmed_at=None))

    answer = client.get(page)

    assert answer["Location"] == reverse("people:start") + f"?next={page.replace('/', '%2F')}"


def test_nothing_is_ticked_beforehand(client, citizen, page):
    answer = client.get(page)

    assert answer.context["form"]["seats"].value() in (None, [])
    assert "checked" not in answer.content.decode()


def test_posting_twice_makes_one_entry(client, citizen, page, call, seats):
    data = {"seats": [seats[0].pk], "words": "I ride there daily.", "agrees": "on"}

    first = client.post(page, data)
    second = client.post(page, data)

    entry = PoolEntry.objects.get()
    assert (first["Location"], first.status_code) == (second["Location"], second.status_code)
    assert (entry.person, entry.words, entry.route) == (citizen, data["words"], Route.FOUND)
    assert [e.tag for e in events_about(call)] == ["pool:joined"]


def test_without_agreement_nobody_joins_and_nothing_typed_is_lost(client, citizen, page, seats):
    answer = client.post(page, {"seats": [seats[0].pk], "words": "I ride there daily."})

    assert PoolEntry.objects.count() == 0
    assert "I ride there daily." in answer.content.decode()
    assert "Tick the box to agree." in answer.content.decode()


def test_where_everybody_fills_a_seat_one_must_be_chosen(client, citizen, page, call):
    SeatFactory(call=call, minimum=1, maximum=6)

    answer = client.post(page, {"agrees": "on"})

    assert answer.context["form"].errors["seats"] == ["Tick at least one seat that you could fill."]


def test_words_become_expertise_only_when_asked_for(client, citizen, page, seats):
    data = {"seats": [seats[0].pk], "words": "I ride across the ring road.", "agrees": "on"}
    client.post(page, data)
    assert Expertise.objects.count() == 0

    client.post(page, {**data, "keep": "on"})
    client.post(page, {**data, "keep": "on"})

    kept = Expertise.objects.get()
    assert (kept.person, kept.words, kept.kind) == (citizen, data["words"], seats[0].kind)


def test_unticking_a_seat_takes_the_offer_back_but_never_a_ruling(
    client, citizen, page, seats, convener
):
    client.post(page, {"seats": [seat.pk for seat in seats], "agrees": "on"})
    ruled = SeatOffer.objects.get(seat=seats[1])
    rule_seat_out(offer=ruled, by=convener, reason="Works for the contractor.")

    client.post(page, {"seats": [seats[1].pk], "agrees": "on"})

    left = list(SeatOffer.objects.values_list("seat", "ruled_out_reason"))
    assert left == [(seats[1].pk, "Works for the contractor.")]


@pytest.mark.parametrize(
    ("state", "closes_in"), [(CallState.CLOSED, 10), (CallState.FORMED, 10), (CallState.OPEN, -1)]
)
def test_a_call_that_is_over_says_so_plainly(client, citizen, page, call, state, closes_in):
    call.state = state
    call.closes_on = timezone.localdate() + dt.timedelta(days=closes_in)
    call.save()

    answer = client.post(page, {"agrees": "on"})

    assert "no longer takes new interest" in answer.content.decode()
    assert PoolEntry.objects.count() == 0


def test_who_runs_a_call_cannot_be_in_its_group(client, page, convener):
    client.force_login(convener)

    client.post(page, {"agrees": "on"})

    assert PoolEntry.objects.count() == 0


def test_a_draft_is_not_there_for_anybody(client, citizen, page, call):
    call.state = CallState.DRAFT
    call.save()

    assert client.get(page).status_code == 404


def test_leaving_and_coming_back(client, citizen, page, call, seats):
    client.post(page, {"seats": [seats[0].pk], "agrees": "on"})
    client.post(reverse("panels:interest_leave", args=[call.slug]))
    assert PoolEntry.objects.living().count() == 0

    client.post(page, {"seats": [seats[0].pk], "agrees": "on"})

    assert PoolEntry.objects.living().count() == 1
    assert [e.tag for e in events_about(call)] == ["pool:joined", "pool:left", "pool:joined"]


def test_the_next_page_offers_more_and_requires_nothing(client, citizen, page, call):
    client.post(page, {"agrees": "on"})

    answer = client.get(reverse("panels:interest_done", args=[call.slug])).content.decode()

    assert "Neither is needed" in answer
    assert reverse("people:demographics") in answer


def test_in_a_closed_call_people_still_find_their_way_out(client, citizen, page, call):
    client.post(page, {"agrees": "on"})
    call.state = CallState.CLOSED
    call.save()

    shown = client.get(page, follow=True).content.decode()
    client.post(reverse("panels:interest_leave", args=[call.slug]))

    assert "Leave the pool" in shown
    assert PoolEntry.objects.living().count() == 0
