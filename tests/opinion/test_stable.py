"""Groups that neither order nor chance can change, and that change slowly as votes come in."""

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publius.opinion import Ballots, SettingError, Statement, stable
from publius.opinion.agreement import agreement
from publius.opinion.grouping import NOBODY, Grouping
from publius.opinion.stable.cells import Cells
from publius.opinion.stable.choice import NOTHING_WAITS, Waiting, choose
from publius.opinion.stable.memory import letters
from tests.opinion.made import camps

Votes = list[tuple[Any, Any, int]]


def three_camps() -> Ballots:
    return camps(sizes=(60, 40, 30), statements=40, noise=0.05)[0]


def votes_of(ballots: Ballots) -> Votes:
    return [
        (ballots.people[row], ballots.statements[column].id, int(answer))
        for row, column, answer in zip(ballots.row, ballots.column, ballots.answer, strict=True)
    ]


def group_of_each(ballots: Ballots, grouping: Grouping) -> dict[Any, str | None]:
    names = [*grouping.labels, None]
    return {person: names[n] for person, n in zip(ballots.people, grouping.group, strict=True)}


def grouped(votes: Votes, **settings: Any) -> dict[Any, str | None]:
    ballots = Ballots.of(votes)
    return group_of_each(ballots, stable.group(ballots, **settings))


def test_camps_are_found_as_they_were_made():
    ballots, camp = camps(sizes=(60, 40, 30), statements=40, noise=0.05)

    found = stable.group(ballots)

    assert found.labels == ("A", "B", "C")
    assert agreement(found.group, camp) == 1


def test_the_largest_group_is_called_a():
    found = stable.group(three_camps())

    assert np.bincount(found.group).tolist() == [60, 40, 30]


def test_a_second_run_is_the_same_to_the_last_bit():
    first, second = stable.group(three_camps()), stable.group(three_camps())

    assert first.positions.tobytes() == second.positions.tobytes()
    assert first.centres.tobytes() == second.centres.tobytes()
    assert first.group.tolist() == second.group.tolist()
    assert first.state == second.state


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_votes_changes_nothing(seed):
    votes = votes_of(three_camps())
    order = np.random.default_rng(seed).permutation(len(votes))

    assert grouped([votes[n] for n in order]) == grouped(votes)


@pytest.mark.parametrize("seed", range(3))
def test_what_people_are_called_changes_nothing(seed):
    votes = votes_of(three_camps())
    people = sorted({person for person, _, _ in votes})
    names = np.random.default_rng(seed).permutation(1000).tolist()
    new_name = dict(zip(people, names, strict=False))

    renamed = grouped([(new_name[person], *vote) for person, *vote in votes])

    assert {person: renamed[new_name[person]] for person in people} == grouped(votes)


@given(st.sets(st.integers(0, 24)))
@settings(max_examples=10, deadline=None)
def test_which_way_statements_are_worded_changes_nothing(turned):
    votes = votes_of(three_camps())
    other_way = [
        (person, statement, -answer if int(statement[1:]) in turned else answer)
        for person, statement, answer in votes
    ]

    assert grouped(other_way) == grouped(votes)


def test_everybody_voting_twice_over_changes_nothing():
    votes = votes_of(three_camps())
    twins = [((person, "twin"), *vote) for person, *vote in votes]

    found = grouped(votes + twins)

    assert {person: found[person] for person, _, _ in votes} == grouped(votes)
    assert all(found[person, "twin"] == found[person] for person, _, _ in votes)


def test_statements_that_are_rejected_change_nothing():
    ballots = three_camps()
    noise = [(person, "spam", 1 if n % 2 else -1) for n, person in enumerate(ballots.people)]
    listed = [*ballots.statements, Statement("spam", status="rejected")]
    with_spam = Ballots.of(votes_of(ballots) + noise, listed)

    found = stable.group(with_spam)

    assert group_of_each(with_spam, found) == grouped(votes_of(ballots))


def test_people_with_few_votes_are_placed_but_not_grouped():
    ballots = Ballots.of([*votes_of(three_camps()), ("newcomer", "s0", 1)])

    found = stable.group(ballots)

    assert group_of_each(ballots, found)["newcomer"] is None
    assert found.positions[ballots.people.index("newcomer")].any()


def test_only_those_named_are_grouped():
    ballots = three_camps()

    found = stable.group(ballots, included=["p0", "p1", "p70", "p71"], k=2)

    assert np.flatnonzero(found.group != NOBODY).tolist() == [0, 1, 70, 71]
    assert agreement(found.group[[0, 1, 70, 71]], np.array([0, 0, 1, 1])) == 1


@pytest.mark.parametrize("k", [1, 2, 3, 4, 5, 7])
def test_a_number_of_groups_that_is_asked_for_is_made(k):
    found = stable.group(three_camps(), k=k)

    assert sorted(set(found.group.tolist())) == list(range(k))


