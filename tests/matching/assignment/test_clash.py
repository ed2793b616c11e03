"""Rules that cannot be kept together: which ones, why, and the smallest way out."""

import pytest

from publius.matching.assignment import (
    Fits,
    Load,
    NoAssignmentError,
    Place,
    Quota,
    Seat,
    assign,
)
from tests.matching.assignment.examples import PEOPLE, loads, pairs, said

FITS = Fits.of(
    [
        ("cyclist", "Ada", 0.9),
        ("cyclist", "Bo", 0.8),
        ("planner", "Ada", 0.7),
        ("planner", "Cy", 0.2),
    ]
)
CYCLISTS = Fits.of([("cyclist", "Ada", 0.9), ("cyclist", "Bo", 0.8)])
FITS_ONE = Fits.of([("cyclist", "Ada", 0.9)])
FITS_FOR_NOBODY = Fits.of([("driver", "Ada", 0.0)])
NONE = "No assignment keeps all the rules; nobody was assigned."


def test_seats_that_want_the_same_person_are_named_with_their_load():
    with pytest.raises(NoAssignmentError) as error:
        assign([Seat("cyclist", 2, 2), Seat("planner", 2, 2)], loads(), FITS)

    assert {str(rule) for rule in error.value.clash.clashing} == {
        "the seat 'cyclist' has at least 2 people",
        "the seat 'planner' has at least 2 people",
        "'Ada' takes at most 1 place",
    }
    assert len(error.value.clash.relaxations) == 1


def test_a_seat_hardly_anybody_fits_is_counted_out():
    with pytest.raises(NoAssignmentError) as error:
        assign([Seat("cyclist", 3, 3)], loads(), CYCLISTS)

    assert said(error) == [
        NONE,
        "The seat 'cyclist' needs at least 3 people, and 2 people fit it.",
        "The smallest change that helps: lower the minimum of the seat 'cyclist' from 3 to 2.",
    ]


def test_a_seat_nobody_fits_is_named():
    with pytest.raises(NoAssignmentError) as error:
        assign([Seat("driver", 1, 1)], loads(), FITS_FOR_NOBODY)

    assert said(error)[1] == "The seat 'driver' needs at least 1 person, and nobody fits it."


def test_a_conflict_of_interest_in_the_way_is_named_but_not_the_first_to_go():
    with pytest.raises(NoAssignmentError) as error:
        assign([Seat("cyclist", 2, 2)], loads(), CYCLISTS, conflicts=[Place("cyclist", "Bo")])

    assert said(error) == [
        NONE,
        (
            "The seat 'cyclist' needs at least 2 people, and 1 person fits it "
            "(1 more has a conflict of interest)."
        ),
        (
            "These cannot all hold: the seat 'cyclist' has at least 2 people; "
            "'Bo' stays off the seat 'cyclist' (conflict of interest)."
        ),
        "The smallest change that helps: lower the minimum of the seat 'cyclist' from 2 to 1.",
    ]


def test_somebody_who_should_have_a_place_and_fits_none_is_named():
    with pytest.raises(NoAssignmentError) as error:
        assign(
            [Seat("cyclist", 1, 1)],
            [*loads(people=("Ada", "Bo", "Cy")), Load("Di", 1, 1)],
            FITS_ONE,
        )

    assert said(error) == [
        NONE,
        "'Di' should take at least 1 place and fits no seat.",
        "The smallest change that helps: lower the minimum of 'Di' from 1 to 0.",
    ]


def test_a_quota_nobody_can_fill_is_named():
    quota = Quota("uses direct payments", frozenset({"Di"}), minimum=1)

    with pytest.raises(NoAssignmentError) as error:
        assign([Seat("cyclist", 1, 1)], loads(), FITS_ONE, quotas=[quota])

    assert said(error) == [
        NONE,
        "The quota 'uses direct payments' cannot be reached, even if everything else is given up.",
        (
            "The smallest change that helps: "
            "lower the minimum of the quota 'uses direct payments' from 1 to 0."
        ),
    ]


def test_a_call_with_one_place_each_is_named():
    seats = [Seat("cyclist", 1, 1, call="lane"), Seat("planner", 1, 1, call="lane")]

    with pytest.raises(NoAssignmentError) as error:
        assign(seats, [Load("Ada", 2, 2), *loads(people=("Bo", "Cy"))], FITS)

    assert {str(rule) for rule in error.value.clash.clashing} == {
        "'Ada' takes at least 2 places",
        "'Ada' has one place in the call 'lane'",
    }


def test_too_few_places_offered_are_counted():
    with pytest.raises(NoAssignmentError) as error:
        assign(
            [Seat("cyclist", 2, 2), Seat("planner", 2, 2)], loads(people=("Ada", "Bo", "Cy")), FITS
        )

    assert said(error)[1] == "The seats need 4 places filled, and the people take at most 3."


def test_with_best_effort_the_smallest_change_is_made_and_told():
    seats = [Seat("cyclist", 3, 3), Seat("planner", 1, 1)]

    found = assign(seats, loads(), FITS, best_effort=True)

    assert pairs(found) == [("cyclist", "Ada"), ("cyclist", "Bo"), ("planner", "Cy")]
    assert list(map(str, found.not_kept)) == ["lower the minimum of the seat 'cyclist' from 3 to 2"]


def test_a_clash_that_only_whole_people_have_is_found():
    """Halves of three people would fill three pairs of seats; whole people cannot."""
    seats = [Seat(seat, 0, 1) for seat in "abc"]
    fits = Fits.of([(seat, person, 0.5) for seat in "abc" for person in ("Ada", "Bo", "Cy")])
    odd = [
        Quota("ab", frozenset({"Ada"}), frozenset("ab"), maximum=1, minimum=1),
        Quota("bc", frozenset({"Ada"}), frozenset("bc"), maximum=1, minimum=1),
        Quota("ac", frozenset({"Ada"}), frozenset("ac"), maximum=1, minimum=1),
    ]

    with pytest.raises(NoAssignmentError) as error:
        assign(seats, loads(3, people=("Ada", "Bo", "Cy")), fits, quotas=odd)

    assert {rule.name for rule in error.value.clash.clashing} >= {"ab", "bc", "ac"}
    assert len(error.value.clash.relaxations) == 1


def test_a_clash_of_a_crowd_is_counted_and_named_as_far_as_anybody_reads():
    ids = [f"{number:03}" for number in range(300)]
    fits = Fits.of([(seat, person, 0.5) for seat in ids for person in PEOPLE])

    with pytest.raises(NoAssignmentError) as error:
        assign([Seat(seat, 1, 1) for seat in ids], loads(50), fits)

    assert said(error)[1] == "The seats need 300 places filled, and the people take at most 200."
    assert said(error)[-1].count(";") == 12
    assert said(error)[-1].endswith("and 88 more.")
    assert len(error.value.clash.relaxations) == 100
