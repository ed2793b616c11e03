"""Saying the same thing again adds nothing."""

import pytest

from publius.matching import Kind, MemoryIndex, Need, rank
from tests.matching.examples import TOWN, item

TEXT = "I have driven a black cab in this town, mostly at night, for twenty years."
NEED = Need("n", "Cab drivers who work at night")


def score(*items):
    return rank(NEED, MemoryIndex([*TOWN[:3], *items])).fits[0].score


def test_a_copy_counts_once_and_the_best_of_the_copies_counts():
    weak = item("weak", TEXT, "Di", weight=0.6)
    strong = item("strong", TEXT.upper(), "Di", weight=0.9)

    fit = rank(NEED, MemoryIndex([weak, strong])).fits[0]

    assert [reason.evidence for reason in fit.reasons] == ["strong"]


def test_a_near_copy_counts_once():
    original = item("a", TEXT * 3, "Di")
    near = item("b", TEXT * 3 + " Honestly.", "Di")
    other = item("c", "Night shifts as a driver, then days in the office.", "Di")

    with_copy = rank(NEED, MemoryIndex([original, near])).fits[0]
    with_other = rank(NEED, MemoryIndex([original, other])).fits[0]

    assert len(with_copy.reasons) == 1
    assert len(with_other.reasons) == 2


def test_the_same_words_of_two_people_count_for_both():
    index = MemoryIndex([item("a", TEXT, "Di"), item("b", TEXT, "Bo")])

    assert len(rank(NEED, index).fits) == 2


def test_a_copy_of_another_kind_counts_where_only_its_kind_is_asked_for():
    index = MemoryIndex(
        [item("a", TEXT, "Di", Kind.PROFESSIONAL), item("b", TEXT, "Di", Kind.PRACTICAL)]
    )

    for kind, expected in ((Kind.PROFESSIONAL, "a"), (Kind.PRACTICAL, "b")):
        fit = rank(Need("n", NEED.text, kind=kind), index).fits[0]
        assert [reason.evidence for reason in fit.reasons] == [expected]


@pytest.mark.parametrize("copies", [2, 60, 200])
def test_two_hundred_copies_are_still_one(copies):
    index = MemoryIndex([item(str(number), TEXT, "Di") for number in range(copies)])

    assert len(rank(NEED, index).fits[0].reasons) == 1
