"""What is true of every assignment, whatever the seats, loads, conflicts and quotas."""

from dataclasses import replace

import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

from publius.matching.assignment import (
    AssignInput,
    AssignmentParameters,
    NoAssignmentError,
    assign,
    replay,
    run_record,
)
from publius.matching.assignment.problem import view
from publius.matching.assignment.relaxed import relax
from publius.matching.assignment.whole import Search
from publius.matching.records import canonical_json
from tests.matching.assignment.examples import (
    broken,
    everything_possible,
    inputs,
    lowest,
    pairs,
    total,
)

TOTAL_ALONE = AssignmentParameters(emphasis=0.0, floor_shares=(0.0,))
some = settings(max_examples=120, deadline=None)


def gathered(case):
    rules = {"conflicts": case["conflicts"], "quotas": case["quotas"]}
    return AssignInput.of(case["seats"], case["loads"], case["fits"], **rules)


def attempt(case, **more):
    """The assignment, or the error that says why there is none."""
    try:
        return assign(**case, **more)
    except NoAssignmentError as error:
        return error


@some
@given(inputs())
def test_an_assignment_is_found_exactly_where_one_is_possible(case):
    found = attempt(case)

    assert isinstance(found, NoAssignmentError) is not any(True for _ in everything_possible(case))


@some
@given(inputs())
def test_every_rule_is_kept(case):
    found = attempt(case)

    if not isinstance(found, NoAssignmentError):
        assert broken(case, pairs(found)) == []


@some
@given(inputs())
def test_nobody_is_on_a_seat_they_do_not_fit(case):
    found = attempt(case)

    if not isinstance(found, NoAssignmentError):
        assert [place for place in found.places if not place.fit > 0] == []


@some
@given(inputs())
def test_no_seat_falls_far_below_the_fairest_floor_that_is_possible(case):
    found = attempt(case)

    if not isinstance(found, NoAssignmentError):
        fairest = max(lowest(case, places) for places in everything_possible(case))
        assert found.figures.lowest >= 0.95 * fairest - 1e-6


@some
@given(inputs())
def test_without_floor_and_emphasis_the_search_finds_the_highest_total_possible(case):
    case = case | {"seats": [replace(seat, must=True) for seat in case["seats"]]}
    problem = view(gathered(case), None)
    relaxed = relax(problem, TOTAL_ALONE)

    if relaxed is not None and any(True for _ in everything_possible(case)):
        found = Search(problem, relaxed, TOTAL_ALONE, None).run()
        best = max(total(case, places) for places in everything_possible(case))
        assert problem.fit[found.taken].sum() == pytest.approx(best)


@some
@given(inputs(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_changes_nothing(case, chance):
    shuffled = {}
    for name, part in case.items():
        if name != "fits":
            part = list(part)
            chance.shuffle(part)
        shuffled[name] = part

    one, other = attempt(case), attempt(shuffled)

    if isinstance(one, NoAssignmentError):
        assert str(one) == str(other)
    else:
        assert canonical_json(one.to_json()) == canonical_json(other.to_json())


@some
@given(inputs())
def test_with_best_effort_the_suggested_changes_are_enough_and_are_told(case):
    found = attempt(case, best_effort=True)

    strict = attempt(case)
    told = {str(each) for each in found.not_kept}
    if isinstance(strict, NoAssignmentError):
        assert set(map(str, strict.clash.relaxations)) <= told
        assert broken(case, pairs(found)) != []
    else:
        assert found == strict


@some
@given(inputs())
def test_what_clashes_is_needed_for_the_clash(case):
    found = attempt(case)

    if isinstance(found, NoAssignmentError):
        assert len(found.clash.relaxations) > 0
        assert len(found.clash.clashing) == len(set(found.clash.clashing)) > 0


@some
@given(inputs())
def test_no_quota_has_a_negative_price(case):
    found = attempt(case)

    if not isinstance(found, NoAssignmentError):
        assert [price for price in found.prices if price.total < 0] == []
        assert len(found.prices) == len(case["quotas"])


@some
@given(inputs())
def test_a_stored_run_replays_to_the_same_bytes(case):
    given_input = gathered(case)
    found = attempt(case)

    if not isinstance(found, NoAssignmentError):
        record = run_record(given_input, found)
        again = run_record(given_input, replay(record))
        assert canonical_json(record) == canonical_json(again)


def test_the_made_up_cases_are_of_both_kinds():
    """The properties above would pass if nothing were ever possible, or everything."""
    possible = find(inputs(), lambda case: not isinstance(attempt(case), NoAssignmentError))
    clash = find(inputs(), lambda case: isinstance(attempt(case), NoAssignmentError))

    assert isinstance(attempt(possible), NoAssignmentError) is False
    assert isinstance(attempt(clash), NoAssignmentError) is True
