"""Role seats: filled only by people who fit them, must-haves first."""

import pytest

from publius.panels import (
    InfeasibleError,
    Person,
    Place,
    Seat,
    Targets,
    draw,
    explain_infeasible,
    prepare,
)
from tests.panels.checker import broken_rules
from tests.panels.pools import council_pool

PLANNER = Seat("planner", "Transport planner", 1, 1)
DRIVER = Seat("driver", "Cab driver", 1, 2)


def person(name, *seats):
    return Person(name, seats=frozenset(seats))


def test_somebody_who_fits_two_seats_takes_the_one_nobody_else_can():
    pool = [person("both", "planner", "driver"), person("drives", "driver")]

    panel = draw(pool, Targets(seats=(PLANNER, DRIVER)), size=2, seed=0).panel

    assert panel == (Place("both", "planner"), Place("drives", "driver"))


def test_when_seats_use_up_the_size_nobody_sits_on_a_general_place():
    pool = [person("plans", "planner"), person("drives", "driver"), person("neither")]
    targets = Targets(seats=(PLANNER, DRIVER))

    drawn = draw(pool, targets, size=2, seed=0)

    assert drawn.chances == {"drives": 1.0, "neither": 0.0, "plans": 1.0}


def test_the_rest_of_a_larger_panel_sits_on_general_places():
    pool = [person("plans", "planner"), person("a"), person("b"), person("c")]

    drawn = draw(pool, Targets(seats=(PLANNER,)), size=3, seed=0)

    assert [place.seat for place in drawn.panel].count(None) == 2
    assert drawn.certificate.seats[0].panel == 1


def test_must_have_places_are_filled_before_optional_ones():
    seats = (Seat("a", "Anything", 0, 3), Seat("must", "Must have", 2, 2))
    pool = [person(f"p{n}", "a", "must") for n in range(5)]

    for seed in range(10):
        panel = draw(pool, Targets(seats=seats), size=3, seed=seed).panel
        assert [place.seat for place in panel].count("must") == 2


def test_seats_targets_and_households_hold_together():
    pool, targets, size = council_pool()

    lottery = prepare(pool, targets, size=size)

    for seed in range(20):
        panel = lottery.draw(seed).panel
        assert broken_rules(panel, pool, targets, size) == []


def test_a_seat_that_nobody_can_fill_is_named():
    with pytest.raises(InfeasibleError) as refusal:
        draw([person("drives", "driver")], Targets(seats=(PLANNER, DRIVER)), size=1, seed=0)

    assert "The seat “Transport planner” needs at least 1, and nobody can fill it." in str(
        refusal.value
    )
    assert [rule.feature for rule in refusal.value.conflict.unfillable] == ["planner"]


def test_two_seats_that_only_one_person_fits_clash():
    pool = [person("both", "planner", "driver"), person("other")]

    conflict = explain_infeasible(pool, Targets(seats=(PLANNER, DRIVER)), size=3)

    assert not conflict
