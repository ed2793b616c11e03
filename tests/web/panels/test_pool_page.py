"""The pool page: who is shut out, how people came, and whether they are always the same few."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from publius.web.panels.actions.interest import join_pool, rule_seat_out
from publius.web.panels.actions.targets import Range, set_targets
from publius.web.panels.models import Invitation, Place, SeatOffer
from publius.web.panels.queries.advice import shut_out
from publius.web.panels.queries.pool import pool_of
from publius.web.panels.queries.response import response_by_area, response_by_seat, routes_of
from publius.web.panels.queries.usual_suspects import gauge_of
from tests.factories import AreaFactory, CallFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, convener):
    client.force_login(convener)
    return client


def sat_before(person, *, days: int = 100, body=None) -> None:
    """A place accepted in another call, so many days ago."""
    call = CallFactory() if body is None else CallFactory(engagement__organisation=body)
    Place.objects.create(
        call=call,
        number=1,
        person=person,
        state="accepted",
        changed_at=timezone.now() - dt.timedelta(days=days),
    )


def asked(call, person, seat, reply: str = "") -> None:
    now = timezone.now()
    Invitation.objects.create(
        call=call, person=person, seat=seat, ask="interest", token_digest=f"digest {person.pk}",
        sent_at=now, expires_at=now + dt.timedelta(days=7), reply=reply,
    )  # fmt: skip


# --- who is shut out ----------------------------------------------------------------------------


def test_nobody_is_shut_out_of_an_open_pool(call, pool):
    assert shut_out(call) == []


def test_whoever_lives_where_nobody_more_is_asked_for_is_named_with_the_reason(
    desk, call, pool, convener
):
    area = AreaFactory(name="North", slug="north")
    call.area = area
    call.save()
    pool[0].area = area
    pool[0].save()
    set_targets(call=call, by=convener, ranges={("area", "north"): Range(0, 0)})

    page = desk.get(reverse("panels:pool", args=[call.slug])).content.decode()

    assert [(row.person, row.sentence) for row in shut_out(call)] == [
        (pool[0], "Nobody with Area: North may be in the panel.")
    ]
    assert f"{pool[0].label}: Nobody with Area: North may be in the panel." in page


def test_whoever_is_ruled_out_for_all_their_seats_is_shut_out_where_every_place_is_a_seat(
    call, pool, seats, convener
):
    call.seats.update(maximum=call.size)
    for offer in SeatOffer.objects.filter(entry__person=pool[1]):
        rule_seat_out(offer=offer, by=convener, reason="Works for the contractor.")

    assert [row.person for row in shut_out(call)] == [pool[1]]


# --- how people came ----------------------------------------------------------------------------


def test_response_is_counted_by_seat_with_everybody_who_offers_it(call, pool, seats):
    for reply in ("accepted", "declined", ""):
        asked(call, PersonFactory(), seats[0], reply)

    first, second = response_by_seat(call, pool_of(call))

    assert (first.group, first.asked, first.yes, first.no) == (seats[0].title, 3, 1, 1)
    assert (first.in_pool, second.in_pool, second.asked) == (6, 6, 0)


def test_response_is_counted_by_area(call, pool, seats):
    north = AreaFactory(name="North", slug="north")
    for person in pool[:2]:
        person.area = north
        person.save()
    asked(call, PersonFactory(area=north), seats[0], "declined")

    rows = {r.group: (r.asked, r.no, r.in_pool) for r in response_by_area(call, pool_of(call))}

    assert rows["North"] == (1, 1, 2)
    assert sum(in_pool for _asked, _no, in_pool in rows.values()) == len(pool)


def test_routes_are_counted_most_first(call, pool):
    call.pool.filter(person__in=pool[:2]).update(route="invited")

    assert routes_of(pool_of(call)) == [
        ("Found the call themselves", 7), ("Was asked by the body", 2),
    ]  # fmt: skip


# --- the usual suspects -------------------------------------------------------------------------


def test_newcomers_are_those_without_a_seat_in_two_years(call, pool):
    sat_before(pool[0], days=100)
    sat_before(pool[1], days=800)

    gauge = gauge_of(call)

    assert (gauge.before.in_pool, gauge.newcomers.in_pool) == (1, 8)
    assert gauge.share_of_pool == pytest.approx(8 / 9)
    assert gauge.share_of_group is None


def test_seats_are_counted_in_the_body_and_everywhere_over_one_and_two_years(call, pool):
    body = call.engagement.organisation
    sat_before(pool[0], days=100, body=body)
    sat_before(pool[1], days=500, body=body)
    sat_before(pool[2], days=100)

    served = {(each.where, each.months): each.seats for each in gauge_of(call).served}

    assert served == {
        (body.name, 12): 1, (body.name, 24): 2,
        ("Everywhere on this site", 12): 2, ("Everywhere on this site", 24): 3,
    }  # fmt: skip


def test_seats_per_person_are_told_only_of_eight_people_or_more(call):
    people = [PersonFactory() for _ in range(8)]
    for person in [*people, people[0], people[1]]:
        sat_before(person)

    year = gauge_of(call).served[2]
    few = gauge_of(call).served[0]

    assert (year.per_person, year.shown_people, year.shown_seats) == ("1.2", "10", "10")
    assert (few.per_person, few.shown_people) == ("–", "0")


def test_whether_those_who_were_asked_sat_before_is_told_in_rounded_numbers(call, pool, seats):
    for _ in range(9):
        asked(call, PersonFactory(), seats[0], "accepted")
    somebody = PersonFactory()
    sat_before(somebody)
    asked(call, somebody, seats[0])

    gauge = gauge_of(call)

    assert (gauge.newcomers.asked, gauge.newcomers.said_yes) == ("10", "10")
    assert (gauge.before.asked, gauge.before.said_yes) == ("fewer than 8", "0")


def test_the_page_is_short_first_what_needs_doing_then_folded_figures(desk, call, pool):
    page = desk.get(reverse("panels:pool", args=[call.slug])).content.decode()

    folds = [
        "Beside the targets and the population",
        "How people came here, and who said no",
        "Are they always the same few?",
    ]
    places = [page.index(words) for words in (*folds, 'id="people"')]
    assert places == sorted(places)
    assert "<details" in page[: places[0]]


def test_people_who_joined_later_are_on_the_next_page(desk, call, pool, seats):
    for _ in range(12):
        join_pool(call=call, person=PersonFactory(), seats=seats)

    answer = desk.get(reverse("panels:pool", args=[call.slug]), {"page": 2})

    assert len(answer.context["people"]) == 1
