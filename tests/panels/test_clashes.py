"""Clashes are irreducible and complete; whoever is shut out really is, and nobody else is."""

from hypothesis import HealthCheck, assume, given, settings

from publius.panels import check
from publius.panels.easing import apply_easing
from tests.panels.settled import settled_problems

slow = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])


def possible(problem, rules=None):
    return next(problem.panels(rules), None) is not None


@slow
@given(settled_problems())
def test_a_panel_is_found_exactly_where_there_is_one(problem):
    answer = check(problem.pool, problem.targets, **problem.arguments)

    assert bool(answer) == possible(problem)


@slow
@given(settled_problems())
def test_clashing_rules_cannot_all_hold_but_could_without_any_one_of_them(problem):
    answer = check(problem.pool, problem.targets, **problem.arguments)
    assume(not answer)

    assert set(answer.clashing) <= set(problem.rules())
    assert not possible(problem, answer.clashing)
    for rule in answer.clashing:
        assert possible(problem, set(answer.clashing) - {rule}), rule


@slow
@given(settled_problems())
def test_exactly_those_are_shut_out_who_are_on_no_panel(problem):
    answer = check(problem.pool, problem.targets, **problem.arguments)
    assume(answer)

    able = {person.id for chosen in problem.panels() for person in chosen}
    shut_out = {person.id for person in problem.free} - able
    assert {each.person for each in answer.unselectable} == shut_out
    assert answer.unsettled == ()


@slow
@given(settled_problems())
def test_the_rules_that_shut_somebody_out_do_so_and_none_is_superfluous(problem):
    answer = check(problem.pool, problem.targets, **problem.arguments)
    assume(answer and answer.unselectable)

    def with_them(rules):
        return any(each.person in {p.id for p in c} for c in problem.panels(rules))

    for each in answer.unselectable:
        assert not with_them(each.rules)
        for rule in each.rules:
            assert with_them(set(each.rules) - {rule}), rule


@slow
@given(settled_problems())
def test_every_way_out_that_is_offered_is_one(problem):
    answer = check(problem.pool, problem.targets, **problem.arguments)
    assume(not answer)

    for way in (answer.relaxations, *answer.alternatives):
        if way:
            eased = apply_easing(problem.targets, way)
            assert check(problem.pool, eased, **problem.arguments)
