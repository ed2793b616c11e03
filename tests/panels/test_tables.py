"""Break-out tables: who sits where, how even tables are, how few meet twice."""

import random
import time
from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publius.panels import Person, PoolError, SettingError, tables

VALUES = {"gender": "fm", "age": "abcde", "education": "xyz", "area": "klmnop"}


def members(count, seed=0):
    dice = random.Random(seed)
    return [
        Person(f"p{n:03}", {name: dice.choice(values) for name, values in VALUES.items()})
        for n in range(count)
    ]


def meetings(seating):
    return Counter(
        pair for one in seating.rounds for table in one for pair in combinations(sorted(table), 2)
    )


def test_everybody_sits_at_one_table_in_every_round():
    people = members(23)

    seating = tables(people, tables=4, rounds=3, diversify=["gender"], seed=0)

    for one in seating.rounds:
        assert sorted(name for table in one for name in table) == [p.id for p in people]
        assert sorted(len(table) for table in one) == [5, 6, 6, 6]


def test_every_table_gets_its_share_of_every_value():
    people = members(48)
    held = {person.id: person.features for person in people}

    seating = tables(people, tables=6, rounds=2, diversify=list(VALUES), seed=0)

    assert seating.uneven == 0
    for one in seating.rounds:
        for table in one:
            for feature, values in VALUES.items():
                for value in values:
                    there = sum(held[name][feature] == value for name in table)
                    everywhere = sum(person.features[feature] == value for person in people)
                    assert abs(there - everywhere / 6) < 1


def test_a_largest_size_gives_as_few_tables_as_it_takes():
    seating = tables(members(23), size=6, rounds=1, seed=0)

    assert [len(table) for table in seating.rounds[0]] == [6, 6, 6, 5]


def test_nobody_meets_twice_where_that_can_be():
    seating = tables(members(25), tables=5, rounds=3, seed=2)

    assert seating.repeated == seating.least_repeated == 0
    assert set(meetings(seating).values()) == {1}


def test_less_evenness_lets_more_people_meet():
    people = members(48)
    wish = {"tables": 6, "rounds": 4, "diversify": list(VALUES), "seed": 0}

    even, mixed = tables(people, **wish), tables(people, **wish, evenness=0.25)

    assert (even.uneven, mixed.uneven > 0) == (0, True)
    assert mixed.repeated < even.repeated


def test_repeated_meetings_are_counted_and_never_below_what_counting_allows():
    seating = tables(members(30), tables=5, rounds=3, seed=1)

    assert seating.repeated == sum(count - 1 for count in meetings(seating).values())
    assert seating.repeated == seating.least_repeated == 10
    assert seating.statement == (
        "Every table has its share of everything; 10 meetings are of two people who have met "
        "before (no seating has fewer)."
    )


def test_who_needs_one_interpreter_shares_a_table_in_every_round():
    people = members(24)
    welsh, bsl = {"p003", "p010", "p017"}, {"p004", "p005"}

    seating = tables(
        people, tables=4, rounds=3, diversify=["gender"], together=[welsh, bsl], seed=0
    )

    for one in seating.rounds:
        assert sum(welsh <= set(table) for table in one) == 1
        assert sum(bsl <= set(table) for table in one) == 1


def test_what_a_group_must_cause_is_told_apart_from_what_could_be_better():
    people = members(48, seed=48)
    group = [person.id for person in people if person.features["gender"] == "f"][:8]

    seating = tables(people, tables=6, rounds=2, diversify=["gender"], together=[group], seed=0)

    assert seating.uneven == seating.least_uneven > 0
    assert "too many or too few of some value sit at some table (no seating has fewer)" in (
        seating.statement
    )


def test_companions_sit_together_at_even_tables():
    people = members(40)
    pairs = [[f"p{n:03}", f"p{n + 1:03}"] for n in range(0, 20, 2)]

    seating = tables(people, tables=5, rounds=2, diversify=list(VALUES), together=pairs, seed=0)

    for one in seating.rounds:
        assert all(any(set(pair) <= set(table) for table in one) for pair in pairs)
    assert seating.uneven <= 6


def test_people_kept_apart_never_share_a_table():
    rivals = [f"p{n:03}" for n in range(4)]

    seating = tables(members(20), tables=4, rounds=4, diversify=["age"], apart=[rivals], seed=0)

    assert [pair for pair in combinations(rivals, 2) if pair in meetings(seating)] == []


def test_somebody_sits_only_at_tables_they_can_use():
    people = members(24)
    step_free = {"p001": [1], "p002": [1, 2], "p003": [2]}

    seating = tables(people, tables=6, rounds=4, diversify=["gender"], at=step_free, seed=0)

    for one in seating.rounds:
        for name, usable in step_free.items():
            assert any(name in one[table - 1] for table in usable)


