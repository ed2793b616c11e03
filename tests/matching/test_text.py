"""What counts as the same word, and where one thought ends and the next begins."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publius.matching.text import places_of, stem_of, stem_word, terms_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("cycling", "Cycles"),
        ("planner", "planners"),
        ("mother’s", "mother's"),
        ("PAYMENTS", "payment"),
        ("ﬁre", "fire"),
    ],
)
def test_forms_of_a_word_are_one_word(one, other):
    assert stem_of(one) == stem_of(other)


@pytest.mark.parametrize("word", ["the", "With", "don’t", "a", "I"])
def test_joining_words_and_single_letters_say_nothing(word):
    assert stem_of(word) is None


@pytest.mark.parametrize(
    "text",
    ["Cab. Driver", "cab, driver", "cab (driver)", "cab\ndriver", "cab; driver", "cab? driver"],
)
def test_words_of_two_thoughts_are_not_a_pair(text):
    assert sorted(terms_of(text)) == ["cab", "driver"]


def test_joining_words_do_not_part_a_pair():
    assert "cycl work" in terms_of("I cycle to my work")


def test_words_in_other_scripts_and_numbers_are_kept():
    assert sorted(terms_of("улица 2026 żółw")) == [
        "2026",
        "2026 żółw",
        "żółw",
        "улица",
        "улица 2026",
    ]


@given(st.text())
def test_every_term_stands_where_it_is_said_to_stand(text):
    counts = terms_of(text)
    for term, place in places_of(text).items():
        assert stem_of(text[place.start : place.end].split()[0].strip("._")) or " " in term
        assert 0 <= place.start < place.end <= len(text)
        assert place.count == counts[term]


@pytest.fixture
def restless():
    """Threads take turns a thousand times as often as usual."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


def test_people_who_write_at_the_same_time_get_their_own_stems(restless):
    begins = ("cycl", "walk", "organis", "nation", "condition", "relat", "commun", "hop")
    words = [begin + end for begin in begins for end in ("ing", "ed", "ation", "es", "ness")]
    alone = {word: stem_word.__wrapped__(word) for word in words}

    with ThreadPoolExecutor(6) as threads:
        together = [threads.map(stem_word.__wrapped__, words) for _ in range(30)]

    assert [dict(zip(words, stems, strict=True)) for stems in together] == [alone] * 30
