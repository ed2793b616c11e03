"""The list to call at the last minute: who is on it, in which order, and how much it helps."""

import random

import pytest
from hypothesis import given, settings

from publius.panels import (
    InfeasibleError,
    Person,
    Place,
    PoolError,
    Seat,
    SettingError,
    Target,
    Targets,
    draw,
    quota_error,
    replace,
    reserves_for,
)
from tests.panels.checker import members_fit_together
from tests.panels.pools import council_pool, shared_pool, small_problems
from tests.shared_data import needs_shared

HALF = Targets((Target("side", "left", 2, 2), Target("side", "right", 2, 2)))


def sides(count):
    return [Person(f"p{n}", {"side": ("left", "right")[n % 2]}) for n in range(count)]


def test_whoever_can_replace_those_who_surely_leave_is_called_first():
    pool = sides(12)
    drawn = draw(pool, HALF, size=4, seed=0)
    leaving = {p.person: 1.0 for p in drawn.panel if int(p.person[1:]) % 2}
    staying = {p.person: 0.0 for p in drawn.panel if p.person not in leaving}

    listed = reserves_for(drawn, pool, HALF, count=2, dropout=leaving | staying)

    assert [int(reserve.person[1:]) % 2 for reserve in listed] == [1, 1]
    assert {reserve.covers for reserve in listed} == {tuple(leaving)}


def test_the_same_seed_gives_the_same_list_whatever_the_order_of_the_pool():
    pool, targets, size = council_pool()
    drawn = draw(pool, targets, size=size, seed=1)
    shuffled = random.Random(0).sample(pool, len(pool))

    assert reserves_for(drawn, pool, targets, seed=3) == reserves_for(
        drawn, shuffled, targets, seed=3
    )


@settings(max_examples=60, deadline=None)
@given(small_problems())
def test_every_reserve_is_free_and_can_replace_those_they_cover(problem):
    pool, targets, size = problem
    try:
        drawn = draw(pool, targets, size=size, seed=0, tickets=50)
    except InfeasibleError:
        return
    people = {person.id: person for person in pool}
    members = {place.person for place in drawn.panel}

    listed = reserves_for(drawn, pool, targets, count=len(pool), scenarios=10)

    names = [reserve.person for reserve in listed]
    assert len(set(names) - members) == len(names)
    homes = [people[name].household for name in names if people[name].household is not None]
    if targets.one_per_household:
        assert len(homes) == len(set(homes))
    for reserve in listed:
        for leaver in reserve.covers:
            panel = [people[name] for name in members - {leaver} | {reserve.person}]
            assert members_fit_together(panel, targets, size)


def test_of_people_kept_apart_one_at_most_is_held_in_reserve():
    pool = [Person(name) for name in "abcdef"]
    rivals = Targets(apart=(frozenset("bcdef"),))
    drawn = draw([Person("a")], Targets(), size=1, seed=0)

    listed = reserves_for(drawn, pool, rivals, count=5)

    assert len(listed) == 1


def test_who_lives_with_a_member_stands_in_for_them_alone():
    pool = [Person("ada", household="mill"), Person("bo"), Person("cy", household="mill")]
    alone = Targets(one_per_household=True)
    drawn = draw(pool, alone, size=2, seed=0, tickets=4)
    member = next(p.person for p in drawn.panel if p.person != "bo")

    listed = reserves_for(drawn, pool, alone, count=1)

    assert [reserve.covers for reserve in listed] == [(member,)]


def test_a_reserve_fits_the_seat_that_would_fall_empty():
    seat = Seat("driver", "Cab driver", 1, 1)
    pool = [Person(name, seats=frozenset({"driver"})) for name in ("ada", "bo")]
    pool += [Person(f"p{n}") for n in range(6)]
    asked = Targets(seats=(seat,))
    drawn = draw(pool, asked, size=2, seed=0)
    driver = next(place.person for place in drawn.panel if place.seat == "driver")

    listed = reserves_for(drawn, pool, asked, count=1, dropout={driver: 1.0})

    assert {listed[0].person, driver} == {"ada", "bo"}


