"""The changes that are suggested are the cheapest ones, and keep to what the targets allow."""

from dataclasses import replace
from itertools import combinations
from math import inf

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from publius.panels import Person, Place, Seat, Target, Targets, check
from publius.panels.easing import apply_easing
from tests.panels.pools import small_problems


def cost_of(target, there):
    """What meeting this count of people asks of one target; inf where it is not to be had."""
    if there < target.minimum:
        allowed = there >= (target.lowest or 0)
        return (target.minimum - there) * (1 + 2 / target.minimum) if allowed else inf
    if there > target.maximum:
        allowed = target.maximum > 0 and there <= (
            inf if target.highest is None else target.highest
        )
        return there - target.maximum if allowed else inf
    return 0


def cheapest(pool, targets, size):
    """The cost of the cheapest way out, by looking at every group of people there is."""
    return min(
        sum(cost_of(t, sum(p.holds(t.feature, t.value) for p in chosen)) for t in targets.targets)
        for chosen in combinations(pool, size)
        if not targets.one_per_household
        or len({p.household or p.id for p in chosen}) == size
    )  # fmt: skip


def price(way):
    return sum(
        abs(change.limit - change.rule.limit)
        * (1 + 2 / change.rule.limit if change.rule.bound == "minimum" else 1)
        for change in way
    )


@st.composite
def flexible_problems(draw):
    pool, targets, size = draw(small_problems())
    flexible = tuple(
        replace(
            target,
            lowest=draw(st.none() | st.integers(0, target.minimum)),
            highest=draw(st.none() | st.integers(target.maximum, size)),
        )
        for target in targets.targets
        if target.maximum <= size
    )
    seatless = [replace(person, seats=frozenset()) for person in pool]
    return seatless, replace(targets, targets=flexible, seats=(), apart=()), size


@settings(max_examples=120, deadline=None)
@given(flexible_problems())
def test_no_way_out_within_the_limits_is_cheaper_than_the_one_that_is_suggested(problem):
    pool, targets, size = problem
    answer = check(pool, targets, size=size)
    assume(not answer)
    homes = {p.household or p.id for p in pool}
    assume(not targets.one_per_household or len(homes) >= size)

    best = cheapest(pool, targets, size)

    assert answer.beyond == (best == inf and answer.relaxations != ())
    if best < inf:
        assert price(answer.relaxations) == pytest.approx(best)
    assert [price(way) for way in answer.alternatives] == sorted(map(price, answer.alternatives))


def test_a_suggestion_never_goes_beyond_what_a_target_allows():
    pool = [Person(f"p{n}", {"side": "left" if n < 2 else "right"}) for n in range(9)]
    firm = Target("side", "left", 3, 4, lowest=3)

    answer = check(pool, Targets((firm, Target("side", "right", 2, 3, highest=4))), size=5)

    assert answer.beyond
    assert answer.sentences[1:] == (
        "No change within the limits that the targets allow makes a panel possible.",
        f"The smallest change that makes a panel possible: {answer.relaxations[0]}.",
    )
    assert str(answer.relaxations[0]) == "lower the minimum for side: left from 3 to 2"


def test_where_the_limits_leave_a_way_out_it_is_taken_though_a_cheaper_one_lies_beyond():
    pool = [
        *(Person(f"a{n}", {"age": "young", "job": "planner"}) for n in range(5)),
        *(Person(f"b{n}", {"age": "old", "job": "driver"}) for n in range(5)),
    ]
    old, planner = Target("age", "old", 3, 4, lowest=3), Target("job", "planner", 3, 4, lowest=2)

    answer = check(pool, Targets((old, planner)), size=5)

    assert [str(change) for change in answer.relaxations] == [
        "lower the minimum for job: planner from 3 to 2"
    ]
    assert (answer.alternatives, answer.beyond) == ((), False)


def test_other_ways_out_spare_what_the_cheapest_changes():
    pool = [
        *(Person(f"a{n}", {"age": "young", "job": "planner"}) for n in range(5)),
        *(Person(f"b{n}", {"age": "old", "job": "driver"}) for n in range(5)),
    ]
    targets = Targets((Target("age", "old", 2, 4), Target("job", "planner", 4, 4)))

    answer = check(pool, targets, size=5)

    assert [str(change) for change in answer.relaxations] == [
        "lower the minimum for job: planner from 4 to 3"
    ]
    assert [[str(change) for change in way] for way in answer.alternatives] == [
        ["lower the minimum for age: old from 2 to 1"]
    ]


def test_a_seat_that_confirmed_people_fill_can_be_widened():
    pool = [Person(f"p{n}", seats=frozenset({"cab"})) for n in range(4)]
    targets = Targets(seats=(Seat("cab", "Cab driver", 1, 1), Seat("bus", "Bus driver", 0, 1)))

    answer = check(pool, targets, size=2, confirmed=[Place("p0", "cab")])
    wider = apply_easing(targets, answer.relaxations)

    assert [str(rule) for rule in answer.clashing] == [
        "a panel of 2",
        "at most 1 on the seat “Cab driver”",
    ]
    assert [str(change) for change in answer.relaxations] == [
        "raise the maximum for the seat “Cab driver” from 1 to 2"
    ]
    assert check(pool, wider, size=2, confirmed=[Place("p0", "cab")])


def test_a_maximum_that_confirmed_people_exceed_is_raised_to_what_lets_somebody_in():
    pool = [Person(f"p{n}", {"side": "left"}) for n in range(4)]
    targets = Targets((Target("side", "left", 0, 1),))
    confirmed = [Place("p0"), Place("p1")]

    answer = check(pool, targets, size=3, confirmed=confirmed)

    assert [change.limit for change in answer.relaxations] == [3]
    assert check(pool, apply_easing(targets, answer.relaxations), size=3, confirmed=confirmed)
