"""What every draw must be: valid, reproducible, and honest about everybody's chance."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publius.panels import (
    InfeasibleError,
    Person,
    PoolError,
    SettingError,
    Target,
    Targets,
    TargetsError,
    as_plain,
    draw,
    draw_from,
    prepare,
)
from tests.panels.checker import all_panels, broken_rules, leximin, members_fit_together
from tests.panels.pools import council_pool, small_problems

HALF = Targets((Target("side", "left", 2, 2), Target("side", "right", 2, 2)))
SIDES = [Person(f"p{n}", {"side": ("left", "right")[n % 2]}) for n in range(12)]


@settings(max_examples=60, deadline=None)
@given(small_problems(mixed=True), st.integers(0, 5))
def test_a_panel_is_drawn_exactly_when_one_exists_and_breaks_no_rule(problem, seed):
    pool, targets, size = problem
    try:
        drawn = draw(pool, targets, size=size, seed=seed, tickets=100)
    except InfeasibleError:
        assert all_panels(pool, targets, size) == []
    else:
        assert broken_rules(drawn.panel, pool, targets, size) == []


@settings(max_examples=60, deadline=None)
@given(small_problems(mixed=True))
def test_chances_are_leximin_over_all_panels(problem):
    pool, targets, size = problem
    panels = all_panels(pool, targets, size)
    if panels:
        lottery = prepare(pool, targets, size=size)
        best = leximin(panels, len(pool))
        exact, in_tickets = lottery.exact_chances(), lottery.chances()
        assert [exact[p.id] for p in pool] == pytest.approx(best, abs=1e-5)
        assert [in_tickets[p.id] for p in pool] == pytest.approx(best, abs=0.002)


@settings(max_examples=20, deadline=None)
@given(small_problems())
def test_maximin_reaches_the_same_smallest_chance(problem):
    pool, targets, size = problem
    panels = all_panels(pool, targets, size)
    if panels:
        drawn = draw(pool, targets, size=size, seed=0, method="maximin")
        best = [chance for chance in leximin(panels, len(pool)) if chance > 1e-6]
        assert drawn.certificate.smallest == pytest.approx(min(best), abs=0.002)


def test_every_ticket_is_a_valid_panel():
    pool, targets, size = council_pool()
    people = {person.id: person for person in pool}

    lottery = prepare(pool, targets, size=size, tickets=500)

    tickets = [[people[name] for name in lottery.people_on(n)] for n in range(500)]
    assert [len(set(map(id, ticket))) for ticket in tickets] == [size] * 500
    assert all(members_fit_together(ticket, targets, size) for ticket in tickets[::10])


def test_a_chance_is_the_share_of_tickets_a_person_is_on():
    pool, targets, size = council_pool()

    lottery = prepare(pool, targets, size=size, tickets=200)

    counted = dict.fromkeys((person.id for person in pool), 0)
    for ticket in range(200):
        for person in lottery.people_on(ticket):
            counted[person] += 1
    assert lottery.chances() == {person: count / 200 for person, count in counted.items()}
    assert sum(lottery.chances().values()) == pytest.approx(size)


def test_people_who_are_alike_have_equal_chances_up_to_one_ticket():
    chances = prepare(SIDES, HALF, size=4, tickets=1_000).chances()

    assert sorted(set(chances.values())) == [0.333, 0.334]


def test_the_drawn_panel_is_the_ticket_that_the_certificate_names():
    lottery = prepare(SIDES, HALF, size=4)

    drawn = lottery.draw(11)

    members = tuple(place.person for place in drawn.panel)
    assert members == lottery.people_on(drawn.certificate.ticket)


def test_the_order_of_the_input_does_not_matter():
    pool, targets, size = council_pool()
    mixed = random.Random(4).sample(pool, len(pool))
    turned = Targets(targets.targets[::-1], targets.seats[::-1], targets.one_per_household)

    assert draw(mixed, turned, size=size, seed=9) == draw(pool, targets, size=size, seed=9)


def test_seed_zero_is_a_seed_like_any_other():
    draws = [draw(SIDES, HALF, size=4, seed=seed) for seed in (0, 0, 1)]

    assert draws[0] == draws[1]
    assert draws[0].panel != draws[2].panel


def test_the_lottery_does_not_depend_on_the_seed():
    first, second = (draw(SIDES, HALF, size=4, seed=seed) for seed in (1, 2))

    assert first.chances == second.chances
    assert first.certificate.lottery_digest == second.certificate.lottery_digest


def test_seeds_pick_all_tickets_about_equally_often():
    lottery = prepare(SIDES, HALF, size=4, tickets=10)

    picked = [lottery.draw(seed).certificate.ticket for seed in range(400)]

    assert min(picked.count(ticket) for ticket in range(10)) > 20
    assert max(picked.count(ticket) for ticket in range(10)) < 60


def test_a_draw_survives_json():
    pool, targets, size = council_pool()
    drawn = draw(pool, targets, size=size, seed=3)

    assert draw_from(as_plain(drawn)) == drawn


def test_without_targets_everybody_has_the_same_chance():
    pool = [Person(f"p{n}") for n in range(5)]

    assert set(draw(pool, Targets(), size=2, seed=0).chances.values()) == {0.4}


def test_a_value_without_a_target_is_free():
    pool = [Person("often", {"took part": "often"}), Person("never", {"took part": "never"})]
    capped = Targets((Target("took part", "often", 0, 0),))

    assert draw(pool, capped, size=1, seed=0).chances == {"never": 1.0, "often": 0.0}


def test_people_no_panel_can_hold_are_named_and_not_measured():
    pool = [*SIDES, Person("above", {"side": "middle"})]
    targets = Targets((*HALF.targets, Target("side", "middle", 0, 0)))

    proof = draw(pool, targets, size=4, seed=0).certificate

    assert proof.unselectable == ("above",)
    assert proof.smallest == 0.3333


BAD = [
    ([Person("a"), Person("a")], Targets(), {"size": 1}, PoolError, "duplicate-person"),
    ([Person(" ")], Targets(), {"size": 1}, PoolError, "blank-id"),
    ([Person("a", seats=frozenset("s"))], Targets(), {"size": 1}, PoolError, "unknown-seat"),
    (SIDES, Targets((Target("side", "left", 3, 2),)), {"size": 2}, TargetsError, "reversed-range"),
    (SIDES, Targets((Target("side", "left", -1, 2),)), {"size": 2}, TargetsError, "negative-range"),
    (SIDES, Targets(HALF.targets * 2), {"size": 4}, TargetsError, "duplicate-target"),
    (SIDES, Targets((Target("side", "", 0, 2),)), {"size": 2}, TargetsError, "blank-name"),
    (SIDES, HALF, {"size": 0}, SettingError, "bad-size"),
    (SIDES, HALF, {"size": True}, SettingError, "bad-size"),
    (SIDES, HALF, {"size": 4, "method": "luck"}, SettingError, "unknown-method"),
    (SIDES, HALF, {"size": 4, "tickets": 0}, SettingError, "bad-tickets"),
    (SIDES, HALF, {"size": 4, "reserves": -1}, SettingError, "bad-reserves"),
    (SIDES, HALF, {"size": 4, "seed": "7"}, SettingError, "bad-seed"),
]


@pytest.mark.parametrize(("pool", "targets", "settings", "error", "code"), BAD)
def test_input_that_makes_no_sense_is_refused(pool, targets, settings, error, code):
    with pytest.raises(error) as refusal:
        draw(pool, targets, **{"seed": 0, **settings})

    assert refusal.value.code == code
    assert "{" not in str(refusal.value)
