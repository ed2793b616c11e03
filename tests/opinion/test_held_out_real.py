"""What the engines gain on votes of real conversations that were kept back."""

import numpy as np
import pytest

from publius.opinion import Ballots, held_out, lots, mixture, stable
from tests.opinion.real import REAL, conversation

SMALLEST = (
    "15-per-hour-seattle",
    "brexit-consensus",
    "scoop-hivemind.freshwater",
    "scoop-hivemind.ubi",
)


@pytest.fixture(scope="module")
def gains() -> dict[str, dict[str, float]]:
    return {
        name: {
            "stable": held_out.gain(conversation(name), stable.group, repeats=2),
            "mixture": held_out.gain(conversation(name), mixture.group, repeats=2),
        }
        for name in REAL
    }


def thinned(ballots: Ballots, share: float) -> Ballots:
    """The same people and statements with only a share of the votes."""
    kept = lots.below(lots.of_votes(ballots, seed=99), share)
    return Ballots(
        ballots.people,
        ballots.statements,
        ballots.row[kept],
        ballots.column[kept],
        ballots.answer[kept],
    )


def test_kinds_of_voters_tell_more_than_places_on_a_map(gains) -> None:
    mean = {
        engine: np.mean([each[engine] for each in gains.values()])
        for engine in ("stable", "mixture")
    }

    assert mean["mixture"] > mean["stable"] + 0.01 > 0.08


@pytest.mark.parametrize("name", REAL)
def test_kinds_of_voters_never_tell_less_than_nothing(gains, name: str) -> None:
    assert gains[name]["mixture"] >= 0


@pytest.mark.parametrize("name", SMALLEST)
def test_nor_do_they_where_half_of_the_votes_are_missing(name: str) -> None:
    few = thinned(conversation(name), 1 / 2)

    assert held_out.gain(few, mixture.group, repeats=2) >= 0
