"""The two main differences: exact, whoever is listed first, and without gaps."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from numpy.testing import assert_allclose

from publius.opinion import Ballots, Statement, Status, eigenpairs
from publius.opinion.pca import Projection, axes_to_keep, project
from tests.opinion.made import camps, tiny_votes


def dense(ballots: Ballots) -> np.ndarray:
    """Votes less means as a full table, 0 where nobody voted or nothing is shown."""
    votes = np.full((len(ballots.people), len(ballots.statements)), np.nan)
    votes[ballots.row, ballots.column] = ballots.answer
    votes[:, ~ballots.shown] = np.nan
    centre = np.nanmean(votes, axis=0, where=~np.isnan(votes))
    return np.nan_to_num(votes - centre)


def crowd(*, people: int = 90, statements: int = 40, seed: int = 1) -> Ballots:
    sizes = (people // 2, people // 3, people - people // 2 - people // 3)
    return camps(sizes=sizes, statements=statements, seed=seed)[0]


def test_components_are_those_of_the_full_table():
    ballots = crowd()

    found = project(ballots)

    _, values, rows = np.linalg.svd(dense(ballots), full_matrices=False)
    assert_allclose(abs((found.components * rows[:2]).sum(axis=1)), [1, 1], atol=1e-12)
    assert_allclose(found.variance, values[:2] ** 2 / (values**2).sum(), atol=1e-12)


@pytest.mark.parametrize(
    ("people", "statements"), [(700, 300), (150, 400)], ids=["Lanczos", "more statements"]
)
def test_large_tables_give_the_same_components_as_dense_ones(people, statements):
    ballots = crowd(people=people, statements=statements)

    found = project(ballots)

    _, _, rows = np.linalg.svd(dense(ballots), full_matrices=False)
    assert_allclose(abs((found.components * rows[:2]).sum(axis=1)), [1, 1], atol=1e-10)


def test_a_position_is_the_votes_along_the_axes_brought_out_by_what_is_missing():
    """Two of three agreed: the mean is 1/3, the votes less it 2/3, 2/3 and -4/3.

    The only statement is the whole first axis. Everybody cast one of one votes, so that places
    are these numbers times the root of 1 / (1 + 20 + 0.2).
    """
    ballots = Ballots.of([("a", "s", 1), ("b", "s", 1), ("c", "s", -1)])

    found = project(ballots)

    reach = (1 / 21.2) ** 0.5
    assert_allclose(found.positions[:, 0], np.array([-2, -2, 4]) / 3 * reach)
    assert_allclose(found.positions[:, 1], [0, 0, 0])
    assert_allclose(found.statement_positions, [[-2 / 3, 0]])
    assert_allclose(found.extremity, [2 / 3])
    assert found.variance == (1.0, 0.0)


def test_axes_point_to_the_longer_tail():
    found = project(crowd())

    assert np.all((found.positions**3).sum(axis=0) >= 0)


def test_axes_point_where_those_of_the_map_before_did():
    ballots = crowd()
    found = project(ballots)
    turned = {"axes": axes_to_keep(-found.components, ballots)}

    following = project(ballots, turned)

    assert_allclose(following.positions, -found.positions)


def test_axes_of_other_statements_say_nothing_about_where_to_point():
    ballots = crowd()

    following = project(ballots, {"axes": {repr("another"): [1.0, 1.0]}})

    assert_allclose(following.positions, project(ballots).positions)


def test_the_order_of_people_and_statements_does_not_move_anybody():
    ballots = crowd()
    people = np.random.default_rng(2).permutation(len(ballots.people))
    statements = np.random.default_rng(3).permutation(len(ballots.statements))
    votes = [
        (ballots.people[row], ballots.statements[column].id, int(answer))
        for row, column, answer in zip(ballots.row, ballots.column, ballots.answer, strict=True)
    ]
    shuffled = Ballots.of(
        [vote for person in people for vote in votes if vote[0] == ballots.people[person]],
        [ballots.statements[column] for column in statements],
    )

    found = project(shuffled)

    assert_allclose(found.positions, project(ballots).positions[people], atol=1e-10)


def test_wording_a_statement_the_other_way_round_does_not_move_anybody():
    ballots = crowd()
    turned = np.where(ballots.column == 3, -ballots.answer, ballots.answer)

    found = project(replace(ballots, answer=turned.astype(np.int8)))

    before = project(ballots)
    assert_allclose(found.positions, before.positions, atol=1e-10)
    assert_allclose(found.components[:, 3], -before.components[:, 3], atol=1e-10)


def test_rejected_statements_change_nothing():
    ballots = crowd(statements=30)
    kept = ballots.column < 20
    without = Ballots.of(
        [
            (ballots.people[row], f"s{column}", int(answer))
            for row, column, answer in zip(
                ballots.row[kept], ballots.column[kept], ballots.answer[kept], strict=True
            )
        ]
    )
    rejected = replace(
        ballots,
        statements=[
            Statement(f"s{n}", status=Status.SHOWN if n < 20 else Status.REJECTED)
            for n in range(30)
        ],
    )

    found = project(rejected)

    order = [rejected.people.index(person) for person in without.people]
    assert_allclose(found.positions[order], project(without).positions, atol=1e-10)
    assert_allclose(found.statement_positions[20:], 0)


def is_whole(found: Projection) -> bool:
    arrays = (found.components, found.centre, found.positions, found.statement_positions)
    return all(np.isfinite(array).all() for array in (*arrays, found.variance))


@given(tiny_votes())
@settings(max_examples=80, deadline=None)
def test_no_votes_however_few_leave_gaps(votes):
    ballots = Ballots.of(votes)

    found = project(ballots)

    assert is_whole(found)
    lengths = np.linalg.norm(found.components, axis=1)
    assert_allclose(lengths, [float(share > 0) for share in found.variance], atol=1e-9)


def test_where_nobody_differs_everybody_stands_in_the_middle():
    ballots = Ballots.of([(person, statement, 1) for person in range(9) for statement in range(4)])

    found = project(ballots)

    assert not found.positions.any()
    assert found.variance == (0.0, 0.0)


def test_few_patterns_among_many_people_and_statements_are_found_exactly():
    """The iteration runs out of directions after two steps, where others would draw lots."""
    size = eigenpairs.SMALL + 50
    votes = [(p, s, 1 if p % 2 else -1) for p in range(size) for s in range(size)]

    found = project(Ballots.of(votes))

    assert found.variance == (pytest.approx(1.0), 0.0)
    assert_allclose(abs(found.components[0]), size**-0.5)


def test_differences_of_the_same_size_are_both_found():
    """Three camps that only agree with their own statements: no axis is longer than the other."""
    size = 20
    votes = [
        (person, statement, 1 if person // size == statement // size else -1)
        for person in range(3 * size)
        for statement in range(3 * size)
    ]

    found = project(Ballots.of(votes))

    assert found.variance == (pytest.approx(0.5), pytest.approx(0.5))
    assert len(np.unique(found.positions.round(6), axis=0)) == 3
