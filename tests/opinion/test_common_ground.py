"""What holds for everybody, under every way of grouping them."""

import numpy as np
import pytest
from hypothesis import given, settings

from publius.opinion import Ballots, Statement, Status, common_ground, mixture, stable
from publius.opinion.given import given as grouped
from publius.opinion.results import Counts, count
from tests.opinion.made import tiny_votes
from tests.opinion.real import REAL, conversation


def counted(votes, groups: dict, statements=()) -> Counts:
    ballots = Ballots.of(votes, statements)
    return count(ballots, grouped(ballots, groups))


def halves(people: int) -> dict[int, str]:
    return {person: "A" if person < people // 2 else "B" for person in range(people)}


def said_by(people, statement: str, answer: int) -> list[tuple[int, str, int]]:
    return [(person, statement, answer) for person in people]


def test_what_both_groups_agree_with_holds() -> None:
    votes = said_by(range(20), "trees", 1)

    assert common_ground.find([counted(votes, halves(20))]).tolist() == [1]


def test_what_both_groups_reject_holds_too() -> None:
    votes = said_by(range(20), "litter", -1)

    assert common_ground.find([counted(votes, halves(20))]).tolist() == [-1]


def test_what_only_the_larger_group_likes_does_not_hold() -> None:
    votes = said_by(range(90), "road", 1) + said_by(range(90, 100), "road", -1)
    groups = {person: "A" if person < 90 else "B" for person in range(100)}

    assert common_ground.find([counted(votes, groups)]).tolist() == [0]


def test_a_second_grouping_can_show_that_it_does_not_hold() -> None:
    votes = said_by(range(40), "road", 1) + said_by(range(40, 50), "road", -1)
    one = {person: "AB"[person % 2] for person in range(50)}
    other = {person: "A" if person < 40 else "B" for person in range(50)}

    first, second = counted(votes, one), counted(votes, other)

    assert common_ground.find([first]).tolist() == [1]
    assert common_ground.find([first, second]).tolist() == [0]


def test_passing_is_not_agreeing() -> None:
    """Nobody disagrees, but half of each group is unsure."""
    votes = said_by(range(0, 40, 2), "trees", 1) + said_by(range(1, 40, 2), "trees", 0)

    assert common_ground.find([counted(votes, halves(40))]).tolist() == [0]


@pytest.mark.parametrize(("voters", "expected"), [(4, 0), (5, 1)])
def test_five_of_every_group_must_have_voted(voters: int, expected: int) -> None:
    """Five of five: the 5 % point of a Beta(6, 1) is .05^(1/6) = .61."""
    votes = said_by([*range(10), *range(10, 10 + voters)], "trees", 1)
    votes += said_by(range(20), "other", 1)

    assert common_ground.find([counted(votes, halves(20))]).tolist() == [expected, 1]


@pytest.mark.parametrize(("voters", "expected"), [(9, 0), (10, 1)])
def test_a_tenth_of_the_people_must_have_voted(voters: int, expected: int) -> None:
    votes = said_by(range(voters), "trees", 1) + said_by(range(100), "other", 1)
    everybody_in_one = dict.fromkeys(range(100), "A")

    assert common_ground.find([counted(votes, everybody_in_one)]).tolist() == [expected, 1]


def test_people_in_no_group_count_among_everybody() -> None:
    votes = said_by(range(20), "road", 1) + said_by(range(20, 80), "road", -1)
    the_first = {person: "AB"[person % 2] for person in range(20)}

    assert common_ground.find([counted(votes, the_first)]).tolist() == [0]


def test_rejected_statements_are_not_common_ground() -> None:
    votes = said_by(range(20), "shown", 1) + said_by(range(20), "insult", -1)
    statements = [Statement("shown"), Statement("insult", status=Status.REJECTED)]

    assert common_ground.find([counted(votes, halves(20), statements)]).tolist() == [1, 0]


def test_everybody_agreeing_with_everything_holds_all_of_it_in_common() -> None:
    ballots = Ballots.of([(p, s, 1) for p in range(12) for s in range(8)])
    counts = [count(ballots, engine(ballots)) for engine in (stable.group, mixture.group)]

    assert [one.grouping.k for one in counts] == [1, 1]
    assert common_ground.find(counts).tolist() == [1] * 8


def test_three_people_are_too_few_for_common_ground() -> None:
    ballots = Ballots.of([(p, s, 1) for p in range(3) for s in range(8)])
    counts = [count(ballots, engine(ballots)) for engine in (stable.group, mixture.group)]

    assert common_ground.find(counts).tolist() == [0] * 8


@given(tiny_votes())
@settings(max_examples=40, deadline=None)
def test_common_ground_was_heard_and_is_held_by_most(votes) -> None:
    ballots = Ballots.of(votes)
    counts = count(ballots, stable.group(ballots, min_votes=1))

    sides = common_ground.find([counts])

    disagrees, _, agrees = counts.of_all.T
    assert counts.is_heard[sides != 0].all()
    assert (np.sign(agrees - disagrees)[sides != 0] == sides[sides != 0]).all()


@given(tiny_votes())
@settings(max_examples=40, deadline=None)
def test_no_statement_that_was_not_heard_ranks_above_one_that_was(votes) -> None:
    ballots = Ballots.of(votes)
    counts = count(ballots, stable.group(ballots, min_votes=1))

    heard = counts.is_heard[np.argsort(-counts.consensus_lower, kind="stable")]

    assert heard.tolist() == sorted(heard.tolist(), reverse=True)


@pytest.mark.parametrize("name", REAL)
@pytest.mark.parametrize("engine", [stable, mixture])
def test_the_ten_best_of_a_real_conversation_were_heard_by_every_group(engine, name) -> None:
    counts = count(conversation(name), engine.group(conversation(name), k=3))

    best = np.argsort(-counts.consensus_lower)[:10]

    assert counts.voted[:, best].min() >= 5
    assert counts.of_all[best].sum(axis=1).min() >= 0.1 * len(counts.ballots.people)
