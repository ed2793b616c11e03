"""Input that makes no sense is refused before any work, with the rule and the way out."""

import pytest

from publius.panels import (
    Objective,
    PanelsError,
    Person,
    Place,
    PoolError,
    Seat,
    SettingError,
    Target,
    Targets,
    TargetsError,
    check,
    draw,
    prepare,
)

ADA = Person("ada", {"side": "left"}, seats=frozenset({"cab"}))
BO = Person("bo", {"side": "right"})
LEFT = Target("side", "left", 0, 1)
CAB = Seat("cab", "Cab driver", 0, 1)
ALONE = Person("ada", {"side": "left"})
POOL = {"pool": [ADA, BO], "targets": Targets((LEFT,), (CAB,)), "size": 1}

BAD = [
    ({"size": 0}, SettingError, "bad-size", "The panel size is 0"),
    ({"size": 1.5}, SettingError, "bad-size", "must be a whole number of 1 to 999,999,999"),
    ({"size": 10**30}, SettingError, "bad-size", "a whole number of 1 to 999,999,999"),
    ({"size": True}, SettingError, "bad-size", "The panel size is True"),
    ({"pool": [ADA, ADA]}, PoolError, "duplicate-person", "“ada” is in the pool twice"),
    ({"pool": [Person(" ")]}, PoolError, "blank-id", "Somebody in the pool has no id"),
    ({"pool": [Person(7)]}, PoolError, "blank-id", "Give every person their own id"),
    ({"pool": [Person("a", {"age": 34})]}, PoolError, "bad-value", "“a”: age is 34; it must be"),
    ({"pool": [Person("a", {"age": None})]}, PoolError, "bad-value", "age is None"),
    ({"pool": [Person("a", {"age": {1}})]}, PoolError, "bad-value", "or a frozenset of texts"),
    ({"pool": [Person("a", {"age": {"x"}})]}, PoolError, "bad-value", "age is {'x'}"),
    ({"pool": [Person("a", seats=["cab"])]}, PoolError, "bad-seats", "“a”: the seats are ['cab']"),
    ({"pool": [Person("a", seats=frozenset("x"))]}, PoolError, "unknown-seat", "the seat “x”"),
    ({"targets": Targets((LEFT, LEFT))}, TargetsError, "duplicate-target", "side: left is listed"),
    ({"targets": Targets((Target("", "x", 0, 1),))}, TargetsError, "blank-name", "Name both"),
    (
        {"targets": Targets((Target("a", "x", 2, 1),))},
        TargetsError, "reversed-range", "the minimum 2 is above the maximum 1. Lower the first or",
    ),
    (
        {"targets": Targets((Target("a", "x", -1, 1),))},
        TargetsError, "negative-range", "the minimum -1 is below zero. Give 0 or more",
    ),
    (
        {"targets": Targets((Target("a", "x", 0, float("nan")),))},
        TargetsError, "bad-limit", "a: x: the maximum is nan; it must be a whole number",
    ),
    (
        {"targets": Targets((Target("a", "x", 0.5, 1),))},
        TargetsError, "bad-limit", "the minimum is 0.5",
    ),
    (
        {"targets": Targets((Target("a", "x", 0, 10**30),))},
        TargetsError, "bad-limit", "it must be a whole number of 0 to 999,999,999",
    ),
    (
        {"targets": Targets(seats=(CAB,), apart=(["ada", "bo"],))},
        TargetsError, "bad-apart", "keep apart is ['ada', 'bo']; give a frozenset",
    ),
    (
        {"targets": Targets((Target("a", "x", 1, 2, lowest=2),))},
        TargetsError, "narrow-flex", "a: x: limits may be changed to 2 and 2, which is narrower",
    ),
    (
        {"targets": Targets((Target("a", "x", 1, 2, highest=1),))},
        TargetsError, "narrow-flex", "a highest of at least the maximum",
    ),
    ({"targets": Targets(seats=(CAB, CAB))}, TargetsError, "duplicate-seat", "The seat “cab” is"),
    ({"targets": Targets(seats=(Seat(" ", "Cab", 0, 1),))}, TargetsError, "blank-seat", "“Cab”"),
    (
        {"targets": Targets(seats=(CAB,), apart=(frozenset({"ada", "cy"}),))},
        PoolError, "unknown-person", "“cy” is not in the pool",
    ),
    ({"confirmed": [Place("cy")]}, PoolError, "unknown-person", "“cy” is not in the pool"),
    ({"confirmed": [Place("ada", "bus")]}, PoolError, "unknown-seat", "Add the seat or leave"),
    ({"confirmed": [Place("ada")] * 2}, PoolError, "confirmed-twice", "“ada” is confirmed twice"),
    (
        {"confirmed": [Place("ada"), Place("bo")]},
        SettingError, "too-many-confirmed", "are confirmed (2) than the panel holds (1). Confirm",
    ),
    ({"unavailable": ["cy"]}, PoolError, "unknown-person", "“cy” is not in the pool"),
    (
        {"confirmed": [Place("ada")], "unavailable": ["ada"]},
        PoolError, "confirmed-unavailable", "“ada” is both confirmed and unavailable",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("wrong", "kind", "code", "words"), BAD)
@pytest.mark.parametrize("work", [check, draw])
def test_it_is_refused_with_the_reason(work, wrong, kind, code, words):
    given = POOL | wrong
    seed = {"seed": 0} if work is draw else {}
    pool, targets = given.pop("pool"), given.pop("targets")

    with pytest.raises(PanelsError) as refusal:
        work(pool, targets, **given, **seed)

    assert type(refusal.value) is kind
    assert refusal.value.code == code
    assert words in str(refusal.value)


@pytest.mark.parametrize(
    ("setting", "code"),
    [
        ({"tickets": 0}, "bad-tickets"),
        ({"tickets": 2.5}, "bad-tickets"),
        ({"tickets": "many"}, "bad-tickets"),
        ({"tickets": 10**12}, "bad-tickets"),
        ({"reserves": -1}, "bad-reserves"),
        ({"reserves": 1.5}, "bad-reserves"),
    ],
)
def test_counts_that_are_none_or_more_than_a_computer_holds_are_refused(setting, code):
    with pytest.raises(SettingError) as refusal:
        draw(POOL["pool"], POOL["targets"], size=1, seed=0, **setting)

    assert refusal.value.code == code


@pytest.mark.parametrize("ticket", [-1, 20, 2.5, True])
def test_a_ticket_that_is_not_on_the_list_is_refused(ticket):
    lottery = prepare(POOL["pool"], POOL["targets"], size=1, tickets=20)

    with pytest.raises(SettingError) as refusal:
        lottery.draw(0, ticket=ticket)

    assert refusal.value.code == "ticket-outside"


def test_people_without_a_wanted_chance_are_named_and_counted():
    aim = Objective("given", wanted={"ada": 0.5})

    with pytest.raises(SettingError) as refusal:
        draw([ADA, BO, Person("cy")], POOL["targets"], size=1, seed=0, method=aim)

    assert str(refusal.value) == (
        "2 of the people who can be drawn have no wanted chance; the first is “bo”. "
        "Give every one of them a number, 0 included."
    )


def test_what_the_table_varies_is_accepted_as_it_is():
    assert check(POOL["pool"], POOL["targets"], size=1)


@pytest.mark.parametrize(
    ("pool", "targets", "size", "sentence"),
    [
        ([], Targets(), 1, "The pool has 0 people and the panel needs 1: find more people."),
        ([ALONE], Targets(), 2, "The pool has 1 person and the panel needs 2: find more people."),
        (
            [Person(f"p{n}", household="one") for n in range(5)],
            Targets(one_per_household=True),
            2,
            (
                "The pool has people from 1 household, and the panel needs 2 with one per "
                "household: find more households, or let several people of one take part."
            ),
        ),
        (
            [ALONE, BO],
            Targets((LEFT, Target("side", "right", 0, 0))),
            2,
            "The maxima for side leave room for 1, not for all 2.",
        ),
    ],
)
def test_a_pool_that_cannot_fill_the_panel_is_told_apart(pool, targets, size, sentence):
    assert check(pool, targets, size=size).sentences[0] == sentence


@pytest.mark.parametrize(
    ("target", "found"),
    [
        (Target("side", "lfet", 1, 1), "nobody; did you mean “left”?"),
        (Target("seid", "left", 1, 1), "nobody; did you mean “side”?"),
        (Target("side", "middle", 1, 1), "nobody."),
    ],
)
def test_a_target_that_counts_nobody_is_compared_with_what_the_pool_knows(target, found):
    answer = check([ALONE, BO], Targets((target,)), size=1)

    assert answer.sentences[0] == (
        f"{target.feature}: {target.value} needs at least 1, and the pool has {found}"
    )


def test_a_pool_of_one_is_drawn():
    assert [place.person for place in draw([ALONE], Targets((LEFT,)), size=1, seed=0).panel] == [
        "ada"
    ]


def test_minima_of_a_feature_of_which_people_hold_several_values_may_add_up_to_more_than_all():
    both = frozenset({"bicycle", "bus"})
    pool = [Person(f"p{n}", {"travels by": both}) for n in range(4)]
    targets = Targets((Target("travels by", "bicycle", 2, 3), Target("travels by", "bus", 2, 3)))

    assert check(pool, targets, size=3).sentences == ()
