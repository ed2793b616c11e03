"""Everyday words meet official words, and the reason says which."""

import pytest

from publius.matching import Kind, Meaning, MemoryIndex, Need, Vocabulary, rank
from publius.matching.vocabulary import Concept, Sort
from tests.matching.examples import item, words_only

SIGHT = Concept(
    "visual-impairment",
    "visual impairment",
    Sort.EXPERIENCE,
    ("visually impaired", "sight loss"),
    ("white stick", "guide dog", "my eyes went"),
    broader=("impairment",),
    related=("rehabilitation",),
)
WORDS = Vocabulary(
    [
        SIGHT,
        Concept("impairment", "impairment", Sort.EXPERIENCE, (), ("my legs went",)),
        Concept("rehabilitation", "rehabilitation worker", Sort.ROLE, (), ("teach cane skills",)),
        Concept("taxis", "taxi driving", Sort.ROLE, (), ("drive a cab", "behind the wheel")),
    ]
)
NEED = Need("n", "Visually impaired pedestrians", kind=Kind.LIVED)


def ranked(*items, need=NEED):
    return rank(need, MemoryIndex(items, vocabulary=WORDS)).fits


def test_official_and_everyday_words_meet_and_the_reason_says_which():
    mine = item("e1", "I go everywhere with my white stick.", "Ada", Kind.LIVED)
    other = item("e2", "I bake bread every morning.", "Bo", Kind.LIVED)

    fits = ranked(mine, other)

    assert [fit.person for fit in fits] == ["Ada"]
    assert fits[0].reasons[0].words == ()
    assert fits[0].reasons[0].meanings == (
        Meaning(("white stick",), "visual-impairment", "visual impairment"),
    )
    assert rank(NEED, words_only([mine, other])).fits == ()


def test_words_of_a_concept_are_enough_without_one_of_its_phrases():
    fits = ranked(item("e1", "The eyes, then the dog and its guide harness.", "Ada", Kind.LIVED))

    assert fits[0].reasons[0].meanings[0].label == "visual impairment"
    assert set(fits[0].reasons[0].meanings[0].words) == {"eyes", "dog", "guide"}


def test_the_concept_itself_tells_more_than_a_broader_or_related_one():
    fits = ranked(
        item("own", "White stick", "Own", Kind.LIVED),
        item("above", "My legs went", "Above", Kind.LIVED),
        item("beside", "I teach cane skills", "Beside", Kind.LIVED),
        item("else", "I drive a cab", "Else", Kind.LIVED),
    )

    assert [fit.person for fit in fits] == ["Own", "Above", "Beside"]


def test_a_need_the_vocabulary_knows_nothing_of_is_compared_by_words_alone():
    text = "Quantum chromodynamics on a lattice"
    items = [item("e1", "Lattice quantum methods", "Ada"), item("e2", "White stick", "Bo")]
    need = Need("n", text)

    assert ranked(*items, need=need) == rank(need, words_only(items)).fits


def test_words_that_are_shown_already_are_not_shown_again_as_a_meaning():
    fits = ranked(item("e1", "I am visually impaired.", "Ada", Kind.LIVED))

    assert fits[0].reasons[0].words == ("visually impaired",)
    assert fits[0].reasons[0].meanings == ()


@pytest.mark.parametrize("text", ["", "the and of", "!!!"])
def test_a_text_without_words_is_about_nothing(text):
    assert ranked(item("e1", text, "Ada", Kind.LIVED)) == ()


def test_the_phrase_of_a_mere_subject_does_not_open_the_vocabulary():
    """Every field says the phrases of subjects; those of people and services tell of services."""
    many = tuple(f"subject{number} matter{number}" for number in range(200))
    items = [item("e1", "I use a chat program.", "Ada"), item("e2", "Language", "Bo")]

    def found(sort):
        concept = Concept("models", "language model", sort, ("chat program", *many))
        index = MemoryIndex(items, vocabulary=Vocabulary([concept]))
        return [fit.person for fit in rank(Need("n", "Language models"), index).fits]

    assert found(Sort.TOPIC) == ["Bo"]
    assert found(Sort.SERVICE) == ["Ada", "Bo"]
