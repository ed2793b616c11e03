"""The need's own words, pasted into one's evidence, say nothing about a person."""

import pytest

from publius.matching import Kind, MemoryIndex, Need, rank
from tests.matching.examples import TOWN, item

TEXT = (
    "People who drive a licensed cab at night in the town centre, wait at the station rank and "
    "know what makes passengers feel safe on the way home after the last train has gone."
)
NEED = Need("n", TEXT)


def people(*items):
    return [fit.person for fit in rank(NEED, MemoryIndex([*TOWN, *items])).fits]


def pieces(count):
    words = TEXT.split()
    step = -(-len(words) // count)
    return [" ".join(words[at : at + step]) for at in range(0, len(words), step)]


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("count", [1, 2, 5])
def test_the_need_pasted_whole_or_in_pieces_counts_nothing(kind, count):
    claims = [
        item(f"c{number}", text, "Mallory", kind, "self_account", weight=0.4)
        for number, text in enumerate(pieces(count))
    ]

    assert "Mallory" not in people(*claims)


def test_what_somebody_stands_behind_in_full_is_taken_at_its_word():
    assert people(item("c", TEXT, "Bo", source="badge", weight=1.0))[0] == "Bo"


def test_saying_the_same_in_ones_own_words_counts():
    own = "I have a cab licence, nights mostly, and queue on the rank for the last train."

    assert "Mal" in people(item("c", own, "Mal", source="self_account", weight=0.4))


def test_a_few_words_in_common_are_no_echo():
    assert "Mal" in people(item("c", "I drive a licensed cab.", "Mal", weight=0.4))
