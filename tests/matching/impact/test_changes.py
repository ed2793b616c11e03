"""An index that was changed step by step answers as one built afresh."""

import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publius.matching.impact import ImpactEngine, Query, Where, build, changes, people, take
from tests.matching.impact.reference import ITEMS, PEOPLE, WISHES, rows_of

AVERAGE = 4.0


def need(wishes):
    return Query("n", np.array(list(wishes), dtype=np.int32), np.array(list(wishes.values())))


def answers(engine, population, wishes, top=30):
    rows = rows_of(population)
    hits = engine.search(need(wishes), top, lambda keys: take(rows, keys))
    return hits.keys.tolist(), hits.scores.tolist(), hits.eligible


STEPS = st.lists(
    st.tuples(
        st.dictionaries(st.integers(0, 40), ITEMS, max_size=5),
        st.sets(st.integers(0, 40), max_size=5),
    ),
    max_size=5,
)


@settings(max_examples=20, deadline=None)
@given(PEOPLE, STEPS, WISHES, st.sampled_from((0, 3, 4_096)))
def test_any_history_leaves_no_trace(population, steps, wishes, delta):
    with tempfile.TemporaryDirectory() as place, pytest.MonkeyPatch.context() as patch:
        patch.setattr(changes, "DELTA_PEOPLE", delta)
        build(Path(place) / "changed", [rows_of(population)], average=AVERAGE)
        engine = ImpactEngine(Path(place) / "changed", using="numpy")
        for fresh, gone in steps:
            gone = gone - set(fresh)
            engine.change(rows_of(fresh), sorted(gone))
            population = {k: v for k, v in {**population, **fresh}.items() if k not in gone}
        build(Path(place) / "fresh", [rows_of(population)], average=AVERAGE)
        afresh = ImpactEngine(Path(place) / "fresh", using="numpy")

        assert answers(engine, population, wishes) == answers(afresh, population, wishes)
        counts = [np.trim_zeros(e.generation.frequencies, "b").tolist() for e in (engine, afresh)]
        assert counts[0] == counts[1]


def test_a_full_delta_is_merged_into_the_emptiest_shard(folder, monkeypatch):
    monkeypatch.setattr(changes, "DELTA_PEOPLE", 3)
    build(folder, [people([(key, [(1.0, {5: 1})]) for key in range(10)])], average=1.0)
    engine = ImpactEngine(folder)

    shapes = []
    for key in range(20, 25):
        engine.change(people([(key, [(1.0, {5: 1})])]))
        shapes.append([part.size for part in engine.generation.parts])

    assert shapes == [[10, 1], [10, 2], [10, 3], [14], [14, 1]]


def test_filters_hold_for_people_who_came_later(folder):
    build(folder, [people([(1, [(1.0, {5: 1})])], facets={1: [3]})], average=1.0)
    engine = ImpactEngine(folder)
    engine.change(people([(2, [(1.0, {5: 1})])], facets={2: [4]}, places={2: (50.0, 1.0)}))
    engine.change(people([(3, [(1.0, {5: 1})])], facets={3: [4]}))

    query = Query("n", np.int32([5]), np.float64([1]), Where(any_of=((4,),)))

    assert sorted(engine.candidates([query], 3).keys[0].tolist()) == [-1, 2, 3]


def test_somebody_deleted_is_gone_at_once_and_from_the_files_after_compacting(folder):
    rows = people([(key, [(1.0, {5: 1, 100 + key: 1})]) for key in range(40)])
    build(folder, [rows], average=2.0)
    engine = ImpactEngine(folder)

    engine.change(gone=[7])
    query = Query("n", np.int32([107]), np.float64([1]))
    gone_at_once = engine.candidates([query], 5).keys[0].tolist()
    engine.compact()
    engine.compact()  # the generation before is kept until the next change

    assert gone_at_once == [-1] * 5
    stored = [np.load(path) for path in folder.glob("shards/*/arrays/keys.npy")]
    assert [7 in keys for keys in stored] == [False]
    assert all(107 not in np.load(path) for path in folder.glob("shards/*/arrays/terms.npy"))


def test_a_reader_sees_the_next_generation_without_being_told(folder):
    build(folder, [people([(1, [(1.0, {5: 1})])])], average=1.0)
    reader, writer = ImpactEngine(folder), ImpactEngine(folder)
    before = reader.generation.number

    writer.change(people([(2, [(1.0, {5: 1})])]))

    assert (before, reader.generation.number, reader.generation.people) == (1, 2, 2)
