"""Clashes are irreducible and complete; whoever is shut out really is, and nobody else is."""

from hypothesis import HealthCheck, assume, given, settings

from publius.panels import (
    Person,
    Target,
    Targets,
    Unselectable,
    check,
    clashes,
    prepare,
    selectable,
)
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


def holding(**people):
    """People by name, each holding one value of every feature their string names."""
    return [Person(name, dict.fromkeys(held, "yes")) for name, held in people.items()]


PAIRS = holding(ab="ab", bc="bc", ca="ca", none="", nobody="")
ALL, LAST = holding(abcd="abcd", d="d")
ONE_EACH = Targets(tuple(Target(feature, "yes", 1, 1) for feature in "abc"))
ONE_OF_FOUR = Targets((*ONE_EACH.targets, Target("d", "yes", 1, 1)))


def test_a_clash_that_only_whole_people_have_is_named():
    answer = check(PAIRS, ONE_EACH, size=2)

    assert [str(rule) for rule in answer.clashing] == [
        f"at least 1 with {feature}: yes" for feature in "abc"
    ] + [f"at most 1 with {feature}: yes" for feature in "abc"]


def test_whoever_only_whole_panels_shut_out_is_named_with_the_rules():
    answer = check([*PAIRS, ALL, LAST], ONE_OF_FOUR, size=3)

    assert [each.person for each in answer.unselectable] == ["ab", "bc", "ca", "d"]
    assert {str(rule) for rule in answer.unselectable[-1].rules} > {
        f"at least 1 with {feature}: yes" for feature in "abc"
    }


def test_where_naming_the_clash_would_take_too_long_the_way_out_is_still_named(monkeypatch):
    monkeypatch.setattr(clashes, "EFFORT", 0)

    answer = check(PAIRS, ONE_EACH, size=2)

    assert answer.clashing == ()
    assert len(answer.relaxations) == 1


def test_where_naming_the_rules_would_take_too_long_who_is_shut_out_is_still_named(monkeypatch):
    monkeypatch.setattr(clashes, "SIDE_EFFORT", 0)

    answer = check([*PAIRS, ALL, LAST], ONE_OF_FOUR, size=3)

    assert answer.unselectable[-1] == Unselectable("d", None)
    assert answer.sentences[-1] == "d: No panel with them satisfies every target."


def test_a_search_that_is_given_up_says_for_whom(monkeypatch):
    columns = 6  # ab, abcd, bc, ca, d, and those with nothing
    monkeypatch.setattr(selectable, "EFFORT", -(columns**2))

    answer = check([*PAIRS, ALL, LAST], ONE_OF_FOUR, size=3)

    assert [each.person for each in answer.unselectable] == ["ab", "bc", "ca"]
    assert answer.unsettled == ("d",)
    assert answer.sentences[-1] == "Whether 1 more can be in a panel took too long to settle."


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(settled_problems())
def test_the_certificate_of_a_draw_names_the_same_people(problem):
    answer = check(problem.pool, problem.targets, **problem.arguments)
    assume(answer)

    lottery = prepare(problem.pool, problem.targets, **problem.arguments, tickets=20)

    named = tuple(each.person for each in answer.unselectable)
    assert lottery.draw(0).certificate.unselectable == named