def test_the_same_seed_gives_the_same_tables_whatever_the_order_of_the_people():
    people = members(40)
    shuffled = random.Random(1).sample(people, 40)
    wish = {"tables": 6, "rounds": 3, "diversify": ["age", "area"], "seed": 5}

    assert tables(shuffled, **wish) == tables(people, **wish)


def test_a_large_assembly_is_seated_in_seconds():
    people = members(110)

    started = time.monotonic()
    seating = tables(people, tables=12, rounds=5, diversify=list(VALUES), seed=0)

    assert time.monotonic() - started < 20  # about one second on a quiet machine
    assert seating.uneven == 0
    assert seating.repeated < 100


def test_several_values_of_a_feature_all_count():
    people = [
        Person(f"p{n}", {"by": frozenset({"bus", "bike"} if n % 2 else {"car"})}) for n in range(8)
    ]

    seating = tables(people, tables=4, diversify=["by"], seed=0)

    assert [sorted(int(name[1:]) % 2 for name in table) for table in seating.rounds[0]] == [
        [0, 1]
    ] * 4


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 14), st.data())
def test_no_seating_is_below_its_bounds(count, data):
    people = members(count, seed=data.draw(st.integers(0, 99)))
    wanted = data.draw(st.integers(1, count))
    group = [p.id for p in people[: data.draw(st.integers(0, -(-count // wanted)))]]

    seating = tables(
        people, tables=wanted, rounds=data.draw(st.integers(1, 3)), diversify=["gender", "age"],
        together=[group], seed=0,
    )  # fmt: skip

    assert seating.least_repeated <= seating.repeated
    assert seating.least_uneven <= seating.uneven
    assert seating.repeated == sum(times - 1 for times in meetings(seating).values())


@pytest.mark.parametrize(
    ("wish", "error", "code"),
    [
        ({}, SettingError, "tables-or-size"),
        ({"tables": 2, "size": 4}, SettingError, "tables-or-size"),
        ({"tables": 0}, SettingError, "bad-tables"),
        ({"tables": 9}, SettingError, "bad-tables"),
        ({"size": 0}, SettingError, "bad-table-size"),
        ({"tables": 2.0}, SettingError, "bad-tables"),
        ({"size": 2.5}, SettingError, "bad-table-size"),
        ({"tables": 2, "rounds": 0}, SettingError, "bad-rounds"),
        ({"tables": 2, "rounds": 1.5}, SettingError, "bad-rounds"),
        ({"tables": 2, "diversify": ["shoes"]}, SettingError, "unknown-feature"),
        ({"tables": 2, "together": [["p000", "nobody"]]}, PoolError, "unknown-person"),
        ({"tables": 2, "at": {"p000": [3]}}, SettingError, "no-table"),
        ({"tables": 4, "together": [["p000", "p001", "p002"]]}, SettingError, "group-too-large"),
        (
            {"tables": 2, "together": [["p000", "p001"]], "apart": [["p001", "p000"]]},
            SettingError,
            "together-and-apart",
        ),
        ({"tables": 2, "apart": [["p000", "p001", "p002"]]}, SettingError, "tables-apart"),
        (
            {"tables": 4, "at": {"p000": [1], "p001": [1], "p002": [1]}},
            SettingError,
            "tables-impossible",
        ),
        (
            {
                "tables": 2,
                "together": [["p000", "p001", "p002"], ["p003", "p004"], ["p005", "p006"]],
                "at": {"p000": [1], "p003": [1], "p005": [1]},
            },
            SettingError,
            "tables-impossible",
        ),
        ({"tables": 2, "seed": 0.5}, SettingError, "bad-seed"),
        ({"tables": 2, "evenness": float("nan")}, SettingError, "bad-evenness"),
    ],
)
def test_wishes_that_no_room_can_meet_are_refused(wish, error, code):
    with pytest.raises(error) as refusal:
        tables(members(8), **{"seed": 0, **wish})

    assert refusal.value.code == code


def test_a_room_of_hundreds_is_even_too():
    seating = tables(members(150), tables=15, rounds=2, diversify=["gender", "age"], seed=0)

    assert (seating.uneven, seating.repeated) == (0, 0)


def test_a_group_of_people_with_several_values_is_seated():
    ways = (frozenset({"bus", "bike"}), frozenset({"car"}))
    people = [Person(f"p{n}", {"by": ways[n % 2]}) for n in range(8)]

    seating = tables(people, tables=2, diversify=["by"], together=[["p0", "p2", "p4"]], seed=0)

    assert (seating.uneven, seating.least_uneven) == (6, 4)


def test_everybody_needs_an_id():
    with pytest.raises(PoolError, match="has no id"):
        tables([Person(" ")], tables=1, seed=0)


def test_there_is_somebody_to_seat():
    with pytest.raises(PoolError, match="There is nobody to seat"):
        tables([], tables=1, seed=0)


def test_nobody_is_seated_twice():
    with pytest.raises(PoolError, match="“ada” is in the pool twice"):
        tables([Person("ada"), Person("ada")], tables=1, seed=0)
