"""Why somebody is not on a seat: the first cause that applies, and what their place would cost."""

import pytest

from publius.matching.assignment import (
    AssignInput,
    BadAssignmentInput,
    Cause,
    Fits,
    Load,
    Place,
    Quota,
    Seat,
    assign_given,
    why_not,
)
from tests.matching.assignment.examples import loads

FITS = Fits.of(
    [("s", "Ada", 0.9), ("s", "Bo", 0.5), ("s", "Di", 0.8), ("t", "Ada", 0.3), ("t", "Cy", 0.6)]
)
SEATS = [Seat("s", 1, 1, call="lane"), Seat("t", 1, 1, call="lane")]


def asked(person, seat, people=None, **rules):
    given = AssignInput.of(SEATS, people or loads(), FITS, **rules)
    return why_not(person, seat, given, assign_given(given))


def test_who_is_there_is_told_so():
    assert asked("Ada", "s").cause is Cause.HAS_PLACE


def test_a_conflict_of_interest_comes_first():
    answer = asked("Bo", "s", conflicts=[Place("s", "Bo")])

    assert str(answer) == "'Bo' has a conflict of interest with the seat 's'."


def test_nothing_that_fits_is_said():
    assert str(asked("Bo", "t")) == "Nothing shows that 'Bo' fits the seat 't'."


def test_a_full_load_names_the_seats_they_have():
    answer = asked("Ada", "t")

    assert str(answer) == (
        "'Ada' takes no more places; they have: 's'. Their place would cost 0.40 of the total."
    )  # without them on t: .9 + .6; with them: .8 + .3


def test_another_place_in_the_call_is_named():
    answer = asked("Ada", "t", [Load("Ada", 0, 2), *loads(people=("Bo", "Cy", "Di"))])

    assert (answer.cause, answer.names) == (Cause.CALL, ("s",))


def test_a_lower_fit_is_compared_with_the_last_taken():
    answer = asked("Bo", "s")

    assert str(answer) == (
        "'Bo' fits the seat 's' less (0.50) than everybody on it (0.90). "
        "Their place would cost 0.40 of the total."
    )


def test_a_quota_in_the_way_is_named():
    new = Quota("new here", frozenset({"Ada"}), frozenset({"s"}), minimum=1)

    answer = asked("Di", "s", quotas=[new])

    assert (answer.cause, answer.names, answer.price) == (Cause.QUOTA, ("new here",), None)


def test_who_is_better_used_nowhere_else_but_cannot_come_is_told_why():
    confirmed = [Place("s", "Bo")]

    answer = asked("Di", "s", confirmed=confirmed)

    assert (answer.cause, answer.price) == (Cause.ELSEWHERE, None)


@pytest.mark.parametrize(("person", "seat"), [("Eve", "s"), ("Ada", "u")])
def test_unknown_people_and_seats_are_refused(person, seat):
    with pytest.raises(BadAssignmentInput):
        asked(person, seat)