def test_unavailable_people_are_not_on_the_list():
    pool = sides(6)
    drawn = draw(pool, HALF, size=4, seed=0)
    outside = sorted({p.id for p in pool} - {place.person for place in drawn.panel})

    listed = reserves_for(drawn, pool, HALF, count=2, unavailable=outside[:1])

    assert [reserve.person for reserve in listed] == outside[1:]


@pytest.mark.parametrize(
    ("given", "error", "code"),
    [
        ({"dropout": float("nan")}, SettingError, "bad-dropout"),
        ({"dropout": {"p0": 1.5}}, SettingError, "bad-dropout"),
        ({"dropout": {"nobody": 0.5}}, PoolError, "unknown-person"),
        ({"unavailable": ["nobody"]}, PoolError, "unknown-person"),
        ({"dropout": "often"}, SettingError, "bad-dropout"),
        ({"count": -1}, SettingError, "bad-reserves"),
        ({"count": 1.5}, SettingError, "bad-reserves"),
        ({"scenarios": 2.5}, SettingError, "bad-scenarios"),
        ({"scenarios": 0}, SettingError, "bad-scenarios"),
        ({"seed": 0.5}, SettingError, "bad-seed"),
    ],
)
def test_settings_that_no_list_could_follow_are_refused(given, error, code):
    pool = sides(6)
    drawn = draw(pool, HALF, size=4, seed=0)

    with pytest.raises(error) as refusal:
        reserves_for(drawn, pool, HALF, **given)

    assert refusal.value.code == code


def test_a_draw_from_other_targets_or_another_pool_is_refused():
    seat = Targets(seats=(Seat("driver", "Cab driver", 1, 1),))
    pool = [Person(name, seats=frozenset({"driver"})) for name in ("ada", "bo")]
    drawn = draw(pool, seat, size=1, seed=0)

    with pytest.raises(PoolError, match="from another pool or other targets"):
        reserves_for(drawn, pool, Targets())
    with pytest.raises(PoolError, match="is not in the pool"):
        quota_error(drawn.panel, [], seat)


@pytest.mark.parametrize("name", ["hd-like_30", "sf_a-like_35"])
def test_ten_reserves_leave_far_less_error_than_ten_at_random(name):
    pool, targets, size = shared_pool(needs_shared(f"sortition/{name}"))
    drawn = draw(pool, targets, size=size, seed=0, tickets=1000)
    members = {place.person for place in drawn.panel}
    others = sorted({person.id for person in pool} - members)
    dice = random.Random(5)

    ours = [reserve.person for reserve in reserves_for(drawn, pool, targets, count=10)]
    quick = [reserve.person for reserve in draw(
        pool, targets, size=size, seed=0, tickets=1000, reserves=10).reserves]  # fmt: skip
    by_chance = dice.sample(others, 10)
    gone = [set(dice.sample(sorted(members), size // 5)) for _ in range(8)]

    planned, fast, chosen_blindly = (
        sum(left_over(pool, targets, drawn, away, names) for away in gone) / len(gone)
        for names in (ours, quick, by_chance)
    )
    assert planned < 0.6 * chosen_blindly
    assert fast < 0.7 * chosen_blindly


def left_over(pool, targets, drawn, gone, reserves):
    """The error of the best panel that those who stayed and some of the reserves can make."""
    stayed = [place for place in drawn.panel if place.person not in gone]
    able = {place.person for place in stayed} | set(reserves)
    again = replace(
        [person for person in pool if person.id in able],
        targets,
        size=drawn.size,
        confirmed=stayed,
        unavailable=[],
        seed=0,
        flexible=True,
        at_most=True,
        tickets=10,
    )
    return quota_error(again.panel, pool, targets)


def test_quota_error_counts_people_too_few_and_too_many():
    pool = [Person("a", {"side": "left"}), Person("b", {"side": "left"}), Person("c", {})]
    seat = Targets(HALF.targets, (Seat("s", "Seat", 1, 1),))

    assert quota_error([Place("a"), Place("b"), Place("c")], pool, HALF) == 2
    assert quota_error([Place("a")], pool, seat) == 1 + 2 + 1
