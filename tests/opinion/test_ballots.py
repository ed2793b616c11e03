"""Reading votes: what counts, in which order, and what is refused in which words."""

from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from publius.opinion import Answer, Ballots, Statement, StatementError, Status, Vote, VoteError
from publius.opinion import ballots as ballots_module

PEOPLE = st.sampled_from([7, -3, "ada", "7", ("a", 1), 2**70])
STATEMENTS = st.sampled_from(["s1", "s2", 3, 2**40])
ANSWERS = st.sampled_from([1, 0, -1, None])
VOTES = st.lists(st.tuples(PEOPLE, STATEMENTS, ANSWERS, st.integers(0, 5)), max_size=30)


def standing(ballots):
    """The votes as a dictionary, by the ids of person and statement."""
    columns = zip(
        ballots.row.tolist(), ballots.column.tolist(), ballots.answer.tolist(), strict=True
    )
    return {(ballots.people[r], ballots.statements[c].id): answer for r, c, answer in columns}


def replayed(votes):
    """What stands after votes are cast one by one."""
    found = {}
    for person, statement, answer, _ in sorted(votes, key=lambda vote: vote[3]):
        found[person, statement] = answer
    return {key: answer for key, answer in found.items() if answer is not None}


@given(VOTES)
def test_the_last_vote_of_everybody_on_every_statement_counts(votes):
    assert standing(Ballots.of(votes)) == replayed(votes)


@given(VOTES)
def test_people_come_in_the_order_of_their_first_vote(votes):
    in_time = sorted(votes, key=lambda vote: vote[3])
    assert Ballots.of(votes).people == list(dict.fromkeys(vote[0] for vote in in_time))


@given(VOTES)
def test_votes_are_sorted_by_person_and_statement(votes):
    ballots = Ballots.of(votes)
    cells = list(zip(ballots.row.tolist(), ballots.column.tolist(), strict=True))
    assert cells == sorted(set(cells))


@given(st.lists(st.tuples(st.integers(-9, 9), st.integers(0, 9), st.sampled_from([1, 0, -1]))))
def test_arrays_lists_and_sorting_read_the_same(votes):
    by_lists = Ballots.of(votes)
    columns = np.array(votes, dtype=np.int64).reshape(-1, 3)
    far_apart = columns * np.array([2**40, 1, 1])  # too far apart for a table
    for read in (Ballots.of(columns), Ballots.from_columns(*columns.T), Ballots.of(far_apart)):
        assert read.row.tolist() == by_lists.row.tolist()
        assert read.column.tolist() == by_lists.column.tolist()
        assert read.answer.tolist() == by_lists.answer.tolist()
    assert Ballots.of(columns).people == by_lists.people


def test_too_wide_for_a_grid_reads_the_same(monkeypatch):
    votes = [("a", 1, 1), ("b", 2, -1), ("a", 1, 0), ("b", 1, 1), ("b", 2, None)]
    by_grid = standing(Ballots.of(votes))
    monkeypatch.setattr(ballots_module, "WIDEST_GRID", 0)
    assert standing(Ballots.of(votes)) == by_grid == {("a", 1): 0, ("b", 1): 1}


def test_whoever_took_every_vote_back_keeps_a_row():
    ballots = Ballots.of([("ada", "s1", 1), ("bo", "s1", 1), ("ada", "s1", None)])
    assert (ballots.people, ballots.votes_of.tolist()) == (["ada", "bo"], [0, 1])


def test_votes_without_people_or_statements_are_empty():
    ballots = Ballots.of([], ["s1", "s2"])
    assert (ballots.people, len(ballots.statements), ballots.row.tolist()) == ([], 2, [])


def test_nanoseconds_are_told_apart():
    late, early = 1_700_000_000_000_000_001, 1_700_000_000_000_000_000
    assert standing(Ballots.of([("a", "s", 1, late), ("a", "s", -1, early)])) == {("a", "s"): 1}


def test_records_answers_and_numpy_numbers_are_votes():
    votes = [Vote("a", "s", Answer.AGREE), Vote("b", "s", np.int8(-1)), Vote("c", "s", 0.0)]
    assert standing(Ballots.of(votes)) == {("a", "s"): 1, ("b", "s"): -1, ("c", "s"): 0}


def test_votes_taken_back_may_be_none_or_nan_in_any_kind_of_column():
    for answers in ([1, None], [1, float("nan")], np.array([1, np.nan]), np.array([1, None])):
        ballots = Ballots.from_columns(["a", "b"], ["s", "s"], answers)
        assert standing(ballots) == {("a", "s"): 1}


def test_ids_from_numpy_become_plain_ones():
    ballots = Ballots.of([(np.int64(5), 1, 1), (np.str_("x"), 1, 1)], np.array([1, 2]))
    assert [type(person) for person in ballots.people] == [int, str]
    assert [type(statement.id) for statement in ballots.statements] == [int, int]


@pytest.mark.parametrize(
    "answer", [True, "agree", "1", 2, -1.5, 300, float("inf"), 10**400, [1], 1j]
)
def test_an_answer_that_is_none_of_the_three_is_refused(answer):
    with pytest.raises(VoteError, match="A vote is 1") as caught:
        Ballots.of([("ada", "s1", 1), ("bo", "s1", answer)])
    assert (caught.value.code, caught.value.params["person"]) == ("bad-answer", "bo")


