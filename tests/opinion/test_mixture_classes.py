"""The model behind kinds of voters, step by step."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from publius.opinion import Ballots, Statement, Status
from publius.opinion.grouping import NOBODY
from publius.opinion.mixture.classes import clear_votes, find
from publius.opinion.mixture.number import Trial, try_numbers
from publius.opinion.mixture.starts import starts
from publius.opinion.mixture.steady import keep_or_change
from publius.opinion.pca import project
from tests.opinion.made import camps, tiny_votes


def begun(ballots: Ballots, k: int) -> np.ndarray:
    return starts(ballots, k, project(ballots).positions)


def test_agreements_stand_before_disagreements_and_passes_nowhere() -> None:
    statements = [Statement("s1"), Statement("s2", status=Status.REJECTED), Statement("s3")]
    votes = [("ada", "s1", 1), ("ada", "s2", 1), ("ada", "s3", -1), ("bo", "s1", 0)]

    table = clear_votes(Ballots.of(votes, statements))

    assert table.toarray().tolist() == [[1, 0, 0, 0, 0, 1], [0, 0, 0, 0, 0, 0]]


def test_one_class_agrees_as_everybody_does() -> None:
    """Three of four agree: own = (3 + 1) / (4 + 2); with 8 imagined votes (3 + 16/3) / 12."""
    votes = clear_votes(Ballots.of([(p, "s", 1 if p < 3 else -1) for p in range(4)]))

    classes = find(votes, np.ones((1, 4, 1)))

    assert classes.agree.tolist() == [[[pytest.approx((3 + 16 / 3) / 12)]]]
    assert classes.share.tolist() == [[1.0]]


def test_somebody_who_said_nothing_belongs_by_the_size_of_the_classes() -> None:
    ballots = Ballots.of([(p, s, 1 if p < 6 else -1) for p in range(9) for s in "abcdefgh"])
    votes = clear_votes(ballots)
    classes = find(votes, begun(ballots, 2))

    belonging, _ = classes.belonging(clear_votes(Ballots.of([("new", "a", 0)], list("abcdefgh"))))

    assert sorted(belonging[0, 0].tolist()) == pytest.approx([4 / 11, 7 / 11], abs=1e-2)


@given(tiny_votes(), st.integers(2, 4))
@settings(max_examples=40, deadline=None)
def test_going_on_makes_classes_only_more_plausible(votes, k) -> None:
    """Every round of expectation maximisation climbs (Dempster, Laird & Rubin, theorem 1)."""
    ballots = Ballots.of(votes, range(8))
    assume(ballots.people)
    table = clear_votes(ballots)
    agrees, disagrees = table.sum(axis=0).reshape(2, 8)
    own = (agrees + 1) / (agrees + disagrees + 2)

    def plausible(classes) -> float:
        return classes.likelihood(table) + float(classes.plausible(own)[0])

    found = find(table, begun(ballots, k))
    later = find(table, found.belonging(table)[0])

    assert plausible(later) >= plausible(found) - 1e-9


def test_first_guesses_are_equal_parts_and_leave_room_for_doubt() -> None:
    ballots, _ = camps(sizes=(30, 30), statements=12)

    first = begun(ballots, 3)

    assert first.shape == (9, 60, 3)
    assert np.allclose(first.sum(axis=2), 1)
    assert [np.bincount(one.argmax(axis=1)).tolist() for one in first[:3]] == [[20, 20, 20]] * 3
    assert first.min() == pytest.approx(0.1)


def test_a_number_with_a_class_too_small_to_speak_is_left_out() -> None:
    ballots, _ = camps(sizes=(40, 4), statements=40, noise=0.02, seen=0.9)

    trial = try_numbers(ballots, [2, 3])

    assert sorted(trial.saved) == [1]


def test_two_camps_save_more_bits_as_two_than_as_one() -> None:
    ballots, _ = camps(sizes=(40, 30), statements=30)

    trial = try_numbers(ballots, [2])

    assert trial.gain(1) == 0
    assert trial.gain(2) > 0.2
    assert trial.simplest() == 2


def test_a_known_number_stays_while_it_is_as_good_as_the_best() -> None:
    saved = {1: np.zeros(4), 2: np.array([9.0, 8, 9, 8]), 3: np.array([8.0, 9, 8, 9])}
    trial = Trial(saved, cost=100.0)

    assert [trial.simplest(known) for known in (0, 1, 2, 3)] == [2, 2, 2, 3]


def test_nothing_hidden_means_one_class() -> None:
    assert try_numbers(Ballots.of([("ada", "s", 1)]), range(2, 6)).simplest() == 1


def test_earlier_groups_are_kept_only_if_all_of_them_are_still_there() -> None:
    ballots, camp = camps(sizes=(30, 30), statements=20)
    votes = clear_votes(ballots)
    fresh = find(votes, begun(ballots, 2))

    gone = keep_or_change(votes, fresh, np.where(camp == 0, 0, NOBODY))
    kept = keep_or_change(votes, fresh, camp)

    assert gone is fresh
    assert np.array_equal(kept.belonging(votes)[0][0].argmax(axis=1), camp)
