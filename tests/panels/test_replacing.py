"""After people drop out: confirmed places stay, the rest is drawn under what is left to ask."""

import pytest

from publius.panels import (
    InfeasibleError,
    Person,
    Place,
    PoolError,
    SettingError,
    Target,
    Targets,
    draw,
    replace,
)
from tests.panels.checker import broken_rules, members_fit_together
from tests.panels.pools import council_pool


def test_confirmed_people_keep_their_seats_and_the_whole_panel_is_valid():
    pool, targets, size = council_pool()
    first = draw(pool, targets, size=size, seed=1)
    gone = [place.person for place in first.panel[:3]]

    second = replace(pool, targets, size=size, confirmed=first.panel[3:], unavailable=gone, seed=2)

    assert set(first.panel[3:]) <= set(second.panel)
    assert not set(gone) & {place.person for place in second.panel}
    assert broken_rules(second.panel, pool, targets, size) == []


def test_confirmed_people_are_certain_and_unavailable_people_have_no_chance():
    pool = [Person(name) for name in "abcd"]

    drawn = replace(
        pool, Targets(), size=2, confirmed=[Place("a")], unavailable=["b"], seed=0, tickets=2
    )

    assert drawn.chances == {"a": 1.0, "b": 0.0, "c": 0.5, "d": 0.5}


def test_nothing_is_left_to_draw_when_everybody_is_confirmed():
    pool = [Person("a"), Person("b")]
    places = [Place("a"), Place("b")]

    assert replace(pool, Targets(), size=2, confirmed=places, unavailable=[], seed=0).panel == (
        Place("a"),
        Place("b"),
    )


def test_an_impossible_replacement_names_the_missing_people():
    pool = [Person("a", {"job": "planner"}), Person("b", {"job": "driver"})]
    targets = Targets((Target("job", "planner", 1, 1),))

    with pytest.raises(InfeasibleError, match="The pool has 1 person and the panel needs 2"):
        replace(pool, targets, size=2, confirmed=[Place("b")], unavailable=["a"], seed=0)


@pytest.mark.parametrize(
    ("confirmed", "unavailable", "error", "code"),
    [
        ([Place("x")], [], PoolError, "unknown-person"),
        ([], ["x"], PoolError, "unknown-person"),
        ([Place("a"), Place("a")], [], PoolError, "confirmed-twice"),
        ([Place("a")], ["a"], PoolError, "confirmed-unavailable"),
        ([Place("a"), Place("b")], [], SettingError, "too-many-confirmed"),
    ],
)
def test_contradictory_lists_are_refused(confirmed, unavailable, error, code):
    pool = [Person("a"), Person("b")]

    with pytest.raises(error) as refusal:
        replace(pool, Targets(), size=1, confirmed=confirmed, unavailable=unavailable, seed=0)

    assert refusal.value.code == code


def test_every_reserve_can_stand_in_for_everybody_they_cover():
    pool, targets, size = council_pool()
    people = {person.id: person for person in pool}

    for seed in range(5):
        drawn = draw(pool, targets, size=size, seed=seed)
        members = {place.person for place in drawn.panel}
        for reserve in drawn.reserves:
            for leaver in reserve.covers:
                panel = [people[name] for name in members - {leaver} | {reserve.person}]
                assert members_fit_together(panel, targets, size)


def test_the_first_reserves_cover_everybody_who_can_be_covered():
    sides = [Person(f"p{n}", {"side": ("left", "right")[n % 2]}) for n in range(12)]
    half = Targets((Target("side", "left", 2, 2), Target("side", "right", 2, 2)))

    drawn = draw(sides, half, size=4, seed=0, reserves=2)

    covered = {member for reserve in drawn.reserves for member in reserve.covers}
    assert covered == {place.person for place in drawn.panel}


def test_a_third_of_the_panel_is_held_in_reserve_unless_told_otherwise():
    pool = [Person(f"p{n}") for n in range(20)]

    assert len(draw(pool, Targets(), size=7, seed=0).reserves) == 3
    assert draw(pool, Targets(), size=7, seed=0, reserves=0).reserves == ()
