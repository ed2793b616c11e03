"""Targets that cannot be met: the right ones are named, and the way out works."""

from dataclasses import replace as changed

from hypothesis import given, settings

from publius.panels import Person, Seat, Target, Targets, explain_infeasible
from tests.panels.checker import all_panels, members_fit_together
from tests.panels.pools import small_problems


def relaxed(targets, relaxations):
    """The targets with every suggested change made."""
    limits = {
        (r.rule.kind, r.rule.feature, r.rule.value, r.rule.bound): r.limit for r in relaxations
    }

    def change(item, kind, feature, value):
        least = limits.get((kind, feature, value, "minimum"), item.minimum)
        most = limits.get((kind, feature, value, "maximum"), item.maximum)
        return changed(item, minimum=least, maximum=most)

    return Targets(
        tuple(change(t, "target", t.feature, t.value) for t in targets.targets),
        tuple(change(s, "seat", s.id, s.title) for s in targets.seats),
        targets.one_per_household,
    )


@settings(max_examples=80, deadline=None)
@given(small_problems())
def test_making_the_suggested_changes_makes_a_panel_possible(problem):
    pool, targets, size = problem
    answer = explain_infeasible(pool, targets, size=size)

    if not answer and answer.relaxations:
        assert all_panels(pool, relaxed(targets, answer.relaxations), size) != []


@settings(max_examples=40, deadline=None)
@given(small_problems())
def test_the_example_of_a_feasible_pool_is_a_valid_panel(problem):
    pool, targets, size = problem
    answer = explain_infeasible(pool, targets, size=size)

    if answer:
        members = [person for person in pool if person.id in answer.example]
        assert len(members) == size
        assert members_fit_together(members, targets, size)


def test_only_the_rules_that_clash_are_named():
    pool = [
        *(Person(f"young planner {n}", {"age": "young", "job": "planner"}) for n in range(5)),
        *(Person(f"old driver {n}", {"age": "old", "job": "driver"}) for n in range(5)),
    ]
    targets = Targets((Target("age", "old", 3, 4), Target("job", "planner", 3, 4)))

    conflict = explain_infeasible(pool, targets, size=5)

    assert [str(rule) for rule in conflict.clashing] == [
        "a panel of 5",
        "at least 3 with age: old",
        "at least 3 with job: planner",
    ]
    assert [str(change) for change in conflict.relaxations] in (
        ["lower the minimum for age: old from 3 to 2"],
        ["lower the minimum for job: planner from 3 to 2"],
    )


def test_a_clash_that_only_whole_people_have_is_found():
    pool = [
        Person("ab", {"1": "a", "2": "b"}),
        Person("bc", {"2": "b", "3": "c"}),
        Person("ca", {"1": "a", "3": "c"}),
    ]
    odd = Targets((Target("1", "a", 1, 1), Target("2", "b", 1, 1), Target("3", "c", 1, 1)))

    conflict = explain_infeasible([*pool, Person("none")], odd, size=2)

    assert not conflict
    assert len(conflict.clashing) >= 3


def sentences(pool, targets, size):
    return explain_infeasible(pool, targets, size=size).sentences


def test_a_pool_smaller_than_the_panel_is_said_first():
    assert sentences([Person("a")], Targets(), 3)[0] == (
        "The pool has 1 person and the panel needs 3: find more people."
    )


def test_minima_above_the_size_are_added_up():
    pool = [Person(f"p{n}", {"side": ("left", "right")[n % 2]}) for n in range(12)]
    targets = Targets((Target("side", "left", 3, 4), Target("side", "right", 3, 4)))

    assert sentences(pool, targets, 5)[0] == (
        "The minima for side add up to 6, more than the panel's 5."
    )


def test_maxima_below_the_size_are_added_up():
    pool = [Person(f"p{n}", {"side": ("left", "right")[n % 2]}) for n in range(12)]
    targets = Targets((Target("side", "left", 0, 2), Target("side", "right", 0, 2)))

    assert sentences(pool, targets, 5)[0] == "The maxima for side leave room for 4, not for all 5."


def test_a_value_with_too_few_people_is_named():
    pool = [Person("a", {"side": "left"}), Person("b"), Person("c")]

    conflict = explain_infeasible(pool, Targets((Target("side", "left", 2, 3),)), size=2)

    assert conflict.sentences[0] == "side: left needs at least 2, and the pool has 1 person."
    assert [rule.value for rule in conflict.unfillable] == ["left"]


def test_without_counts_it_cannot_be_told_how_many_people_have_a_value():
    targets = Targets((Target("side", "left", 4, 5), Target("side", "right", 0, 1)))

    def conflict(on_the_left):
        pool = [Person(f"p{n}", {"side": "left"} if n < on_the_left else {}) for n in range(12)]
        return explain_infeasible(pool, targets, size=5)

    found = [conflict(on_the_left) for on_the_left in (0, 1, 3)]

    assert len({each.sentences for each in found}) == 3
    assert {each.sentences_without_counts({"side"}) for each in found} == {
        (
            "side: left needs at least 4, and the pool has too few.",
            "A change that makes a panel possible: lower the minimum for side: left.",
        )
    }


def test_maxima_that_are_too_low_are_named_without_counting_those_who_did_not_answer():
    targets = Targets((Target("side", "left", 0, 2), Target("side", "right", 0, 1)))
    pool = [Person(f"p{n}", {"side": ("left", "right")[n % 2]}) for n in range(11)]

    found = explain_infeasible([*pool, Person("quiet")], targets, size=5)

    assert found.sentences[0] == "The maxima for side leave room for 4, not for all 5."
    assert found.sentences_without_counts({"side"})[0] == (
        "The maxima for side do not leave room for all 5."
    )


def test_seats_above_the_size_are_added_up():
    seats = (Seat("a", "A", 2, 2), Seat("b", "B", 2, 2))
    pool = [Person(f"p{n}", seats=frozenset("ab")) for n in range(6)]

    assert sentences(pool, Targets(seats=seats), 3)[0] == (
        "The seats' minima add up to 4, more than the panel's 3."
    )


def test_a_maximum_of_nobody_is_never_raised():
    pool = [Person("a", {"took part": "often"}), Person("b", {"took part": "never"})]
    targets = Targets((Target("took part", "often", 0, 0), Target("took part", "never", 2, 2)))

    relaxations = explain_infeasible(pool, targets, size=2).relaxations

    assert relaxations == ()