@pytest.mark.parametrize(
    "moment", [float("nan"), float("inf"), "noon", None, datetime(2026, 5, 3, tzinfo=UTC)]
)
def test_a_time_that_is_no_number_is_refused(moment):
    with pytest.raises(VoteError, match="The time of the vote of “bo”"):
        Ballots.of([("ada", "s1", 1, 1), ("bo", "s1", 1, moment)])


@pytest.mark.parametrize("odd", [None, float("nan"), ["ada"], {"ada": 1}])
@pytest.mark.parametrize("part", ["person", "statement"])
def test_an_id_nobody_can_be_known_by_is_refused(odd, part):
    vote = (odd, "s1", 1) if part == "person" else ("ada", odd, 1)
    with pytest.raises(VoteError, match=f"as its {part}"):
        Ballots.of([("ada", "s1", 1), vote])


@pytest.mark.parametrize(
    ("votes", "code"),
    [
        ([("ada", "s1")], "bad-vote"),
        ([("ada", "s1", 1, 2, 3)], "bad-vote"),
        (["abc"], "bad-vote"),
        ([5], "bad-vote"),
        ({("ada", "s1"): 1}, "bad-vote"),
        (np.zeros((2, 2)), "bad-vote"),
        (np.zeros(3), "bad-vote"),
        ([("ada", "s1", 1), ("bo", "s1", 1, 5)], "no-time"),
        (None, "no-votes"),
        (5, "no-votes"),
    ],
)
def test_rows_of_another_shape_are_refused(votes, code):
    with pytest.raises(VoteError) as caught:
        Ballots.of(votes)
    assert caught.value.code == code


@pytest.mark.parametrize("column", [None, 5, "ab"])
def test_something_else_in_place_of_a_column_is_refused(column):
    for columns in ((column, ["s"], [1]), (["a"], column, [1]), (["a"], ["s"], column)):
        with pytest.raises(VoteError, match="wanted as a list or an array"):
            Ballots.from_columns(*columns)
    assert standing(Ballots.from_columns(iter("a"), iter("s"), iter([1]))) == {("a", "s"): 1}


def test_tables_in_place_of_columns_are_refused():
    table = np.ones((2, 2))
    with pytest.raises(VoteError, match="as its person"):
        Ballots.from_columns(table, ["s", "t"], [1, 1])
    with pytest.raises(VoteError, match="A vote is 1"):
        Ballots.from_columns(["a", "b"], ["s", "t"], table)
    with pytest.raises(VoteError, match="is not a finite number"):
        Ballots.from_columns(["a", "b"], ["s", "t"], [1, 1], table)


def test_moments_of_numpy_are_times():
    days = np.array(["2026-05-03", "2026-05-01"], dtype="datetime64[D]")
    assert standing(Ballots.from_columns(["a", "a"], ["s", "s"], [1, -1], days)) == {("a", "s"): 1}


def test_columns_of_different_lengths_are_refused():
    with pytest.raises(VoteError, match="different lengths: 2, 1, 1"):
        Ballots.from_columns(["a", "b"], ["s"], [1])
    with pytest.raises(VoteError, match="different lengths: 1, 1, 1, 2"):
        Ballots.from_columns(["a"], ["s"], [1], [1, 2])


@pytest.mark.parametrize(
    "statements",
    [
        {"s1": "rejected", "s2": Status.SHOWN},
        {"s1": Statement("s1", status=Status.REJECTED), "s2": "shown"},
        [Statement("s1", status=Status.REJECTED), Statement("s2")],
        [Statement("s1", status="rejected"), "s2"],
    ],
)
def test_statements_may_be_given_in_several_ways(statements):
    ballots = Ballots.of([("ada", "s2", 1)], statements)
    assert [s.id for s in ballots.statements] == ["s1", "s2"]
    assert ballots.shown.tolist() == [False, True]


@given(VOTES, st.lists(STATEMENTS, unique=True))
def test_ballots_beside_other_statements_are_as_if_read_with_them(votes, statements):
    read, again = Ballots.of(votes, statements), Ballots.of(Ballots.of(votes), statements)
    assert again.statements[: len(statements)] == read.statements[: len(statements)]
    assert (standing(again), again.people) == (standing(read), read.people)
    cells = list(zip(again.row.tolist(), again.column.tolist(), strict=True))
    assert cells == sorted(cells)


def test_moderation_is_not_lost_when_votes_were_read_before():
    ballots = Ballots.of([("ada", "s1", 1), ("ada", "s2", 1)])
    assert Ballots.of(ballots).shown.tolist() == [True, True]
    assert Ballots.of(ballots, {"s1": "rejected"}).shown.tolist() == [False, True]


def test_statements_nobody_listed_come_last_in_the_order_of_votes():
    ballots = Ballots.of([("ada", "s3", 1), ("ada", "s2", 1)], ["s1"])
    assert [s.id for s in ballots.statements] == ["s1", "s3", "s2"]


@pytest.mark.parametrize(
    ("statements", "code"),
    [
        ({"s1": "hidden"}, "unknown-status"),
        ({"s1": None}, "unknown-status"),
        ({"s1": ["shown"]}, "unknown-status"),
        ({"s1": Statement("s2")}, "other-id"),
        (["s1", "s1"], "duplicate-statement"),
        ([None], "bad-statement-id"),
        ([{"id": "s1"}], "bad-statement-id"),
        ("s1", "bad-statements"),
        (5, "bad-statements"),
    ],
)
def test_statements_that_make_no_sense_are_refused(statements, code):
    with pytest.raises(StatementError) as caught:
        Ballots.of([("ada", "s1", 1)], statements)
    assert caught.value.code == code
