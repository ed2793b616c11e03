"""Lots depend on what was voted, not on names, order or wording."""

import numpy as np
import pytest

from publius.opinion import Ballots, lots
from tests.opinion.made import camps

EVERYBODY = np.ones(40, dtype=bool)


@pytest.fixture(scope="module")
def ballots() -> Ballots:
    return camps(sizes=(25, 15), statements=20)[0]


def votes_of(ballots: Ballots) -> list[tuple[str, str, int]]:
    return [
        (ballots.people[row], ballots.statements[column].id, answer)
        for row, column, answer in zip(
            ballots.row.tolist(), ballots.column.tolist(), ballots.answer.tolist(), strict=True
        )
    ]


def test_people_keep_their_lot_when_votes_are_listed_in_another_order(ballots: Ballots) -> None:
    shuffled = Ballots.of(votes_of(ballots)[::-1])

    before = dict(zip(ballots.people, lots.of_people(ballots).tolist(), strict=True))
    after = dict(zip(shuffled.people, lots.of_people(shuffled).tolist(), strict=True))

    assert after == before


def test_people_keep_their_lot_when_they_are_renamed(ballots: Ballots) -> None:
    renamed = Ballots.of([(f"x{person}", *rest) for person, *rest in votes_of(ballots)])

    assert lots.of_people(renamed).tolist() == lots.of_people(ballots).tolist()


def test_people_keep_their_lot_when_a_statement_is_worded_the_other_way(ballots: Ballots) -> None:
    other_way = Ballots.of(
        [(person, s, -answer if s == "s3" else answer) for person, s, answer in votes_of(ballots)]
    )

    assert lots.of_people(other_way).tolist() == lots.of_people(ballots).tolist()


def test_people_who_voted_alike_draw_different_lots() -> None:
    alike = Ballots.of([(person, "s", 1) for person in range(100)])

    assert len(set(lots.of_people(alike).tolist())) == 100


def test_another_seed_draws_other_lots(ballots: Ballots) -> None:
    one, other = lots.of_people(ballots, seed=0), lots.of_people(ballots, seed=1)

    assert not np.any(one == other)


def test_a_tenth_of_many_lots_wins_a_tenth() -> None:
    many = lots.mix(np.arange(100_000, dtype=np.uint64))

    assert np.mean(lots.below(many, 0.1)) == pytest.approx(0.1, abs=0.004)


def test_a_sample_casts_no_more_votes_than_asked(ballots: Ballots) -> None:
    drawn = lots.sample(ballots, EVERYBODY, 200)

    assert 150 < ballots.votes_of[drawn].sum() <= 200


def test_a_sample_is_never_empty_where_there_is_anybody(ballots: Ballots) -> None:
    assert len(lots.sample(ballots, EVERYBODY, 0)) == 1


def test_a_sample_is_drawn_only_from_those_asked_for(ballots: Ballots) -> None:
    few = np.isin(np.arange(40), [3, 30])

    assert sorted(lots.sample(ballots, few, 10**6).tolist()) == [3, 30]


def test_ballots_of_a_few_keep_their_votes(ballots: Ballots) -> None:
    few = lots.only(ballots, np.array([7, 2]))

    expected = {vote for vote in votes_of(ballots) if vote[0] in ("p2", "p7")}
    assert few.people == ["p7", "p2"]
    assert set(votes_of(few)) == expected


def test_three_copies_of_everybody_leave_one(ballots: Ballots) -> None:
    copied = Ballots.of(
        [(f"{person}-{n}", *rest) for n in range(3) for person, *rest in votes_of(ballots)]
    )

    left = lots.originals(copied, np.ones(120, dtype=bool))

    assert left.tolist() == [True] * 40 + [False] * 80


def test_two_camps_that_vote_as_one_are_not_copies() -> None:
    camp = Ballots.of([(p, s, 1 if p < 20 else -1) for p in range(40) for s in range(10)])

    assert lots.originals(camp, EVERYBODY).all()
