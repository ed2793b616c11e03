"""What the bodies ask for: complete, concrete, and answerable by the people of the place."""

from datetime import date

import pytest

from publius.demo.organisations import organisations
from publius.demo.place import arden_vale
from publius.demo.types import DemoCall, DemoPlace, Stage
from publius.demo.voices import voices

AS_OF = date(2026, 9, 1)


@pytest.fixture(scope="module", params=[2000, 200], ids=["full", "small"])
def place(request) -> DemoPlace:
    return arden_vale(AS_OF, 7, people=request.param)


@pytest.fixture(scope="module")
def calls(place) -> list[DemoCall]:
    return [call for item in place.engagements for call in item.calls]


def test_the_bike_lane_call_asks_for_the_five_seats_of_the_tutorial(calls):
    call = next(call for call in calls if call.title == "Crafting the bike-lane plan")

    assert [(seat.kind, seat.minimum, seat.maximum, seat.title) for seat in call.seats] == [
        ("professional", 2, 2, "Transport planner"),
        ("professional", 2, 2, "Traffic engineer"),
        ("practical", 4, 4, "Person who cycles to work"),
        ("practical", 2, 2, "Cab driver"),
        ("lived", 2, 2, "Blind or partially sighted pedestrian"),
    ]
    assert call.stage is Stage.OPEN


def test_every_need_is_told_in_sixty_words_or_more(calls):
    texts = [call.need for call in calls]
    texts += [seat.need for call in calls for seat in call.seats]

    assert [text for text in texts if len(text.split()) < 60] == []


def test_every_offer_is_complete(calls):
    parts = (
        "pay", "expenses", "access_support", "benefits_warning", "time_asked", "given_back",
        "where", "when", "contact",
    )  # fmt: skip
    empty = [(c.key, part) for c in calls for part in parts if not getattr(c.offer, part).strip()]

    assert empty == []
    assert min(call.offer.pay_pence for call in calls) > 0


def test_every_seat_has_twice_as_many_plausible_people_as_places(place, calls):
    short = [
        (seat.key, found, seat.maximum)
        for call in calls
        for seat in call.seats
        if (found := sum(not p.voices.isdisjoint(seat.voices) for p in place.people))
        < 2 * seat.maximum
    ]

    assert short == []


def test_every_pool_can_fill_the_minimum_of_every_seat(place, calls):
    by_key = {person.key: person for person in place.people}
    short = [
        seat.key
        for call in calls
        if call.interests
        for seat in call.seats
        if sum(not by_key[i.person].voices.isdisjoint(seat.voices) for i in call.interests)
        < seat.minimum
    ]

    assert short == []


def test_pools_are_larger_than_the_group_they_feed(calls):
    assert [c.key for c in calls if c.interests and len(c.interests) < 1.5 * c.size] == []


def test_everybody_interested_offers_to_fill_a_seat_and_had_an_account_by_then(place, calls):
    joined = {person.key: person.joined_on for person in place.people}
    wrong = [
        said
        for c in calls
        for said in c.interests
        if not said.seats or joined[said.person] > said.said_on
    ]

    assert wrong == []


def test_nobody_says_twice_that_they_are_interested(calls):
    doubled = [c.key for c in calls if len({i.person for i in c.interests}) != len(c.interests)]

    assert doubled == []


def test_each_issue_is_framed_by_at_least_two_rivals_and_has_stakeholders(place):
    thin = [e.key for e in place.engagements if len(e.framings) < 2 or len(e.stakeholders) < 2]

    assert thin == []


def test_seats_stakeholders_and_bodies_name_what_exists(place):
    seats = [seat for e in place.engagements for call in e.calls for seat in call.seats]
    named = {e.organisation for e in place.engagements}
    named |= {s.organisation for e in place.engagements for s in e.stakeholders if s.organisation}
    named |= {org for voice in voices().values() for org in voice.orgs}

    assert named <= set(organisations())
    assert {voice for seat in seats for voice in seat.voices} <= set(voices())
    assert {v for org in place.organisations for v in org.reaches} <= set(voices())


def test_the_seats_add_up_to_the_group_and_targets_can_be_met(calls):
    crowded = [
        c.key
        for c in calls
        if not sum(s.minimum for s in c.seats) <= c.size <= sum(s.maximum for s in c.seats)
    ]
    features = {(c.key, t.feature) for c in calls for t in c.targets}
    impossible = [
        (c.key, feature)
        for c in calls
        for key, feature in sorted(features)
        if key == c.key
        and not (
            sum(t.minimum for t in c.targets if t.feature == feature)
            <= c.size
            <= sum(t.maximum for t in c.targets if t.feature == feature)
        )
    ]

    assert crowded == []
    assert impossible == []
