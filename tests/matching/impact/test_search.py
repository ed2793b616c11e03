"""What the engine answers is what a slow, plain reading of the formula answers."""

import math
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publius.matching.impact import (
    MODEL,
    BadRowsError,
    ImpactEngine,
    Model,
    Query,
    Where,
    build,
    people,
    take,
)
from publius.matching.impact.kernels import way_named
from publius.matching.impact.shard import ARRAYS, build_shard
from tests.matching.impact.reference import PEOPLE, WISHES, average_of, rows_of, scores

BILLION = 10**9


def need(wishes, name="n", where=None) -> Query:
    terms = np.array(list(wishes), dtype=np.int32)
    return Query(name, terms, np.array(list(wishes.values()), dtype=float), where or Where())


def engine_of(rows, average, folder, **more):
    build(folder, [rows], average=average)
    return ImpactEngine(folder, **more), lambda keys: take(rows, keys)


def test_a_hand_worked_score(folder):
    """Two items of equal length: each token is worth its item's weight; avg = len, so no norm."""
    rows = people([(7, [(1.0, {5: 1, 6: 1}), (0.5, {5: 2})]), (8, [(1.0, {6: 1, 9: 1})])])
    engine, port = engine_of(rows, 2.0, folder)

    hits = engine.search(need({5: 3.0}), 5, port)

    wtf = 1.0 * 1 + 0.5 * 2
    expected = 3.0 * math.log(1 + (2 - 1 + 0.5) / (1 + 0.5)) * wtf * 2.2 / (wtf + 1.2)
    assert hits.keys.tolist() == [7]
    assert hits.scores[0] / BILLION == pytest.approx(expected, abs=1e-9)
    assert list(
        zip(
            hits.parts.item.tolist(),
            hits.parts.term.tolist(),
            hits.parts.part.tolist(),
            strict=True,
        )
    ) == [(0, 5, math.floor(hits.scores[0] / 2)), (1, 5, math.ceil(hits.scores[0] / 2))]


@settings(max_examples=60, deadline=None)
@given(PEOPLE, WISHES, st.integers(1, 6))
def test_the_best_are_those_of_the_plain_formula(population, wishes, top):
    average = average_of(population)
    with tempfile.TemporaryDirectory() as place:
        engine, port = engine_of(rows_of(population), average, Path(place) / "i", using="numpy")
        hits = engine.search(need(wishes), top, port)

    expected = scores(population, need(wishes), average)
    best = sorted(expected.values(), reverse=True)[:top]
    assert hits.eligible == len(population)
    np.testing.assert_allclose(hits.scores / BILLION, best, atol=1e-7)
    for key, score in zip(hits.keys.tolist(), hits.scores / BILLION, strict=True):
        assert score == pytest.approx(expected[key], abs=1e-7)


@settings(max_examples=40, deadline=None)
@given(PEOPLE, WISHES)
def test_the_parts_of_every_score_add_up_to_it(population, wishes):
    average = average_of(population)
    with tempfile.TemporaryDirectory() as place:
        engine, port = engine_of(rows_of(population), average, Path(place) / "i", using="numpy")
        hits = engine.search(need(wishes), 50, port)

    added = np.zeros(len(hits.keys), dtype=np.int64)
    np.add.at(added, hits.parts.person, hits.parts.part)
    assert added.tolist() == hits.scores.tolist()


@settings(max_examples=40, deadline=None)
@given(PEOPLE, WISHES)
def test_both_kernels_agree_to_the_last_bit(population, wishes):
    average = average_of(population)
    with tempfile.TemporaryDirectory() as place:
        plain, _ = engine_of(rows_of(population), average, Path(place) / "i", using="numpy")
        quick = ImpactEngine(Path(place) / "i", using="numba")
        outcomes = [each.candidates([need(wishes)], 10).digest() for each in (plain, quick)]

    assert outcomes[0] == outcomes[1]


def test_more_evidence_never_lowers_a_score(folder):
    before = people([(1, [(1.0, {5: 1})]), (2, [(1.0, {6: 1})])])
    after = people([(1, [(1.0, {5: 1}), (0.2, {9: 40})]), (2, [(1.0, {6: 1})])])
    found = [
        engine_of(rows, 1.0, folder / name)[0].search(need({5: 1}), 1, lambda k, r=rows: take(r, k))
        for name, rows in (("before", before), ("after", after))
    ]

    assert found[0].scores.tolist() == found[1].scores.tolist()