def test_more_groups_than_people_who_differ_are_refused():
    same = [(person, statement, 1) for person in range(10) for statement in range(8)]
    ballots = Ballots.of([*same, *((99, statement, -1) for statement in range(8))])

    with pytest.raises(SettingError) as refused:
        stable.group(ballots, k=3)

    assert str(refused.value) == (
        "k is 3; it must be at most 2, the number of people with enough votes who differ in what "
        "they said."
    )


def test_letters_stay_with_the_people_who_had_them():
    ballots = three_camps()
    before = stable.group(ballots)
    own = np.isin(ballots.row, np.flatnonzero(before.group != 0))
    fewer = replace(
        ballots, row=ballots.row[own], column=ballots.column[own], answer=ballots.answer[own]
    )

    after = stable.group(fewer, previous=before.state)

    assert after.labels == ("B", "C")
    still_there = before.group != 0
    assert np.array(["B", "C"])[after.group[still_there]].tolist() == [
        before.labels[number] for number in before.group[still_there]
    ]


def test_a_letter_is_never_given_again():
    ballots = three_camps()
    three = stable.group(ballots)
    two = stable.group(ballots, k=2, previous=three.state)

    again = stable.group(ballots, k=3, previous=two.state)

    assert set(two.labels) < set(three.labels)
    assert set(again.labels) - set(two.labels) == {"D"}


def test_what_is_handed_on_survives_json():
    ballots = three_camps()
    state = stable.group(ballots).state

    found = stable.group(ballots, previous=json.loads(json.dumps(state)))

    assert found.state == stable.group(ballots, previous=state).state


def test_the_same_votes_again_change_nobodys_group():
    ballots = three_camps()
    before = stable.group(ballots)

    after = stable.group(ballots, previous=before.state)

    assert after.group.tolist() == before.group.tolist()
    assert after.positions.tolist() == before.positions.tolist()


def heaps(*middles: tuple[float, float], people: int = 60) -> Cells:
    rng = np.random.default_rng(1)
    points = np.concatenate([rng.normal(middle, 1, (people, 2)) for middle in middles])
    return Cells.of(points, np.ones(len(points)))


def test_another_number_of_groups_must_be_clearly_better_twice():
    cells, two = heaps((0, 0), (9, 0), (0, 9)), np.array([[4.5, 0.0], [0.0, 9.0]])

    first = choose(cells, None, two)
    second = choose(cells, None, first.centres, first.waiting)

    assert (first.k, first.waiting) == (2, Waiting(k=3, seen=1))
    assert (second.k, second.waiting) == (3, NOTHING_WAITS)


def test_centres_are_kept_unless_others_are_clearly_better():
    cells = heaps((0, 0), people=200)
    sideways = np.array([[-1.0, 0.0], [1.0, 0.0]])
    upright = np.array([[0.0, -1.0], [0.0, 1.0]])

    found = [choose(cells, 2, centres).centres for centres in (sideways, upright)]

    assert abs(found[0][:, 0]).min() > 0.5 > abs(found[0][:, 1]).max()
    assert abs(found[1][:, 1]).min() > 0.5 > abs(found[1][:, 0]).max()


def test_centres_that_make_no_sense_any_more_are_given_up():
    cells = heaps((0, 0), (20, 0))
    across = np.array([[10.0, -1.0], [10.0, 1.0]])

    found = choose(cells, 2, across)

    assert np.bincount(found.centres[:, 0].round(-1).astype(int)).nonzero()[0].tolist() == [0, 20]


def test_fewer_groups_are_preferred_where_they_stand_apart_nearly_as_well():
    cells = heaps((0, 0), (9, 0))

    found = choose(cells, None, np.zeros((0, 2)))

    assert found.k == 2
    assert found.margin == pytest.approx(
        found.silhouettes[2] - max(found.silhouettes[k] for k in (3, 4))
    )


def test_letters_go_on_after_z():
    assert [letters(n) for n in (0, 25, 26, 27, 701, 702)] == ["A", "Z", "AA", "AB", "ZZ", "AAA"]


def test_people_move_to_a_group_that_is_new():
    ballots, camp = camps(sizes=(60, 40, 30), statements=40, noise=0.05)
    two = stable.group(ballots, k=2)

    three = stable.group(ballots, k=3, previous=two.state)

    assert agreement(three.group, camp) == 1
    assert set(three.labels) == {"A", "B", "C"}


def test_a_letter_somebody_holds_is_not_given_again_even_if_it_was_forgotten():
    ballots = three_camps()
    state = {"members": {"A": [repr("p0"), repr("p1")]}, "taken": 0}

    found = stable.group(ballots, previous=state)

    assert found.labels == ("A", "B", "C")
