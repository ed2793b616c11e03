"""Every objective is at its best over all valid panels, not only over fractions of people."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publius.panels import InfeasibleError, Objective, Person, Target, Targets, prepare
from publius.panels.objectives.wishes import scaled_to
from tests.panels.checker import all_panels, leximin
from tests.panels.objectives.oracles import (
    best_fit,
    climb_left,
    exact_chances,
    goldilocks_value,
    membership,
)
from tests.panels.pools import small_problems

FEW = settings(max_examples=25, deadline=None)


def exact_quotas(seed):
    """A pool of nearly unique people, with targets that leave hardly a choice."""
    rng = random.Random(seed)
    people, size = rng.randint(8, 12), rng.randint(3, 5)
    features = {f"f{n}": "xyz"[: rng.randint(2, 3)] for n in range(rng.randint(3, 5))}
    pool = [
        Person(f"p{n:02}", {name: rng.choice(values) for name, values in features.items()})
        for n in range(people)
    ]
    one = rng.sample(pool, size)
    targets = [
        Target(name, value, there, there)
        for name, values in features.items()
        for value in values
        for there in [sum(person.features[name] == value for person in one)]
    ]
    return pool, Targets(tuple(targets)), size


def lottery_of(problem, method):
    pool, targets, size = problem
    try:
        return prepare(pool, targets, size=size, method=method, tickets=50)
    except InfeasibleError:
        return None


def in_order(lottery):
    exact = exact_chances(lottery)
    return np.array([exact[person] for person in sorted(exact)])


def check_nash(problem):
    lottery = lottery_of(problem, "nash")
    if lottery is None:
        return
    member, chances = membership(*problem), in_order(lottery)
    able = member.any(axis=1)
    slope = np.where(able, 1 / np.maximum(chances, 1e-12), 0)
    assert (chances > 0).tolist() == able.tolist()
    assert climb_left(member, chances, slope) < 1e-4 * len(chances)


@FEW
@given(small_problems())
def test_no_panel_leans_further_up_than_nash(problem):
    check_nash(problem)


@pytest.mark.parametrize("seed", range(12))
def test_nash_is_exact_where_fractions_of_people_would_allow_more(seed):
    check_nash(exact_quotas(seed))


@pytest.mark.parametrize("seed", range(6))
def test_goldilocks_is_as_good_as_a_search_over_all_panels(seed):
    pool, targets, size = problem = exact_quotas(seed)
    member, chances = membership(pool, targets, size), in_order(lottery_of(problem, "goldilocks"))
    able = member.any(axis=1)
    average = size / able.sum()

    value = chances.max() / average + average / chances[able].min()

    assert value == pytest.approx(goldilocks_value(member, size), abs=1e-4)


@FEW
@given(small_problems(), st.sampled_from([0.0, 0.3, 0.6, 0.9]), st.randoms())
def test_relevance_keeps_every_floor_and_reaches_the_best_fit(problem, alpha, rng):
    pool, targets, size = problem
    fit = {person.id: round(rng.random(), 2) for person in pool}
    lottery = lottery_of(problem, Objective("relevance", fit=fit, alpha=alpha))
    if lottery is None:
        return
    floor = alpha * leximin(all_panels(pool, targets, size), len(pool))
    fits, chances = np.array(list(fit.values())), in_order(lottery)

    assert (chances >= floor - 3e-6).all()
    assert fits @ chances >= best_fit(membership(*problem), fits, floor) - 2e-3 * size


@FEW
@given(small_problems(), st.randoms())
def test_given_is_as_near_as_any_mixture_of_panels_comes(problem, rng):
    pool, _, size = problem
    weights = {person.id: round(0.05 + rng.random(), 2) for person in pool}
    lottery = lottery_of(problem, Objective("given", wanted=weights))
    if lottery is None:
        return
    wanted = scaled_to(size, np.ones(len(pool)), np.array(list(weights.values())))
    chances = in_order(lottery)

    towards = (wanted - chances) / np.maximum(wanted, 0.01 * size / len(pool))

    assert climb_left(membership(*problem), chances, towards) < 1e-4