def test_twenty_copies_of_a_badge_are_worth_at_most_2_2_of_one(folder):
    rows = people([(1, [(1.0, {5: 1})]), (2, [(1.0, {5: 1})] * 20), (3, [(1.0, {6: 1})])])
    engine, port = engine_of(rows, 1.0, folder)

    hits = engine.search(need({5: 1}), 3, port)

    assert hits.keys.tolist() == [2, 1]
    assert 1 < hits.scores[0] / hits.scores[1] < 2.2


def test_equals_are_ordered_by_a_lot_of_their_own_for_every_need(folder):
    rows = people([(key, [(1.0, {5: 1})]) for key in range(200)] + [(999, [(1.0, {6: 1})])])
    engine, port = engine_of(rows, 1.0, folder)

    first, again, other = (
        engine.search(need({5: 1}, name), 10, port).keys.tolist() for name in ("a", "a", "b")
    )

    assert first == again
    assert set(first) != set(other)


def test_where_the_bytes_cannot_tell_more_are_looked_at_until_it_is_proven(folder):
    """All promises are equal, the truth differs in the fourth digit: a few will not do."""
    rows = people([(key, [(0.5 + key * 1e-6, {5: 1})]) for key in range(300)] + [(999, [])])
    engine, port = engine_of(rows, 1.0, folder)

    hits = engine.search(need({5: 1}), 2, port)

    assert hits.keys.tolist() == [299, 298]
    assert hits.looked_at == 300


def test_nothing_is_found_for_nothing(folder):
    engine, port = engine_of(people([(1, [(1.0, {5: 1})])]), 1.0, folder)

    for wishes in ({}, {77: 1.0}, {5: 0.0}):
        hits = engine.search(need(wishes), 3, port)
        assert (hits.keys.tolist(), hits.eligible) == ([], 1)


def test_an_index_of_nobody_answers_that_there_is_nobody(folder):
    engine, port = engine_of(people([]), 1.0, folder)

    hits = engine.search(need({5: 1.0}), 3, port)

    assert (hits.keys.tolist(), hits.eligible) == ([], 0)


def test_somebody_deleted_from_the_evidence_during_a_run_is_not_found(folder):
    rows = people([(1, [(1.0, {5: 2})]), (2, [(1.0, {5: 1})]), (3, [(1.0, {6: 1})])])
    engine, _ = engine_of(rows, 1.0, folder)
    left = people([(2, [(1.0, {5: 1})]), (3, [(1.0, {6: 1})])])

    assert engine.search(need({5: 1.0}), 3, lambda keys: take(left, keys)).keys.tolist() == [2]


def test_asking_for_nobody_is_refused(folder):
    engine, port = engine_of(people([]), 1.0, folder)

    with pytest.raises(BadRowsError) as refused:
        engine.search(need({5: 1.0}), 0, port)

    assert str(refused.value) == "Ask for at least one person; top was 0."


def test_a_need_of_fifty_thousand_words_does_not_overflow(folder):
    rows = people([(1, [(1.0, dict.fromkeys(range(50_000), 9))]), (2, [(1.0, {1: 1})])])
    engine, port = engine_of(rows, 5.0, folder, using="numpy")

    hits = engine.search(need(dict.fromkeys(range(50_000), 1.0)), 2, port)

    assert hits.keys.tolist() == [1, 2]
    assert engine.candidates([need(dict.fromkeys(range(50_000), 1.0))], 2).promised.min() > 0


def test_needs_answered_together_are_answered_as_if_alone(folder):
    rows = people([(key, [(1.0, {key % 5: 1, key % 3: 2})]) for key in range(60)])
    engine, port = engine_of(rows, 3.0, folder)
    needs = [need({term: 1.0, 0: 0.5}, f"n{term}") for term in range(1, 5)]

    together = [(h.keys.tolist(), h.scores.tolist()) for h in engine.match(needs, 7, port)]

    alone = [engine.search(each, 7, port) for each in needs]
    assert together == [(h.keys.tolist(), h.scores.tolist()) for h in alone]


@settings(max_examples=40, deadline=None)
@given(PEOPLE, st.sampled_from((MODEL, Model(k1=0, b=0, most=8))))
def test_both_ways_of_building_write_the_same_bytes(population, model):
    rows, average = rows_of(population), average_of(population)

    turns = [way_named(name).turn for name in ("numpy", "numba")]
    plain, quick = (build_shard(rows, model, average, turn) for turn in turns)

    for name in ARRAYS:
        np.testing.assert_array_equal(getattr(plain, name), getattr(quick, name))
