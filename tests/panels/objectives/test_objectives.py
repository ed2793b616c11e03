"""What an objective may say, hand-worked chances, and what must not matter."""

import json
import math
import random

import pytest

from publius.panels import (
    Objective,
    Person,
    SettingError,
    Target,
    Targets,
    canonical_text,
    check_replay,
    draw,
    prepare,
    price_of_relevance,
    run_record,
)
from tests.panels.objectives.oracles import exact_chances
from tests.panels.pools import SHARED, council_pool, shared_pool
from tests.shared_data import needs_shared

FOUR = [Person(name) for name in ("ada", "bo", "cy", "di")]
GEOMETRIC_MEANS = {  # of the peer's Nash, on the same pools
    "sf_fixture_22": 0.1419, "opendlp_monitoring": 0.2998, "example_small_20": 0.1000,
    "mass-like_24": 0.2946, "hd-like_30": 0.0762, "sf_a-like_35": 0.1017,
}  # fmt: skip


def test_nash_is_even_where_the_targets_bind_nobody():
    """By hand: a sum of logarithms with a fixed total is largest when all terms are equal."""
    pool = [
        Person("l", {"side": "left", "both": "yes"}),
        Person("m", {"side": "left", "both": "yes"}),
        Person("r1", {"side": "right"}),
        Person("r2", {"side": "right"}),
        Person("r3", {"side": "right"}),
        Person("r4", {"side": "right"}),
    ]
    targets = Targets((Target("side", "left", 0, 2),))

    lottery = prepare(pool, targets, size=2, method="nash", tickets=30)

    assert exact_chances(lottery) == pytest.approx(
        dict.fromkeys(["l", "m", "r1", "r2", "r3", "r4"], 1 / 3)
    )


def test_given_chances_that_the_targets_allow_are_given():
    wanted = {"ada": 4, "bo": 3, "cy": 2, "di": 1}

    lottery = prepare(FOUR, Targets(), size=2, method=Objective("given", wanted=wanted))

    chances = {"ada": 0.8, "bo": 0.6, "cy": 0.4, "di": 0.2}
    assert exact_chances(lottery) == pytest.approx(chances, abs=1e-6)


def test_relevance_gives_what_is_left_to_the_best_fit():
    objective = Objective("relevance", fit={"ada": 1.0}, alpha=0.5)

    lottery = prepare(FOUR, Targets(), size=1, method=objective)

    chances = {"ada": 0.625, "bo": 0.125, "cy": 0.125, "di": 0.125}
    assert exact_chances(lottery) == pytest.approx(chances, abs=1e-6)


def test_alpha_1_is_leximin():
    pool, targets, size = council_pool()
    fit = {person.id: 0.5 for person in pool[:20]}

    dial = prepare(pool, targets, size=size, method=Objective("relevance", fit=fit, alpha=1))

    fairest = exact_chances(prepare(pool, targets, size=size))
    assert exact_chances(dial) == pytest.approx(fairest, abs=1e-6)


@pytest.mark.parametrize("name", ["leximin", "maximin", "nash", "goldilocks"])
def test_floors_and_caps_hold_with_seats_and_households(name):
    pool, targets, size = council_pool()

    lottery = prepare(pool, targets, size=size, method=Objective(name, floor=0.09, cap=0.3))

    chances = exact_chances(lottery).values()
    assert min(chances) >= 0.09 - 1e-6
    assert max(chances) <= 0.3 + 1e-6


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"name": "fair"}, "unknown-method"),
        ({"name": "nash", "floor": math.nan}, "bad-share"),
        ({"name": "nash", "cap": 1.5}, "bad-share"),
        ({"name": "relevance", "fit": {"ada": 1}, "alpha": -0.1}, "bad-share"),
        ({"name": "nash", "floor": 0.6, "cap": 0.5}, "floor-above-cap"),
        ({"name": "relevance"}, "missing-weights"),
        ({"name": "given"}, "missing-weights"),
        ({"name": "nash", "fit": {"ada": 1}}, "needless-weights"),
        ({"name": "relevance", "fit": {"ada": math.nan}}, "bad-fit"),
        ({"name": "relevance", "fit": {"ada": 1.2}}, "bad-fit"),
        ({"name": "given", "wanted": {"ada": math.inf}}, "bad-wanted"),
        ({"name": "given", "wanted": {"ada": 0}}, "nothing-wanted"),
    ],
)
def test_what_makes_no_sense_is_refused_when_it_is_written_down(settings, code):
    with pytest.raises(SettingError) as caught:
        Objective(**settings)

    assert caught.value.code == code


@pytest.mark.parametrize(
    ("objective", "code", "params"),
    [
        (Objective("nash", floor=0.6), "floor-too-high", {"floor": 0.6, "possible": 0.5}),
        (Objective("leximin", cap=0.4), "cap-too-low", {"cap": 0.4, "possible": 0.5}),
        (Objective("relevance", fit={"eve": 1}), "weight-of-stranger", {"id": "eve"}),
        (Objective("given", wanted={"ada": 1}), "wanted-missing", {"id": "bo", "count": 3}),
    ],
)
def test_what_this_pool_cannot_give_is_refused_with_what_it_can(objective, code, params):
    with pytest.raises(SettingError) as caught:
        prepare(FOUR, Targets(), size=2, method=objective)

    assert caught.value.code == code
    numbers = {name: caught.value.params[name] for name in params}
    assert {n: round(v, 6) if isinstance(v, float) else v for n, v in numbers.items()} == params


def test_a_run_carries_its_objective_and_replays_from_json():
    objective = Objective("relevance", fit={"ada": 0.9, "cy": 0.2}, alpha=0.7, cap=0.8)
    drawn = draw(FOUR, Targets(), size=2, seed=5, method=objective, tickets=100)

    record = json.loads(canonical_text(run_record(drawn, FOUR, Targets())))

    check_replay(record)
    assert Objective(**record["parameters"]["objective"]) == objective


@pytest.mark.parametrize("name", ["nash", "goldilocks"])
def test_the_order_of_the_pool_does_not_matter(name):
    pool, targets, size = council_pool()
    shuffled = random.Random(2).sample(pool, len(pool))

    again = draw(shuffled, targets, size=size, seed=1, method=name)

    assert again == draw(pool, targets, size=size, seed=1, method=name)


def test_the_dial_trades_fit_for_evenness_without_a_step_back():
    pool, targets, size = council_pool()
    rng = random.Random(3)
    fit = {person.id: rng.random() for person in pool}

    points = price_of_relevance(pool, targets, size=size, fit=fit)

    fits = [point.fit for point in points]
    smallest = [point.smallest for point in points]
    assert fits == sorted(fits)
    assert smallest == sorted(smallest, reverse=True)


@pytest.mark.parametrize("name", sorted(GEOMETRIC_MEANS))
def test_nash_reaches_the_geometric_mean_that_is_known(name):
    assert name in SHARED
    pool, targets, size = shared_pool(needs_shared(f"sortition/{name}"))

    chances = exact_chances(prepare(pool, targets, size=size, method="nash")).values()

    mean = math.exp(sum(map(math.log, chances)) / len(pool))
    assert round(mean, 4) == GEOMETRIC_MEANS[name]
