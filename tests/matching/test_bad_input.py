"""Odd needs and odd evidence: a clear result, in good time, or a sentence."""

import time

import pytest

from publius.matching import (
    BadValueError,
    Band,
    Evidence,
    Filters,
    Kind,
    MemoryIndex,
    Need,
    calls_for,
    match_all,
    rank,
)
from tests.matching.examples import CYCLING, TOWN, item

LONG = " ".join(f"word{number % 4_999} cycling" for number in range(25_000))


@pytest.mark.parametrize("text", ["", " \n ", "the", "🚲", "🚲🚲 🦽", "!?"])
def test_a_need_that_says_nothing_finds_nobody(text):
    assert rank(Need("n", text), MemoryIndex(TOWN)).fits == ()


def test_one_word_is_enough_to_be_found():
    fits = rank(Need("n", "cab"), MemoryIndex(TOWN)).fits

    assert [fit.person for fit in fits if fit.band is not Band.NOT_ENOUGH] == ["Di"]


def test_a_need_of_fifty_thousand_words_takes_seconds():
    start = time.monotonic()
    ranking = rank(Need("n", LONG), MemoryIndex(TOWN))

    assert time.monotonic() - start < 10
    assert "Cy" in [fit.person for fit in ranking.fits]


def test_emoji_and_three_languages_in_one_text_do_no_harm():
    mixed = "🚲 Je vais au travail à vélo. Jeżdżę rowerem do pracy. I cycle to work. 自転車"

    found = rank(Need("n", mixed), MemoryIndex([item("e1", mixed, "Ada"), *TOWN]))

    assert found.fits[0].person == "Ada"
    assert "Cy" in [fit.person for fit in found.fits]


def test_nul_and_a_megabyte_in_evidence_do_no_harm():
    items = [
        item("nul", "I cycle\0to work.", "Ada"),
        item("big", "cycling to work " * 65_536, "Bo"),
    ]
    start = time.monotonic()

    found = rank(CYCLING, MemoryIndex(items))

    assert time.monotonic() - start < 20
    assert {fit.person for fit in found.fits} == {"Ada", "Bo"}


def test_ten_thousand_items_by_one_person_drown_nobody():
    many = [item(f"e{n}", f"I cycle to work, day {n}.", "Many", weight=0.4) for n in range(10_000)]
    start = time.monotonic()

    found = rank(CYCLING, MemoryIndex([*many, *TOWN]))

    assert time.monotonic() - start < 60
    assert found.fits[0].person == "Cy"
    assert len(found.fits[1].reasons) <= 30


def test_two_people_with_the_same_text_have_the_same_score_and_lots_decide():
    twins = [item("a", "I cycle to work.", "Ada"), item("b", "I cycle to work.", "Bo")]

    fits = rank(CYCLING, MemoryIndex(twins)).fits

    assert fits[0].score == fits[1].score
    assert {fit.person for fit in fits} == {"Ada", "Bo"}


def test_a_person_who_is_removed_during_a_batch_is_in_none_of_the_answers_after():
    index = MemoryIndex(TOWN)
    needs = [CYCLING, Need("again", CYCLING.text, kind=Kind.PRACTICAL)]
    answers = index.match(needs, top=5)

    before = next(answers)
    index.delete(people=["Cy"])
    after = next(answers)

    assert [fit.person for fit in before.fits] == ["Cy"]
    assert "Cy" not in [fit.person for fit in after.fits]


def test_nobody_eligible_is_an_empty_answer_that_says_how_many_were_looked_at():
    ranking = rank(CYCLING, MemoryIndex(TOWN), filters=Filters(people=frozenset()))

    assert (ranking.fits, ranking.considered) == ((), 0)
    assert calls_for("Cy", [], MemoryIndex(TOWN)) == ()
    assert match_all([], TOWN).rankings == ()


def test_a_nul_in_an_id_is_refused():
    with pytest.raises(BadValueError, match="NUL"):
        Evidence("e\0", "Ada", Kind.LIVED, "x", "role")
