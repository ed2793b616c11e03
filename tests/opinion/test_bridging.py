"""What is agreed with once viewpoints are taken out."""

import numpy as np
import pytest
from hypothesis import given, settings

from publius.opinion import Ballots, Statement, Status
from publius.opinion.bridging import bridging
from tests.opinion.made import camps, tiny_votes


def ratings(votes, statements=()) -> dict:
    ballots = Ballots.of(votes, statements)
    return dict(zip((s.id for s in ballots.statements), bridging(ballots), strict=True))


def test_what_both_camps_like_ranks_above_what_the_larger_camp_likes() -> None:
    """Raw agreement says the opposite: 75 % for the partisan statement, 70 % for the other."""
    camp = {person: 1 if person < 75 else -1 for person in range(100)}
    votes = [(p, n, side * (-1) ** n) for p, side in camp.items() for n in range(10)]
    votes += [(p, "partisan", side) for p, side in camp.items()]
    votes += [(p, "bridge", 1 if p % 10 < 7 else -1) for p in camp]

    found = ratings(votes)

    assert found["bridge"] > found["partisan"]


def test_few_votes_prove_little() -> None:
    votes = [(p, f"s{n}", 1 if (p + n) % 2 else -1) for p in range(40) for n in range(20)]
    votes += [(p, "all forty", 1) for p in range(40)] + [(p, "two", 1) for p in range(2)]

    found = ratings(votes)

    assert 0.5 < found["two"] < found["all forty"]


def test_the_wording_decides_the_side_and_nothing_else() -> None:
    ballots, _ = camps(sizes=(30, 20), statements=12)
    opposite = Ballots(
        ballots.people, ballots.statements, ballots.row, ballots.column, -ballots.answer
    )

    expected = [pytest.approx(1 - rating, abs=1e-4) for rating in bridging(ballots)]
    assert bridging(opposite) == expected


def test_statements_not_shown_and_never_voted_on_have_no_rating() -> None:
    votes = [(p, s, 1) for p in range(10) for s in ("asked", "rejected")]
    statements = [Statement("asked"), Statement("rejected", status=Status.REJECTED), "silent"]

    assert ratings(votes, statements) == {"asked": 1.0, "rejected": None, "silent": None}


def test_no_votes_give_no_ratings() -> None:
    assert bridging(Ballots.of([], ["s1", "s2"])) == [None, None]


def test_people_can_come_in_any_order() -> None:
    ballots, _ = camps(sizes=(30, 20), statements=12)
    turned = Ballots.from_columns(
        [ballots.people[n] for n in ballots.row[::-1]],
        [ballots.statements[n].id for n in ballots.column[::-1]],
        ballots.answer[::-1],
        statements=ballots.statements,
    )

    assert bridging(turned) == bridging(ballots)


@given(tiny_votes())
@settings(max_examples=60, deadline=None)
def test_any_votes_are_rated_between_no_and_yes(votes) -> None:
    ballots = Ballots.of(votes)

    known = [rating for rating in bridging(ballots) if rating is not None]

    assert all(np.isfinite(rating) and 0 <= rating <= 1 for rating in known)
    assert len(known) == len(set(ballots.column.tolist()))
