"""When those who are left cannot meet the targets: what gives way, and how little of it."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publius.panels import (
    InfeasibleError,
    Objective,
    Person,
    Place,
    Seat,
    Target,
    Targets,
    as_plain,
    check_replay,
    draw_from,
    draw_of,
    replace,
    run_record,
)
from publius.panels.easing import apply_easing
from tests.panels.checker import broken_rules
from tests.panels.pools import small_problems

JOBS = Targets((Target("job", "driver", 1, 1), Target("job", "planner", 2, 2)))


def people(**jobs):
    return [Person(name, {"job": job}) for name, job in jobs.items()]


def test_as_little_as_possible_gives_way_and_is_named():
    pool = people(ada="planner", bo="planner", cy="driver", di="nurse")

    drawn = replace(
        pool, JOBS, size=3, confirmed=[Place("cy")], unavailable=["bo"], seed=0, flexible=True
    )

    assert [place.person for place in drawn.panel] == ["ada", "cy", "di"]
    assert [str(change) for change in drawn.eased] == [
        "lower the minimum for job: planner from 2 to 1"
    ]


def test_what_gives_way_never_depends_on_the_seed_so_it_can_be_shown_beforehand():
    pool = people(ada="planner", bo="nurse", cy="nurse", di="clerk", ed="clerk")
    asked = {"size": 3, "confirmed": [Place("ada")], "unavailable": [], "flexible": True}

    drawn = [replace(pool, JOBS, **asked, seed=seed, tickets=20) for seed in range(10)]

    assert len({draw.eased for draw in drawn}) == 1
    assert len({draw.panel for draw in drawn}) > 1


def test_nothing_gives_way_where_the_targets_can_be_met():
    pool = people(ada="planner", bo="planner", cy="driver", di="driver")
    asked = {"size": 3, "confirmed": [Place("ada")], "unavailable": ["cy"], "seed": 4}

    strict = replace(pool, JOBS, **asked)
    drawn = replace(pool, JOBS, **asked, flexible=True, at_most=True)

    assert (drawn.panel, drawn.chances, drawn.eased) == (strict.panel, strict.chances, ())


def test_nobody_eases_a_limit_unasked():
    pool = people(ada="planner", bo="planner", cy="driver", di="nurse")

    with pytest.raises(InfeasibleError):
        replace(pool, JOBS, size=3, confirmed=[Place("cy")], unavailable=["bo"], seed=0)


def test_a_limit_is_never_eased_beyond_its_flex():
    pool = people(ada="planner", bo="planner", cy="driver", di="nurse")
    firm = Targets((JOBS.targets[0], Target("job", "planner", 2, 2, lowest=2, highest=3)))

    with pytest.raises(InfeasibleError):
        replace(
            pool, firm, size=3, confirmed=[Place("cy")], unavailable=["bo"], seed=0, flexible=True
        )


def test_a_maximum_that_confirmed_people_use_up_can_be_raised():
    pool = people(ada="planner", bo="planner", cy="driver", di="planner")

    drawn = replace(
        pool,
        JOBS,
        size=3,
        confirmed=[Place("ada"), Place("bo")],
        unavailable=["cy"],
        seed=0,
        flexible=True,
    )

    assert [str(change) for change in drawn.eased] == [
        "lower the minimum for job: driver from 1 to 0",
        "raise the maximum for job: planner from 2 to 3",
    ]


def test_the_fillable_places_are_filled_and_the_rest_kept_for_whom_they_need():
    pool = people(ada="planner", bo="planner", cy="driver", di="planner", ed="planner")

    drawn = replace(
        pool, JOBS, size=3, confirmed=[Place("ada")], unavailable=["cy"], seed=0, at_most=True
    )

    assert len(drawn.panel) == 2
    assert {place.person for place in drawn.panel} < {"ada", "bo", "di", "ed"}
    assert [str(rule) for rule in drawn.awaited] == ["at least 1 with job: driver"]
    assert drawn.eased == ()


def test_the_lot_decides_who_comes_where_only_one_of_two_can():
    pool = [Person("ada", {"age": "old"}), Person("bo", {"age": "young"})]
    ages = (Target("age", "old", 1, 1), Target("age", "young", 1, 1))
    rivals = Targets(ages, apart=(frozenset({"ada", "bo"}),))
    asked = {"size": 2, "confirmed": [], "unavailable": [], "tickets": 1}

    came = {replace(pool, rivals, **asked, seed=n, at_most=True).panel for n in range(20)}

    assert came == {(Place("ada"),), (Place("bo"),)}


def test_an_open_place_is_not_given_to_somebody_whom_a_maximum_shuts_out():
    pool = people(ada="planner", bo="planner", cy="driver", di="planner")

    with pytest.raises(InfeasibleError):
        replace(
            pool,
            JOBS,
            size=3,
            confirmed=[Place("ada"), Place("bo")],
            unavailable=["cy"],
            seed=0,
            at_most=True,
        )


def test_with_both_every_place_is_filled_before_a_limit_is_spared():
    pool = people(ada="planner", bo="planner", cy="driver", di="planner")

    drawn = replace(
        pool,
        JOBS,
        size=4,
        confirmed=[Place("ada"), Place("bo")],
        unavailable=["cy"],
        seed=0,
        flexible=True,
        at_most=True,
    )

    assert [place.person for place in drawn.panel] == ["ada", "bo", "di"]
    assert [str(rule) for rule in drawn.awaited] == ["at least 1 with job: driver"]
    assert [str(change) for change in drawn.eased] == [
        "raise the maximum for job: planner from 2 to 3"
    ]


def test_a_seat_nobody_can_fill_stays_open_while_the_others_are_filled():
    seats = (Seat("driver", "Cab driver", 1, 1), Seat("planner", "Planner", 1, 1))
    pool = [
        Person("ada", seats=frozenset({"planner"})),
        Person("bo", seats=frozenset({"planner"})),
    ]

    drawn = replace(
        pool,
        Targets(seats=seats),
        size=2,
        confirmed=[],
        unavailable=[],
        seed=0,
        tickets=2,
        at_most=True,
    )

    assert drawn.chances == {"ada": 0.5, "bo": 0.5}
    assert [place.seat for place in drawn.panel] == ["planner"]
    assert [str(rule) for rule in drawn.awaited] == ["at least 1 on the seat “Cab driver”"]


def test_general_places_stay_general_while_a_seat_stays_open():
    seats = (Seat("driver", "Cab driver", 2, 2),)
    pool = [Person("ada", seats=frozenset({"driver"})), Person("bo"), Person("cy")]

    drawn = replace(
        pool, Targets(seats=seats), size=3, confirmed=[], unavailable=[], seed=0, at_most=True
    )

    assert sorted(place.seat or "" for place in drawn.panel) == ["", "driver"]
    assert [str(rule) for rule in drawn.awaited] == ["at least 1 on the seat “Cab driver”"]


def test_what_gave_way_is_stored_and_replayed_byte_for_byte():
    pool = people(ada="planner", bo="planner", cy="driver", di="nurse")
    settled = {"confirmed": [Place("ada")], "unavailable": ["cy"]}

    drawn = replace(pool, JOBS, size=3, **settled, seed=9, flexible=True, at_most=True)
    record = run_record(drawn, pool, JOBS, **settled)

    check_replay(record)
    assert draw_of(record) == drawn
    assert draw_from(as_plain(drawn)) == drawn


@pytest.mark.parametrize(
    "method",
    [
        "nash",
        Objective("relevance", alpha=0.5, fit={"bo": 1.0}),
        Objective("given", wanted=dict.fromkeys(("ada", "bo", "cy", "di", "ed"), 0.2)),
    ],
    ids=["nash", "relevance", "given"],
)
def test_places_stay_open_whatever_a_draw_aims_at(method):
    pool = people(ada="planner", bo="planner", cy="driver", di="planner", ed="planner")
    settled = {"confirmed": [Place("ada")], "unavailable": ["cy"]}

    drawn = replace(pool, JOBS, size=3, **settled, seed=1, at_most=True, method=method, tickets=100)

    assert len(drawn.panel) == 2
    check_replay(run_record(drawn, pool, JOBS, **settled))


@settings(max_examples=100, deadline=None)
@given(small_problems(), st.data())
def test_limits_are_eased_by_fewer_people_than_any_panel_would_need_and_cheaply_so(problem, data):
    pool, targets, size = problem
    held = data.draw(st.integers(0, size - 1))
    homes = [person.household for person in pool[:held] if person.household is not None]
    if targets.seats or len(homes) > len(set(homes)):
        return
    confirmed = [Place(person.id) for person in pool[:held]]
    try:
        drawn = replace(
            pool, targets, size=size, confirmed=confirmed, unavailable=[], seed=1, flexible=True
        )
    except InfeasibleError:
        return

    eased = apply_easing(targets, drawn.eased)
    taken_too_much = [t for t in eased.targets if count(t, pool[:held]) > t.maximum]
    if not taken_too_much:
        assert broken_rules(drawn.panel, pool, eased, size) == []
    assert cost(drawn.eased, pool[:held]) == pytest.approx(cheapest(pool, targets, size, held))


@settings(max_examples=100, deadline=None)
@given(small_problems(), st.data())
def test_as_many_places_are_filled_as_can_be_while_the_panel_can_still_be_completed(problem, data):
    pool, targets, size = problem
    held = data.draw(st.integers(0, size - 1))
    if targets.seats:
        return
    kept, free = pool[:held], pool[held:]
    confirmed = [Place(person.id) for person in kept]
    most = max(
        (
            number
            for number in range(size - held + 1)
            for others in combinations(free, number)
            if can_be_completed([*kept, *others], len(kept), targets, size)
        ),
        default=0,
    )
    asked = {"size": size, "confirmed": confirmed, "unavailable": [], "seed": 1, "tickets": 20}

    try:
        drawn = replace(pool, targets, **asked, at_most=True)
    except InfeasibleError:
        assert most == 0
        return

    people = {person.id: person for person in pool}
    assert len(drawn.panel) == held + most
    everybody = [people[place.person] for place in drawn.panel]
    newcomers = [person for person in everybody if person not in kept]
    assert can_be_completed([*kept, *newcomers], held, targets, size)


def can_be_completed(members, held, targets, size):
    """Say whether people yet to be found could make this a whole and valid panel.

    Whatever confirmed people use up beyond a maximum is settled; nobody else may add to it.
    """
    homes = [person.household for person in members if person.household is not None]
    late = [person.household for person in members[held:] if person.household is not None]
    if targets.one_per_household and any(homes.count(home) > 1 for home in late):
        return False
    needed = {}
    for target in targets.targets:
        had, there = count(target, members[:held]), count(target, members)
        if there > max(target.maximum, had):
            return False
        needed[target.feature] = needed.get(target.feature, 0) + max(0, target.minimum - there)
    return all(missing <= size - len(members) for missing in needed.values())


def test_nobody_is_drawn_where_nobody_is_left():
    pool = people(ada="planner", bo="planner", cy="driver")

    with pytest.raises(InfeasibleError, match="the panel needs 3"):
        replace(
            pool,
            JOBS,
            size=3,
            confirmed=[Place("ada")],
            unavailable=["bo", "cy"],
            seed=0,
            flexible=True,
            at_most=True,
        )


def test_of_people_kept_apart_one_is_drawn_and_the_other_place_stays_open():
    pool = [Person(name) for name in ("ada", "bo", "cy")]
    apart = Targets(apart=(frozenset({"bo", "cy"}),))

    drawn = replace(
        pool, apart, size=3, confirmed=[Place("ada")], unavailable=[], seed=0, at_most=True
    )

    assert len(drawn.panel) == 2


def test_somebody_yet_to_be_found_may_hold_several_values():
    ways = Targets((Target("by", "bus", 1, 2), Target("by", "bike", 1, 2)))
    both = frozenset({"bus", "bike"})
    pool = [Person("ada", {"by": both}), Person("bo", {"by": "car"})]

    drawn = replace(pool, ways, size=2, confirmed=[], unavailable=["ada"], seed=0, at_most=True)

    assert [place.person for place in drawn.panel] == ["bo"]
    assert [str(rule) for rule in drawn.awaited] == [
        "at least 1 with by: bike",
        "at least 1 with by: bus",
    ]


def test_people_yet_to_be_found_never_show():
    pool = [Person(name, {"job": "planner"}) for name in ("open place 0", "bo", "cy", "di")]

    drawn = replace(
        pool, JOBS, size=3, confirmed=[Place("bo")], unavailable=[], seed=0, at_most=True
    )

    assert len(drawn.panel) == 2
    assert set(drawn.chances) == {person.id for person in pool}
    assert {name for r in drawn.reserves for name in r.covers} <= {p.person for p in drawn.panel}
    assert [count.panel for count in drawn.certificate.targets] == [0, 2]


def count(target, members):
    return sum(member.holds(target.feature, target.value) for member in members)


def cost(eased, confirmed):
    """How many people limits are eased by, and a little for the price."""
    return sum(cost_of(change.rule, change.limit, confirmed) for change in eased)


def cost_of(rule, limit, confirmed):
    if rule.bound == "minimum":
        return (rule.limit - limit) * (1.01 + 0.02 / rule.limit)
    return 1.01 * (limit - max(rule.limit, count(rule, confirmed)))


def cheapest(pool, targets, size, held):
    """The cost of the panel that breaks least, by trying all of them."""
    costs = []
    for others in combinations(pool[held:], size - held):
        homes = [p.household for p in (*pool[:held], *others) if p.household is not None]
        if targets.one_per_household and any(homes.count(p.household) > 1 for p in others):
            continue
        broken = 0.0
        for target in targets.targets:
            had, there = count(target, pool[:held]), count(target, (*pool[:held], *others))
            short = max(0, target.minimum - there)
            over = max(0, there - max(target.maximum, had))
            broken += short * (1.01 + 0.02 / target.minimum) if short else 0
            broken += 1.01 * over if target.maximum else over * 1e9
        costs.append(broken)
    return min(costs)
