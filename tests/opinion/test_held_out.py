"""What groups say about votes that were kept back."""

import numpy as np
import pytest
from hypothesis import given, settings

from publius.opinion import Ballots, SettingError, Statement, Status, held_out, stable
from publius.opinion.grouping import NOBODY
from publius.opinion.held_out import Hidden
from tests.opinion.made import camps, tiny_votes


@pytest.fixture(scope="module")
def two_camps() -> tuple[Ballots, np.ndarray]:
    return camps(sizes=(60, 40), statements=30)


def places(votes: Ballots | Hidden) -> list[tuple[int, int]]:
    return list(zip(votes.row.tolist(), votes.column.tolist(), strict=True))


def test_hidden_votes_and_the_rest_are_all_votes(two_camps) -> None:
    ballots, _ = two_camps

    for train, hidden in held_out.splits(ballots, repeats=3):
        assert sorted(places(train) + places(hidden)) == places(ballots)


def test_about_a_tenth_is_hidden_and_every_time_another(two_camps) -> None:
    ballots, _ = two_camps

    first, second = (hidden for _, hidden in held_out.splits(ballots, repeats=2))

    assert len(first.row) == pytest.approx(0.1 * len(ballots.row), rel=0.2)
    assert len(set(places(first)) & set(places(second))) < 0.2 * len(first.row)


def test_votes_of_people_with_fewer_than_ten_stay() -> None:
    votes = [("few", s, 1) for s in range(9)] + [("many", s, 1) for s in range(400)]
    ballots = Ballots.of(votes)

    _, hidden = next(held_out.splits(ballots))

    assert set(hidden.row.tolist()) == {1}


def test_passes_and_statements_that_are_not_shown_are_never_hidden() -> None:
    answers = {"asked": 1, "unsure": 0, "rejected": 1}
    statements = [
        Statement((kind, n), status=Status.REJECTED if kind == "rejected" else Status.SHOWN)
        for kind in answers
        for n in range(30)
    ]
    votes = [(p, s.id, answers[s.id[0]]) for p in range(20) for s in statements]
    ballots = Ballots.of(votes, statements)

    _, hidden = next(held_out.splits(ballots))

    assert {ballots.statements[column].id[0] for column in hidden.column} == {"asked"}


def test_the_same_seed_hides_the_same_votes_whatever_people_are_called(two_camps) -> None:
    ballots, _ = two_camps
    renamed = Ballots(
        ballots.people[::-1], ballots.statements, ballots.row, ballots.column, ballots.answer
    )

    (_, one), (_, other) = next(held_out.splits(ballots)), next(held_out.splits(renamed))

    assert places(one) == places(other)


def test_a_vote_predicted_by_hand_costs_what_it_should() -> None:
    """p = 3/4 of everybody; the voter's group: (1 of 1 agree + 1 x 3/4) / (1 + 1) = 7/8."""
    train = Ballots.of([("a", "s", 1), ("b", "s", 1), ("c", "other", 1)])
    hidden = Hidden(np.array([2], np.int32), np.array([0], np.int32), np.array([True]))

    alone, saved = held_out.saved_bits(train, hidden, np.array([0, 1, 1]), strength=1)
    _, with_a = held_out.saved_bits(train, hidden, np.array([0, 1, 0]), strength=1)

    assert alone.tolist() == pytest.approx([-np.log2(3 / 4)])
    assert saved.tolist() == pytest.approx([np.log2(7 / 8) - np.log2(3 / 4)])
    assert with_a.tolist() == pytest.approx([np.log2(7 / 8) - np.log2(3 / 4)])


def test_true_camps_save_most_of_what_can_be_known(two_camps) -> None:
    """Votes are one in ten against the camp: H(.1) = .47 bits remain to whoever knows all.

    Without camps the statements that divide (a half or so) cost H(.58) = .98 bits, the others
    .47 too, so that at most 1 - .47 / .725 = 35 % can be saved.
    """
    ballots, camp = two_camps

    gains = [held_out.score(train, hidden, camp) for train, hidden in held_out.splits(ballots)]

    assert 0.25 < np.mean(gains) < 0.36


def test_groups_at_random_save_nothing(two_camps) -> None:
    ballots, camp = two_camps
    random = np.random.default_rng(0).permutation(camp)

    gains = [held_out.score(train, hidden, random) for train, hidden in held_out.splits(ballots)]

    assert -0.03 < np.mean(gains) < 0.01


@pytest.mark.parametrize("number", [0, NOBODY])
def test_one_group_or_none_saves_exactly_nothing(two_camps, number: int) -> None:
    ballots, camp = two_camps
    train, hidden = next(held_out.splits(ballots))

    assert held_out.score(train, hidden, np.full_like(camp, number)) == 0


def test_people_in_no_group_are_predicted_from_everybody(two_camps) -> None:
    ballots, camp = two_camps
    train, hidden = next(held_out.splits(ballots))
    outside = np.arange(len(camp)) % 3 == 0

    _, saved = held_out.saved_bits(train, hidden, np.where(outside, NOBODY, camp))

    assert saved[outside[hidden.row]].tolist() == pytest.approx(
        [0.0] * np.count_nonzero(outside[hidden.row])
    )
    assert saved[~outside[hidden.row]].sum() > 0


def test_an_engine_is_given_only_the_votes_that_are_not_hidden(two_camps) -> None:
    ballots, _ = two_camps
    seen = []

    def engine(train, *, seed):
        seen.append(len(train.row))
        return stable.group(train, seed=seed)

    gain = held_out.gain(ballots, engine, repeats=2)

    assert max(seen) < len(ballots.row)
    assert gain > 0.25


def test_no_repeats_are_refused_in_a_sentence(two_camps) -> None:
    with pytest.raises(SettingError, match="repeats is 0; it must be 1 or more"):
        held_out.gain(two_camps[0], stable.group, repeats=0)


@given(tiny_votes())
@settings(max_examples=40, deadline=None)
def test_any_votes_have_a_gain(votes) -> None:
    ballots = Ballots.of(votes)
    group = np.arange(len(ballots.people)) % 2

    for train, hidden in held_out.splits(ballots):
        assert np.isfinite(held_out.score(train, hidden, group))
