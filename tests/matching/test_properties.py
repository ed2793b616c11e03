"""What holds for any evidence and any need, not only for our examples."""

import math
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from publius.matching import (
    Filters,
    Kind,
    MemoryIndex,
    calls_for,
    judge,
    match_all,
    rank,
    run_record,
)
from publius.matching.records import canonical_json
from tests.matching.examples import collections, items, needs, people, words_only

TODAY = date(2026, 1, 1)
todays = st.none() | st.just(TODAY)


@given(collections, needs, todays)
def test_the_parts_of_the_reasons_add_up_to_the_score(evidence, need, today):
    for fit in rank(need, MemoryIndex(evidence), today=today).fits:
        assert math.isclose(math.fsum(r.part for r in fit.reasons), fit.score, abs_tol=1e-12)
        assert all(reason.part > 0 for reason in fit.reasons)
        assert fit.score > 0


@given(collections, needs)
def test_every_reason_quotes_words_that_stand_in_its_evidence(evidence, need):
    texts = {each.id: each.text for each in evidence}
    for fit in rank(need, words_only(evidence)).fits:
        for reason in fit.reasons:
            assert reason.words
            assert [word for word in reason.words if word not in texts[reason.evidence]] == []


@given(collections, collections, needs, st.data())
def test_an_index_that_changed_equals_one_built_afresh(start, later, need, data):
    index = MemoryIndex(start)
    kept = {each.id: each for each in start}
    index.search(need, top=3)
    touched = st.lists(st.sampled_from(sorted(kept)), unique=True) if kept else st.just([])
    changed = [replace(data.draw(items), id=each) for each in data.draw(touched)]
    new = [each for each in later if each.id not in kept]
    index.upsert([*changed, *new])
    kept |= {each.id: each for each in (*changed, *new)}
    removed = data.draw(touched)
    index.search(need, top=3)
    gone = data.draw(st.sampled_from(("Ada", "Bo")))
    index.delete(evidence=removed, people=[gone])

    afresh = MemoryIndex(
        each for each in kept.values() if each.person != gone and each.id not in removed
    )

    assert rank(need, index, today=TODAY) == rank(need, afresh, today=TODAY)
    assert index.digest == afresh.digest


@given(collections, needs, todays, st.frozensets(people))
def test_some_people_judged_alone_score_as_they_do_among_everybody(evidence, need, today, some):
    index = MemoryIndex(evidence)
    theirs = [each for each in evidence if each.person in some]

    alone = judge(need, theirs, index.statistics, today=today)

    among_all = rank(need, index, filters=Filters(people=some), today=today)
    assert (alone.considered, alone.fits) == (among_all.considered, among_all.fits)


@given(collections, st.lists(needs, max_size=3, unique_by=lambda need: need.id), st.randoms())
def test_the_same_input_in_any_order_gives_the_same_bytes(evidence, sought, shuffler):
    record = run_record(match_all(sought, evidence, today=TODAY))
    shuffler.shuffle(evidence)
    shuffler.shuffle(sought)

    again = run_record(match_all(sought, evidence, today=TODAY))

    assert canonical_json(again) == canonical_json(record)


@given(collections, st.lists(needs, min_size=1, max_size=3, unique_by=lambda n: n.id), todays)
def test_a_person_and_a_convener_see_the_same_fit_to_the_last_bit(evidence, sought, today):
    index = MemoryIndex(evidence)
    for person in ("Ada", "Bo"):
        mine = {need.id: fit for need, fit in calls_for(person, sought, index, today=today)}
        theirs = {
            need.id: fit
            for need in sought
            for fit in rank(need, index, today=today).fits
            if fit.person == person
        }
        assert mine == theirs


@given(collections, needs, st.frozensets(st.sampled_from(("Ada", "Bo", "Cy"))))
def test_leaving_people_out_changes_nobody_elses_fit(evidence, need, exclude):
    index = MemoryIndex(evidence)

    filtered = rank(need, index, filters=Filters(exclude=exclude)).fits

    assert filtered == tuple(fit for fit in rank(need, index).fits if fit.person not in exclude)


@given(collections, needs)
def test_unbacked_items_together_stay_below_their_limit(evidence, need):
    for fit in rank(need, MemoryIndex(evidence)).fits:
        weight = {each.id: each.weight for each in evidence}
        backed, unbacked = 0.0, 0.0
        for reason in fit.reasons:
            if reason.kind is Kind.LIVED:
                continue
            if weight[reason.evidence] < 0.5:
                unbacked += reason.part
            else:
                backed += reason.part
        assert unbacked <= 0.25 * backed + 0.15 + 1e-5
