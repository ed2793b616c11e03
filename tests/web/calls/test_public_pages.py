"""What everybody reads without an account."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from publius.web.calls.models import CallState
from tests.factories import AreaFactory, CallFactory, OfferFactory, SeatFactory, convener_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def calls():
    today = timezone.localdate()
    lanes = CallFactory(title="Bike lanes", closes_on=today + dt.timedelta(days=30))
    SeatFactory(call=lanes, title="Cab driver", need="Knows the ranks at night.")
    buses = CallFactory(title="Night buses", closes_on=today + dt.timedelta(days=10))
    SeatFactory(call=buses, kind="lived", title="Shift worker", need="Gets home after midnight.")
    return {"lanes": lanes, "buses": buses}


def found(client, **query):
    page = client.get(reverse("calls:open_calls"), query)
    return [call.title for call in page.context["calls"]]


def test_open_calls_are_listed_soonest_first(client, calls):
    assert found(client) == ["Night buses", "Bike lanes"]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"words": "RANKS night"}, ["Bike lanes"]),
        ({"words": "night"}, ["Night buses", "Bike lanes"]),
        ({"words": "night nonsense"}, []),
        ({"kind": "lived"}, ["Night buses"]),
        ({"kind": "made up"}, ["Night buses", "Bike lanes"]),
        ({"words": "x" * 500}, ["Night buses", "Bike lanes"]),
        ({"area": "nowhere"}, ["Night buses", "Bike lanes"]),
        ({"words": "%"}, []),
    ],
)
def test_a_search_wants_every_word_somewhere(client, calls, query, titles):
    assert found(client, **query) == titles


def test_more_calls_cost_no_more_queries(client, calls, django_assert_max_num_queries):
    for _ in range(20):
        SeatFactory(call=CallFactory())

    with django_assert_max_num_queries(12):
        assert len(found(client)) == 22


def test_a_call_is_found_by_the_area_of_a_seat(client, calls):
    ward = AreaFactory()
    calls["lanes"].seats.update(area=ward)

    assert found(client, area=ward.slug) == ["Bike lanes"]


@pytest.mark.parametrize("state", [CallState.DRAFT, CallState.CLOSED, CallState.FORMED])
def test_only_open_calls_are_listed(client, calls, state):
    calls["lanes"].state = state
    calls["lanes"].save()

    assert found(client) == ["Night buses"]


def test_a_call_past_its_day_is_not_listed_even_before_it_is_closed(client, calls):
    calls["lanes"].closes_on = timezone.localdate() - dt.timedelta(days=1)
    calls["lanes"].save()

    assert found(client) == ["Night buses"]


def test_the_call_page_has_the_whole_offer(client, call):
    text = client.get(reverse("calls:call", args=[call.slug])).content.decode()

    offer = call.offer
    shown = [getattr(offer, f.name) in text for f in offer._meta.fields if f.name not in "id call"]
    assert shown == [True] * 8


def test_the_call_page_leads_to_saying_one_is_interested(client, call):
    text = client.get(reverse("calls:call", args=[call.slug])).content.decode()

    assert reverse("panels:interest", args=[call.slug]) in text


@pytest.mark.parametrize("state", [CallState.CLOSED, CallState.FORMED])
def test_a_closed_call_says_so_and_takes_no_interest(client, call, state):
    call.state = state
    call.save()

    text = client.get(reverse("calls:call", args=[call.slug])).content.decode()

    assert "Nobody can join any more." in text
    assert reverse("panels:interest", args=[call.slug]) not in text


def test_who_runs_the_call_is_led_to_its_desk_not_into_the_pool(client, call):
    client.force_login(convener_of(call))

    text = client.get(reverse("calls:call", args=[call.slug])).content.decode()

    assert reverse("calls:call_desk", args=[call.slug]) in text
    assert reverse("panels:interest", args=[call.slug]) not in text


def test_an_engagement_shows_its_views_side_by_side(client, call):
    engagement = call.engagement
    engagement.framings.create(title="The junctions are the danger", text="…", held_by="Cyclists")
    engagement.framings.create(title="Trade needs the kerb", text="…", held_by="Traders")

    text = client.get(reverse("calls:engagement", args=[engagement.slug])).content.decode()

    assert text.index("The junctions are the danger") < text.index("Trade needs the kerb")
    assert "Held by Traders" in text


@pytest.mark.parametrize("name", ["call", "engagement"])
def test_an_address_that_was_never_given_is_not_found(client, db, name):
    assert client.get(reverse(f"calls:{name}", args=["never"])).status_code == 404


def test_texts_cannot_attack_readers(client, call):
    attack = "<script>alert(1)</script>"
    call.title = call.summary = attack
    call.save()
    call.seats.update(title=attack, need=attack, skills=[attack])
    OfferFactory._meta.model.objects.update(pay=attack, contact=attack)
    call.engagement.framings.create(title=attack, text=attack, held_by=attack)

    for url in (
        reverse("calls:call", args=[call.slug]),
        reverse("calls:engagement", args=[call.engagement.slug]),
        reverse("calls:open_calls"),
    ):
        text = client.get(url).content.decode()
        assert "&lt;script&gt;" in text
        assert "<script>alert" not in text
