"""A stream of votes gives, at any moment, exactly what a batch of the same votes gives."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publius.opinion import Ballots, Vote, VoteError, fit
from publius.opinion import stream as stream_module
from publius.opinion.stream import Stream

TIMES = st.one_of(st.integers(0, 9), st.sampled_from([0.5, 2.25, 10**18, 10**18 + 1, 2**70]))
VOTES = st.lists(
    st.tuples(
        st.sampled_from(["ada", "bo", 3, "3", ("a", 1)]),
        st.sampled_from(["s1", 2, "s3"]),
        st.sampled_from([1, 0, -1, None, 1.0]),
        TIMES,
    ),
    max_size=60,
)


def columns_of(ballots):
    """Everything the engines see of ballots."""
    return (
        ballots.people,
        ballots.statements,
        ballots.row.tolist(),
        ballots.column.tolist(),
        ballots.answer.tolist(),
    )


@given(VOTES)
def test_votes_in_any_order_with_changes_and_retractions_stand_as_in_a_batch(votes):
    assert columns_of(Stream(votes).ballots(["s3"])) == columns_of(Ballots.of(votes, ["s3"]))


@given(VOTES, st.integers(0, 60))
def test_dropping_overtaken_votes_changes_nothing(votes, when):
    stream = Stream(votes[:when])
    stream._tidy()
    for vote in votes[when:]:
        stream.add(vote)
    assert columns_of(stream.ballots()) == columns_of(Ballots.of(votes))


@given(VOTES)
def test_a_stream_goes_on_from_the_votes_of_another(votes):
    stream = Stream(votes)
    assert columns_of(Stream(stream.votes()).ballots()) == columns_of(stream.ballots())


@pytest.fixture(scope="module")
def changes():
    """5,000 votes of 60 people on 12 statements: most change an earlier one, some take it back."""
    rng = random.Random(7)
    answers = [1, 1, 1, -1, -1, -1, 0, 0, 0, None]
    return [
        Vote(rng.randrange(60), f"s{rng.randrange(12)}", rng.choice(answers), rng.randrange(900))
        for _ in range(5000)
    ]


def test_after_thousands_of_changes_the_map_is_that_of_the_batch_to_the_last_bit(changes):
    stream = Stream(changes)
    assert stream.fit(check=False) == fit(changes, check=False)


def test_at_every_stage_the_ballots_are_those_of_a_batch(changes):
    stream, seen = Stream(), []
    for vote in changes[:1500]:
        stream.add(vote)
        seen.append(vote)
        if len(seen) % 250 == 0:
            assert columns_of(stream.ballots()) == columns_of(Ballots.of(seen))


def test_overtaken_votes_are_dropped(changes, monkeypatch):
    monkeypatch.setattr(stream_module, "TIDY_FROM", 10)
    stream = Stream(changes)
    assert len(changes) == 5000
    assert len(stream) <= 2 * (60 * 12 + 60 + 12)


@pytest.mark.parametrize(
    "vote",
    [
        ("ada", "s1", 2),
        ("ada", "s1", "agree"),
        ("ada", "s1", True, 1),
        ("ada", "s1", 1, float("nan")),
        ("ada", "s1", 1, "noon"),
        ("ada", None, 1),
        ([], "s1", 1),
        ("ada", "s1"),
        None,
    ],
)
def test_a_vote_that_makes_no_sense_is_refused_and_leaves_no_trace(vote):
    stream = Stream()
    with pytest.raises(VoteError):
        stream.add(vote)
    assert (stream.votes(), columns_of(stream.ballots())) == ([], columns_of(Ballots.of([])))


def test_votes_with_and_without_a_time_do_not_mix():
    stream = Stream([("ada", "s1", 1, 5)])
    with pytest.raises(VoteError, match="Vote number 2 has no time"):
        stream.add(("ada", "s1", -1))
    assert stream.votes() == [Vote("ada", "s1", 1, 5)]


def test_a_stream_without_times_goes_on_without_times():
    stream = Stream(Stream([("ada", "s1", 1)]).votes())
    stream.add(("ada", "s1", -1))
    assert stream.ballots().answer.tolist() == [-1]


def test_statements_may_be_rejected_later():
    stream = Stream([("ada", "s1", 1), ("ada", "s2", 1)])
    assert stream.ballots().shown.tolist() == [True, True]
    assert stream.ballots({"s2": "rejected"}).shown.tolist() == [False, True]
