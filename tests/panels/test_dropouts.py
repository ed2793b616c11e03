"""Drop-outs played through: who would step in, and what would still be missing."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publius.panels import Person, Place, Seat, Target, Targets
from publius.panels.dropouts import Aftermath, exchange, sample_dropouts
from publius.panels.standins import EMPTY, find_stand_ins

HALF = Targets((Target("side", "left", 1, 1), Target("side", "right", 1, 1)))
ADA, BO = Person("ada", {"side": "left"}), Person("bo", {"side": "right"})
LEFT, RIGHT = Person("lu", {"side": "left"}), Person("rae", {"side": "right"})


def stand_ins(outside, targets=HALF, members=(ADA, BO), seats=(None, None)):
    people = {person.id: person for person in (*members, *outside)}
    panel = [Place(p.id, seat) for p, seat in zip(members, seats, strict=True)]
    return find_stand_ins(panel, people, outside, targets, len(members))


def aftermath(*gone, outside=(LEFT, RIGHT), **about):
    return Aftermath(stand_ins(outside, **about), np.array(gone))


def test_who_is_missing_is_worth_a_rule_met_and_a_chair_filled():
    ada_left = aftermath([True, False])

    gains = ada_left.gains(ada_left.start, ada_left.chairs)

    assert gains.tolist() == [[1 + EMPTY, 0.0]]


def test_the_most_helpful_step_in_first_and_each_takes_one_chair():
    scenarios = aftermath([True, True], [False, True], [False, False])

    counts, free = scenarios.after([0, 1])

    assert counts.tolist() == [[2, 1, 1]] * 3
    assert free.tolist() == [0, 0, 0]


def test_what_is_left_over_is_the_mean_over_what_may_happen():
    scenarios = aftermath([True, False], [False, True])

    assert scenarios.left_over([]) == 1 + EMPTY
    assert scenarios.left_over([0]) == (1 + EMPTY) / 2
    assert scenarios.left_over([0, 1]) == 0


def test_one_reserve_is_exchanged_for_a_more_helpful_one():
    only_ada_leaves = aftermath([True, False])

    assert exchange(only_ada_leaves, [1], np.array([1, 1])) == [0]


def test_who_lives_with_somebody_who_stays_cannot_come():
    mate = Person("lu", {"side": "left"}, household="mill")
    bo = Person("bo", {"side": "right"}, household="mill")
    alone = Targets(HALF.targets, one_per_household=True)
    about = {"outside": (mate,), "targets": alone, "members": (ADA, bo)}

    scenarios = aftermath([True, False], [True, True], **about)

    assert scenarios.gains(scenarios.start, scenarios.chairs).tolist() == [[0.0], [1 + EMPTY]]


def test_somebody_who_fits_two_seats_takes_the_one_that_is_empty():
    seats = (Seat("a", "A", 1, 1), Seat("b", "B", 1, 1))
    both = Person("lu", seats=frozenset({"a", "b"}))
    about = {"outside": (both,), "targets": Targets(seats=seats), "seats": ("a", "b")}

    scenarios = aftermath([True, False], [False, True], **about)

    assert scenarios.after([0])[0].tolist() == [[2, 1, 1], [2, 1, 1]]


def test_people_who_count_alike_are_one_group():
    twins = [Person(f"l{n}", {"side": "left", "colour": str(n)}) for n in range(3)]

    groups = stand_ins([*twins, RIGHT]).groups

    assert [[person.id for person in group] for group in groups] == [["l0", "l1", "l2"], ["rae"]]


def test_everybody_drops_out_with_their_own_rate():
    gone = sample_dropouts(np.array([0.0, 0.25, 1.0]), 4000, "key")

    assert gone.mean(axis=0).tolist() == pytest.approx([0.0, 0.25, 1.0], abs=0.03)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_exchanging_never_leaves_more_over(data):
    sides = st.sampled_from(("left", "right", "top"))
    members = [Person(f"m{n}", {"side": data.draw(sides)}) for n in range(5)]
    outside = [Person(f"o{n}", {"side": data.draw(sides)}) for n in range(5)]
    counts = {side: sum(m.features["side"] == side for m in members) for side in ("left", "right")}
    asked = Targets(tuple(Target("side", side, there, there) for side, there in counts.items()))
    found = stand_ins(outside, asked, tuple(members), (None,) * 5)
    scenarios = Aftermath(found, sample_dropouts(np.full(5, 0.4), 20, "key"))
    sizes = np.array([len(group) for group in found.groups])
    first = data.draw(st.sampled_from(range(len(sizes))))

    better = exchange(scenarios, [first], sizes)

    assert scenarios.left_over(better) <= scenarios.left_over([first])
    assert scenarios.left_over(better) == min(scenarios.left_over([g]) for g in range(len(sizes)))
