"""Assignments worked by hand: what each rule does, and what the figures say."""

import pytest

from publius.matching.assignment import (
    AssignmentParameters,
    Fits,
    Load,
    Place,
    Quota,
    Seat,
    assign,
)
from tests.matching.assignment.examples import loads, pairs

ONE_EACH = [Seat("cyclist", 1, 1), Seat("planner", 1, 1)]
FITS = Fits.of(
    [
        ("cyclist", "Ada", 0.9),
        ("cyclist", "Bo", 0.8),
        ("planner", "Ada", 0.7),
        ("planner", "Cy", 0.2),
    ]
)


def test_everybody_counts_not_the_best_pair():
    found = assign(ONE_EACH, loads(), FITS)

    assert pairs(found) == [("cyclist", "Bo"), ("planner", "Ada")]
    assert found.figures.total == pytest.approx(1.5)


def test_who_takes_two_places_gets_both_seats_they_fit_best():
    found = assign(ONE_EACH, loads(2), FITS)

    assert pairs(found) == [("cyclist", "Ada"), ("planner", "Ada")]
    assert [(load.person, load.places) for load in found.loads] == [
        ("Ada", 2), ("Bo", 0), ("Cy", 0), ("Di", 0),
    ]  # fmt: skip


def test_in_one_call_a_person_has_one_place():
    seats = [Seat("cyclist", 1, 1, call="lane"), Seat("planner", 1, 1, call="lane")]

    found = assign(seats, loads(2), FITS)

    assert pairs(found) == [("cyclist", "Bo"), ("planner", "Ada")]


def test_a_minimum_load_brings_somebody_in():
    people = [*loads(2, people=("Ada", "Bo", "Di")), Load("Cy", 1, 1)]

    found = assign(ONE_EACH, people, FITS)

    assert pairs(found) == [("cyclist", "Ada"), ("planner", "Cy")]


def test_a_conflict_of_interest_keeps_somebody_off():
    found = assign(ONE_EACH, loads(), FITS, conflicts=[Place("planner", "Ada")])

    assert pairs(found) == [("cyclist", "Ada"), ("planner", "Cy")]


def test_a_confirmed_place_stays_even_without_a_fit():
    found = assign(ONE_EACH, loads(), FITS, confirmed=[Place("cyclist", "Di")])

    assert pairs(found) == [("cyclist", "Di"), ("planner", "Ada")]
    assert [place.confirmed for place in found.places] == [True, False]


def test_a_quota_is_kept_and_its_price_told():
    quota = Quota("new here", frozenset({"Bo", "Cy"}), minimum=2)

    found = assign(ONE_EACH, loads(), FITS, quotas=[quota])

    assert pairs(found) == [("cyclist", "Bo"), ("planner", "Cy")]
    assert [(price.feature, price.total) for price in found.prices] == [("new here", 0.5)]


def test_a_quota_may_look_at_some_seats_only():
    quota = Quota("new here", frozenset({"Bo"}), seats=frozenset({"cyclist"}), maximum=0)

    found = assign(ONE_EACH, loads(), FITS, quotas=[quota])

    assert pairs(found) == [("cyclist", "Ada"), ("planner", "Cy")]


def test_a_seat_that_is_only_wished_for_takes_nobody_from_one_that_must_be_filled():
    seats = [Seat("cyclist", 2, 2), Seat("planner", 1, 1, must=False)]
    fits = Fits.of([("cyclist", "Ada", 0.1), ("cyclist", "Bo", 0.1), ("planner", "Ada", 0.9)])

    found = assign(seats, loads(), fits)

    assert pairs(found) == [("cyclist", "Ada"), ("cyclist", "Bo")]
    assert list(map(str, found.not_kept)) == ["lower the minimum of the seat 'planner' from 1 to 0"]


def test_a_seat_is_filled_to_its_maximum_while_people_who_fit_have_room():
    fits = Fits.of([("cyclist", "Ada", 0.9), ("cyclist", "Bo", 0.8), ("cyclist", "Cy", 0.0)])

    found = assign([Seat("cyclist", 1, 3)], loads(), fits)

    assert pairs(found) == [("cyclist", "Ada"), ("cyclist", "Bo")]


def test_the_worst_off_seat_comes_before_the_total():
    """The total alone (1.1) would leave .1 for the second seat; the even way makes 1.0."""
    fits = Fits.of([("a", "Ada", 1.0), ("a", "Bo", 0.4), ("b", "Ada", 0.6), ("b", "Bo", 0.1)])
    seats, people = [Seat("a", 1, 1), Seat("b", 1, 1)], loads(people=("Ada", "Bo"))
    alone = AssignmentParameters(emphasis=0.0, floor_shares=(0.0,))

    even = assign(seats, people, fits)
    best = assign(seats, people, fits, parameters=alone)

    assert (even.figures.lowest, best.figures.lowest) == (0.4, 0.1)
    assert pairs(even) == [("a", "Bo"), ("b", "Ada")]


def test_envy_by_more_than_one_person_is_swapped_away():
    """The total alone gives both good people to the first seat and leaves the second envious."""
    good = [("a", "Ada", 1.0), ("a", "Bo", 1.0), ("b", "Ada", 0.9), ("b", "Bo", 0.9)]
    poor = [("a", "Cy", 0.2), ("a", "Di", 0.2), ("b", "Cy", 0.2), ("b", "Di", 0.2)]
    seats = [Seat("a", 2, 2), Seat("b", 2, 2)]
    alone = AssignmentParameters(emphasis=0.0, floor_shares=(0.0,))

    found = assign(seats, loads(), Fits.of([*good, *poor]), parameters=alone)

    assert found.figures.envy == 0
    assert found.figures.total == pytest.approx(2.3)


def test_figures_are_those_of_the_places():
    fits = Fits.of([("a", "Ada", 0.5), ("a", "Bo", 0.3), ("b", "Cy", 0.9), ("b", "Di", 0.7)])

    found = assign([Seat("a", 2, 2), Seat("b", 2, 2)], loads(), fits)

    assert [(seat.seat, seat.people, seat.score) for seat in found.seats] == [
        ("a", 2, 0.4), ("b", 2, 0.8),
    ]  # fmt: skip
    assert (found.figures.total, found.figures.lowest, found.figures.lowest_tenth) == (
        2.4,
        0.4,
        0.4,
    )
    assert (found.figures.best_total, found.figures.best_lowest) == (2.4, 0.4)


def test_no_seats_and_no_people_make_an_empty_assignment():
    assert assign([], [], Fits.of([])).places == ()


def test_progress_is_told_step_by_step_and_may_cancel():
    heard = []

    assign(ONE_EACH, loads(), FITS, progress=lambda *step: heard.append(step))

    assert heard == [
        (0, 5, "Reading the rules"),
        (1, 5, "Looking for the fairest floor"),
        (2, 5, "Choosing people"),
        (3, 5, "Looking for envy"),
        (4, 5, "Adding up"),
    ]


def test_a_search_out_of_time_says_so_and_still_breaks_no_limit():
    found = assign(ONE_EACH, loads(), FITS, seconds=1e-9)

    assert (found.rounded, found.late) == (True, True)
    assert pairs(found) == [("cyclist", "Bo"), ("planner", "Ada")]
    assert found.not_kept == ()
