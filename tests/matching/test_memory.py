"""Keeping evidence: what the index refuses, and that it forgets when told to."""

import pytest

from publius.matching import (
    DuplicateEvidenceError,
    Evidence,
    Kind,
    MemoryIndex,
    UnknownEvidenceError,
    rank,
)
from tests.matching.examples import CYCLING, TOWN, item


def test_a_second_item_with_the_same_id_is_refused_and_the_first_one_kept():
    index = MemoryIndex(TOWN)
    before = index.digest

    with pytest.raises(DuplicateEvidenceError) as refused:
        index.add(item("cab", "something else"))

    assert str(refused.value) == "Two items of evidence have the id 'cab'; each needs its own."
    assert (refused.value.code, refused.value.params) == ("duplicate_evidence", {"id": "cab"})
    assert index.digest == before


@pytest.mark.parametrize("change", ["update", "remove"])
def test_changing_an_item_that_is_not_there_is_refused(change):
    index = MemoryIndex(TOWN)
    argument = item("gone", "cab") if change == "update" else "gone"

    with pytest.raises(UnknownEvidenceError) as refused:
        getattr(index, change)(argument)

    assert str(refused.value) == "No evidence has the id 'gone'; nothing was changed."
    assert len(index) == len(TOWN)


def test_an_updated_item_counts_with_its_new_words_only():
    index = MemoryIndex(TOWN)
    assert rank(CYCLING, index).fits[0].person == "Cy"

    index.update(item("commute", "I take the bus.", "Cy"))
    index.update(item("school", "We take the bus.", "Cy"))

    assert rank(CYCLING, index).fits == ()


def test_an_item_can_change_hands():
    index = MemoryIndex([item("e1", "I cycle to work.", "Ada")])

    index.update(item("e1", "I cycle to work.", "Bo"))
    index.remove_person("Ada")

    assert [fit.person for fit in rank(CYCLING, index).fits] == ["Bo"]


def test_a_person_who_is_removed_leaves_no_trace_in_the_index():
    index = MemoryIndex([item("e1", "I cycle to work.", "Ada"), item("e2", "Bread", "Bo")])
    assert rank(CYCLING, index).considered == 2

    index.remove_person("Ada")
    index.remove_person("Ada")

    assert (rank(CYCLING, index).considered, len(index)) == (1, 1)
    assert index.digest == MemoryIndex([item("e2", "Bread", "Bo")]).digest


def test_evidence_without_a_known_word_does_no_harm():
    index = MemoryIndex([item("e1", "!!! the and", "Ada"), item("e2", "", "Bo"), *TOWN])

    assert rank(CYCLING, index).fits[0].person == "Cy"


def test_lone_surrogates_and_odd_characters_do_not_stop_a_ranking():
    odd = Evidence("e\ud800", "p\udfff", Kind.PRACTICAL, "cycle \ud83d work \u202e", "role")

    ranking = rank(CYCLING, MemoryIndex([odd]))

    assert ranking.fits[0].person == "p\udfff"
