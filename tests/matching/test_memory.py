"""Keeping evidence: what the index refuses, and that it forgets when told to."""

import pytest

from publius.matching import (
    DuplicateEvidenceError,
    Evidence,
    Kind,
    MemoryIndex,
    Need,
    Profile,
    Stats,
    rank,
)
from tests.matching.examples import CYCLING, TOWN, item


def test_a_batch_with_one_id_twice_is_refused_and_nothing_of_it_is_taken_in():
    index = MemoryIndex(TOWN)
    before = index.digest

    with pytest.raises(DuplicateEvidenceError) as refused:
        index.upsert([item("new", "cab"), item("cab", "something"), item("cab", "else")])

    assert str(refused.value) == (
        "Two items of evidence have the id 'cab'; each needs its own. Nothing was taken in."
    )
    assert (refused.value.code, refused.value.params) == ("duplicate_evidence", {"id": "cab"})
    assert index.digest == before


def test_an_item_with_a_known_id_replaces_the_one_before():
    index = MemoryIndex(TOWN)
    assert rank(CYCLING, index).fits[0].person == "Cy"

    index.upsert(
        [item("commute", "I take the bus.", "Cy"), item("school", "We take the bus.", "Cy")]
    )

    assert rank(CYCLING, index).fits == ()
    assert len(index) == len(TOWN)


def test_an_item_can_change_hands():
    index = MemoryIndex([item("e1", "I cycle to work.", "Ada")])

    index.upsert([item("e1", "I cycle to work.", "Bo")])
    index.delete(people=["Ada"])

    assert [fit.person for fit in rank(CYCLING, index).fits] == ["Bo"]


def test_forgetting_twice_is_forgetting_once():
    index = MemoryIndex([item("e1", "I cycle to work.", "Ada"), item("e2", "Bread", "Bo")])

    for _ in range(2):
        index.delete(evidence=["e1", "never there"], people=["nobody"])

    assert (len(index), index.digest) == (1, MemoryIndex([item("e2", "Bread", "Bo")]).digest)


def test_a_person_who_is_removed_leaves_no_trace_in_the_index():
    facts = [Profile("Ada", area="north"), Profile("Bo", area="north")]
    index = MemoryIndex([item("e1", "I cycle to work.", "Ada"), item("e2", "Bread", "Bo")], facts)
    assert rank(CYCLING, index).considered == 2

    index.delete(people=["Ada"])

    assert (rank(CYCLING, index).considered, len(index)) == (1, 1)
    assert index.digest == MemoryIndex([item("e2", "Bread", "Bo")], facts[1:]).digest


def test_an_index_says_how_much_it_holds_without_what_is_hidden():
    index = MemoryIndex([item("e1", "cab", "Ada"), item("e2", "night cab", "Bo", hidden=True)])

    assert index.stats() == Stats(
        people=1, items=1, terms=1, generation=index.digest, means=index.means
    )


def test_many_needs_are_answered_in_their_order_as_one_by_one():
    index = MemoryIndex(TOWN)
    needs = [Need("cabs", "Cab drivers"), CYCLING, Need("none", "zebra")]

    found = list(index.match(needs, top=3))

    assert found == [index.search(need, top=3) for need in needs]


def test_evidence_without_a_known_word_does_no_harm():
    index = MemoryIndex([item("e1", "!!! the and", "Ada"), item("e2", "", "Bo"), *TOWN])

    assert rank(CYCLING, index).fits[0].person == "Cy"


def test_lone_surrogates_and_odd_characters_do_not_stop_a_ranking():
    odd = Evidence("e\ud800", "p\udfff", Kind.PRACTICAL, "cycle \ud83d work \u202e", "role")

    ranking = rank(CYCLING, MemoryIndex([odd]))

    assert ranking.fits[0].person == "p\udfff"
