"""The person's side: the scorer's own numbers, what would raise them, what is missing."""

from datetime import date

import pytest
from hypothesis import given

from publius.matching import Kind, MemoryIndex, Need, rank
from publius.matching.explain import CONFIRMED, NotUsed, Raise, explain
from tests.matching.examples import collections, item, needs

NEED = Need("n", "Cab drivers who carry wheelchair users at night", kind=Kind.PRACTICAL)
ITEMS = (
    item("own", "I drive a cab at night.", "Bo", source="self_account", weight=0.3),
    item("badge", "Safe securing of wheelchairs in a cab.", "Bo", source="badge", weight=0.9,
         verified_by="City Cabs", verified_at=date(2026, 1, 2)),
    item("other", "I bake bread for the night market.", "Bo", weight=0.7),
    item("hers", "I drive a cab.", "Ada"),
)  # fmt: skip


def explained(person="Bo", need=NEED, items=ITEMS, **more):
    index = MemoryIndex(items)
    return index, explain(
        person, need, index.evidence_of(person), index.statistics, index.model, **more
    )


def test_the_explanation_is_of_the_very_fit_the_convener_sees():
    index, told = explained()

    assert told.fit == next(fit for fit in rank(NEED, index).fits if fit.person == "Bo")


def test_the_items_that_counted_most_are_told_with_their_share_and_who_confirmed_them():
    _, told = explained()

    first = told.told[0]
    assert (first.reason.evidence, first.verified_by) == ("badge", "City Cabs")
    assert first.verified_at == date(2026, 1, 2)
    assert sum(each.share for each in told.told) == pytest.approx(1)


def test_what_confirming_an_item_brings_is_found_by_judging_again():
    index, told = explained()
    index.upsert([item("own", "I drive a cab at night.", "Bo", weight=CONFIRMED)])

    # The statistics of the place do not change: its words are the same.
    after = next(fit for fit in rank(NEED, index).fits if fit.person == "Bo")

    assert Raise("own", round(after.score - told.fit.score, 6)) in told.raises
    assert told.raises[0].evidence == "own"


def test_no_proof_is_asked_for_lived_experience():
    need = Need("n", "Blind people", kind=Kind.LIVED)
    _, told = explained("Eve", need, [item("own", "I am blind.", "Eve", Kind.LIVED, weight=0.3)])

    assert (told.raises, len(told.told)) == ((), 1)


def test_what_the_need_asks_for_and_nobody_said_is_named():
    _, told = explained("Ada")

    assert told.unmet == ("wheelchair user",)


def test_words_the_vocabulary_does_not_know_are_named_as_they_stand():
    _, told = explained("Ada", Need("n", "Lattice quantum chromodynamics"))

    assert (told.fit, told.told, told.raises) == (None, (), ())
    assert set(told.unmet) == {"Lattice", "quantum", "chromodynamics"}


def test_what_never_counts_is_said_every_time():
    _, told = explained()

    assert told.not_used == tuple(NotUsed)


@given(collections, needs)
def test_every_explanation_equals_the_scorers_own_numbers(evidence, need):
    index = MemoryIndex(evidence)
    fits = {fit.person: fit for fit in rank(need, index).fits}
    for person in {each.person for each in evidence}:
        told = explain(person, need, index.evidence_of(person), index.statistics, index.model)
        assert told.fit == fits.get(person)
        if told.fit is not None:
            millionths = [round(reason.part * 1_000_000) for reason in told.fit.reasons]
            assert sum(millionths) == round(told.fit.score * 1_000_000)
            assert all(each.gain > 0 for each in told.raises)
