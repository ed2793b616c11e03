"""Matching with a real model: the same rules, scores that compare, people judged alone."""

import pytest

from publius.matching import (
    Filters,
    Kind,
    MemoryIndex,
    Need,
    judge,
    match_all,
    rank,
    replay,
    run_record,
)
from publius.matching.encoders import NotInstalledError, encoder
from publius.matching.records import canonical_json
from tests.matching.examples import CYCLING, TOWN, item

NEED = Need("n", "Somebody who looks after their elderly mother", kind=Kind.LIVED)
CARER = item("care", "Mum is ninety, I wash and feed her.", "Fay", Kind.LIVED, "self_account")
PEOPLE = (*TOWN, CARER, item("boat", "I grew up on a narrowboat.", "Gus", Kind.LIVED))


@pytest.fixture(scope="module")
def minilm():
    try:
        return encoder("minilm")
    except NotInstalledError as error:
        pytest.skip(str(error))


def test_what_shares_no_word_is_found_by_its_meaning(minilm):
    fits = rank(NEED, MemoryIndex(PEOPLE, encoder=minilm)).fits

    assert fits[0].person == "Fay"


def test_parts_add_up_and_the_run_names_the_model(minilm):
    ranking = rank(NEED, MemoryIndex(PEOPLE, encoder=minilm))

    assert (ranking.means.encoder, ranking.means.encoder_version) == ("minilm", minilm.version)
    for fit in ranking.fits:
        parts = [round(reason.part * 1_000_000) for reason in fit.reasons]
        assert sum(parts) == round(fit.score * 1_000_000)


def test_some_people_judged_alone_score_as_they_do_among_everybody(minilm):
    index = MemoryIndex(PEOPLE, encoder=minilm)
    some = frozenset({"Fay", "Eve"})
    theirs = [each for each in PEOPLE if each.person in some]
    vectors = {CARER.id: minilm.encode([CARER.text])[0]}

    alone = judge(NEED, theirs, index.statistics, encoder=minilm, vectors=vectors)

    assert alone.fits == rank(NEED, index, filters=Filters(people=some)).fits


def test_a_run_with_a_model_replays_to_the_same_bytes(minilm):
    record = run_record(match_all([NEED, CYCLING], PEOPLE, encoder=minilm))

    assert canonical_json(run_record(replay(record))) == canonical_json(record)


def test_an_index_that_changed_equals_one_built_afresh(minilm):
    index = MemoryIndex(PEOPLE, encoder=minilm)
    rank(NEED, index)
    index.upsert([item("care", "I mend bicycles.", "Fay", Kind.LIVED)])
    index.delete(people=["Eve"])

    afresh = MemoryIndex(
        [
            item("care", "I mend bicycles.", "Fay", Kind.LIVED),
            *(each for each in PEOPLE if each.person not in ("Eve", "Fay")),
        ],
        encoder=minilm,
    )

    assert rank(NEED, index) == rank(NEED, afresh)
