"""Limits of processor time: a whole order above what it takes, and no matter who else works."""

import random
import time
from contextlib import contextmanager

import pytest

from publius.matching import Evidence, Kind, MemoryIndex, Need, rank
from publius.matching.io import read_evidence

WORDS = [f"{first}{second}" for first in "bcdfghklmnprst" for second in ("ar", "ode", "ill", "une")]
NEED = Need("n", " ".join(WORDS[:30]))


@contextmanager
def at_most(seconds):
    start = time.process_time()
    yield
    taken = time.process_time() - start
    assert taken < seconds, f"took {taken:.1f} s"


@pytest.fixture(scope="module")
def town():
    """2,000 people with four items of some thirty words each."""
    source = random.Random(7)
    return MemoryIndex(
        Evidence(
            f"e{number}",
            f"p{number // 4}",
            source.choice(list(Kind)),
            " ".join(source.choices(WORDS, k=30)),
            "role",
        )
        for number in range(8_000)
    )


def test_a_town_of_two_thousand_is_indexed_in_seconds_and_ranked_in_a_blink(town):
    with at_most(10):
        rank(NEED, town)

    with at_most(0.5):
        ranking = rank(NEED, town)

    assert (len(ranking.fits), ranking.considered) == (50, 2_000)


def test_a_hundred_thousand_rows_are_read_and_ranked(tmp_path):
    source = random.Random(7)
    path = tmp_path / "evidence.csv"
    with path.open("w") as file:
        file.write("id,person,kind,text,source\n")
        file.writelines(
            f"e{number},p{number // 3},practical,{' '.join(source.choices(WORDS, k=6))},role\n"
            for number in range(99_999)
        )

    with at_most(40):
        index = MemoryIndex(read_evidence(path))
        ranking = rank(NEED, index)

    assert (len(index), ranking.considered) == (99_999, 33_333)


def test_one_person_with_twenty_thousand_items_stops_nobody():
    items = (
        Evidence(f"e{number}", "Ada", Kind.PRACTICAL, f"cab driver {number + 10}", "role")
        for number in range(20_000)
    )

    with at_most(60):
        fit = rank(Need("n", "cab drivers"), MemoryIndex(items)).fits[0]

    assert len(fit.reasons) == 30
