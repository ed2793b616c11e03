"""When a text says a phrase: on stems, in order, with small gaps, never across a stop."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publius.matching.vocabulary.phrases import PhraseTree, same_form, words_of


def found(text, *phrases):
    tree = PhraseTree((phrase, phrase) for phrase in phrases)
    return [match.name for match in tree.find(words_of(text))]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("pay my own helpers", "The council gives me money, so I pay our helper myself."),
        ("white stick", "My WHITE folding sticks"),
        ("can't see well", "I cannot see very well any more."),
        ("mother’s helper", "a mother's helper"),
        ("guide dog", "guide dogs"),
    ],
)
def test_a_phrase_is_said_in_other_forms_and_with_small_gaps(phrase, text):
    assert found(text, phrase) == [phrase]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("white stick", "White. Stick to the path"),
        ("white stick", "a stick that is white"),
        ("white stick", "white paint on every broken old stick"),
        ("can't see", "I see well."),
        ("on foot", "My foot hurts."),
        ("planning", "It all went to plan."),
        ("carer", "I care about trees."),
    ],
)
def test_what_only_looks_like_a_phrase_is_not_one(phrase, text):
    assert found(text, phrase) == []


def test_a_phrase_with_one_telling_word_is_found_as_it_stands():
    assert found("I went on foot; carers walk.", "on foot", "carer") == ["on foot", "carer"]


def test_of_two_phrases_that_overlap_the_longer_one_is_meant():
    phrases = ("wheelchair", "wheelchair service", "service")

    assert found("the wheelchair service", *phrases) == ["wheelchair service"]
    assert found("my wheelchair", *phrases) == ["wheelchair"]


def test_one_phrase_may_say_two_concepts():
    tree = PhraseTree([("deafblindness", "deafblind"), ("hearing-loss", "deafblind")])

    assert [m.name for m in tree.find(words_of("deafblind"))] == ["deafblindness", "hearing-loss"]


@given(st.text(max_size=60), st.lists(st.text(min_size=1, max_size=12), max_size=4))
def test_whatever_is_found_lies_in_the_text(text, phrases):
    words = words_of(text)
    for match in PhraseTree((p, p) for p in phrases).find(words):
        spans = [(words.telling[at].start, words.telling[at].end) for at in match.at]
        assert spans == sorted(spans)
        assert all(0 <= start < end <= len(text) for start, end in spans)


def test_forms_of_one_word_differ_by_a_plural_only():
    assert (same_form("bus", "buses"), same_form("drive", "driver")) == (True, False)
