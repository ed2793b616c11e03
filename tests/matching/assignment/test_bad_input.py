"""Input that makes no sense is refused in a sentence that says what to do."""

import math

import pytest

from publius.matching.assignment import (
    AssignInput,
    BadAssignmentInput,
    Fits,
    Load,
    Place,
    Quota,
    Seat,
    assign,
)
from tests.matching.assignment.examples import loads

FITS = Fits.of([("s", "Ada", 0.5), ("s", "Bo", 0.4)])
SEATS = [Seat("s", 1, 2)]


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (
            lambda: Seat("s", 3, 2),
            (
                "The seat 's' asks for at least 3 and at most 2 people. Make the first 0 "
                "or more, the "
                "second 1 or more, and the first no larger."
            ),
        ),
        (
            lambda: Load("Bo", 2, 1),
            (
                "The load of 'Bo' is at least 2 and at most 1 places. Make both 0 or more, and the "
                "first no larger than the second."
            ),
        ),
        (
            lambda: Quota("new", frozenset(), minimum=2, maximum=1),
            (
                "The quota 'new' asks for at least 2 and at most 1 people. Make both 0 or "
                "more, and "
                "the first no larger than the second."
            ),
        ),
        (lambda: Seat(" ", 1, 1), "A seat has no id; give each one its own."),
        (
            lambda: Fits.of([("s", "Bo", math.nan)]),
            "The fit of 'Bo' for the seat 's' is nan; it must be a number of 0 or more.",
        ),
        (
            lambda: Fits.of([("s", "Bo", -0.1)]),
            "The fit of 'Bo' for the seat 's' is -0.1; it must be a number of 0 or more.",
        ),
        (
            lambda: Fits.of([("s", "Bo", 0.1), ("s", "Bo", 0.2)]),
            "The fit of 'Bo' for the seat 's' is given twice; keep one.",
        ),
        (
            lambda: Fits(["s"], ["Bo", "Bo"], [[0.1, 0.2]]),
            "The table of fits names the person 'Bo' twice; keep one.",
        ),
        (
            lambda: Fits(["s"], ["Bo"], [[0.1, 0.2]]),
            "The fits are an array of 1 x 2; 1 seats and 1 people need 1 x 1.",
        ),
    ],
)
def test_a_value_that_makes_no_sense_is_refused(make, sentence):
    with pytest.raises(BadAssignmentInput) as error:
        make()

    assert str(error.value) == sentence


@pytest.mark.parametrize(
    ("seats", "people", "more", "sentence"),
    [
        (SEATS * 2, loads(), {}, "Two seats have the id 's'; each needs its own."),
        (SEATS, [*loads(), Load("Bo", 0, 1)], {}, "'Bo' has two loads; keep one of them."),
        (
            SEATS,
            loads(people=("Ada",)),
            {},
            "The table of fits names 'Bo', for whom no load is given. Add a load.",
        ),
        (
            [],
            loads(),
            {},
            "The table of fits names the seat 's', which is not among the seats. Add it.",
        ),
        (
            SEATS,
            loads(),
            {"conflicts": [Place("s", "Eve")]},
            "A conflict of interest names 'Eve', for whom no load is given. Add a load.",
        ),
        (
            SEATS,
            loads(),
            {"quotas": [Quota("new", frozenset(), frozenset({"t"}))]},
            "The quota 'new' names the seat 't', which is not among the seats. Add it.",
        ),
        (
            SEATS,
            loads(),
            {"confirmed": [Place("s", "Bo")], "conflicts": [Place("s", "Bo")]},
            (
                "'Bo' is confirmed for the seat 's' and has a conflict of interest there. Decide "
                "which is true."
            ),
        ),
        (
            SEATS,
            loads(),
            {"confirmed": [Place("s", person) for person in ("Ada", "Bo", "Cy")]},
            "3 people are confirmed for the seat 's', which has 2 places.",
        ),
        (
            SEATS,
            loads(0),
            {"confirmed": [Place("s", "Bo")]},
            "'Bo' is confirmed for 1 seats and wants at most 0.",
        ),
        (SEATS, loads(), {"seconds": 0}, "The time limit is 0 seconds; it must be above 0."),
    ],
)
def test_parts_that_do_not_go_together_are_refused(seats, people, more, sentence):
    with pytest.raises(BadAssignmentInput) as error:
        assign(seats, people, FITS, **more)

    assert str(error.value) == sentence


def test_the_good_parts_alone_are_accepted():
    assert AssignInput.of(SEATS, loads(), FITS).fits == FITS
