"""What every index promises, asked of the one in memory and the one on disk alike."""

import tempfile
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publius.matching import (
    BadValueError,
    DuplicateEvidenceError,
    Facet,
    Filters,
    Kind,
    MemoryIndex,
    Need,
    Profile,
    rank,
)
from publius.matching.encoders import on_grid
from publius.matching.impact import ImpactIndex
from publius.matching.types import Near, Point
from tests.matching.examples import CYCLING, TOWN, collections, item, needs

TODAY = date(2026, 1, 1)
PROFILES = (
    Profile("Ada", "north", ("en",), ("weekday",), Point(52.0, -1.0)),
    Profile("Bo", "north", ("en", "cy"), ("evening",), Point(52.0, -1.1)),
    Profile("Cy", "south", ("cy",), ("weekday", "evening"), Point(52.5, -1.0)),
    Profile("Di", None, (), (), None),
)
NEEDS = (
    CYCLING,
    Need("any", "People who know about streets, cabs or being blind"),
    Need("placed", "Cab drivers at night", place="Northfield"),
    Need("sides", "x", facets=(Facet("blind people who walk"), Facet("traffic signals"))),
    Need("word", "cab"),
    Need("nothing", "🚲"),
    Need("unknown", "zymurgy"),
)


@pytest.fixture(params=["memory", "disk"])
def new_index(request, tmp_path):
    """Make an index of some evidence and profiles."""

    def make(evidence=(), profiles=()):
        if request.param == "memory":
            return MemoryIndex(evidence, profiles)
        index = ImpactIndex(Path(tempfile.mkdtemp(dir=tmp_path)), using="numpy")
        index.upsert(evidence, profiles)
        return index

    return make


@pytest.mark.parametrize("need", NEEDS, ids=lambda need: need.id)
@pytest.mark.parametrize(
    "filters",
    [
        None,
        Filters(people=frozenset({"Ada", "Eve", "nobody"})),
        Filters(exclude=frozenset({"Cy"})),
        Filters(kinds=frozenset({Kind.LIVED, Kind.PRACTICAL})),
        Filters(kinds=frozenset()),
        Filters(areas=frozenset({"north"})),
        Filters(languages=frozenset({"cy"}), available=frozenset({"evening"})),
        Filters(near=Near(Point(52.0, -1.0), 10)),
        Filters(places=frozenset({"nowhere"})),
        Filters(visibility=frozenset({"public"})),
    ],
    ids=[
        "all",
        "these",
        "others",
        "kinds",
        "nokind",
        "area",
        "language",
        "near",
        "place",
        "visibility",
    ],
)
def test_the_index_on_disk_finds_what_the_one_in_memory_finds(tmp_path, need, filters):
    memory = MemoryIndex(TOWN, PROFILES)
    disk = ImpactIndex(tmp_path, using="numpy")
    disk.upsert(TOWN, PROFILES)

    answers = [index.search(need, top=4, filters=filters, today=TODAY) for index in (memory, disk)]

    assert answers[0] == answers[1]


class Letters:
    """A small encoder that needs no model: how often each letter occurs."""

    name, version, dimension = "letters", "1", 26

    def encode(self, texts):
        counts = [[text.lower().count(chr(97 + n)) for n in range(26)] for text in texts]
        return on_grid(np.array(counts, dtype=float).reshape(len(texts), 26))


@pytest.mark.parametrize("need", NEEDS, ids=lambda need: need.id)
def test_with_vectors_both_find_the_same_and_people_who_share_no_word(tmp_path, need):
    crowd = [*TOWN, *(item(f"z{n}", "Zzz jjj qqq xxx", f"sleeper {n}") for n in range(600))]
    memory = MemoryIndex(crowd, PROFILES, encoder=Letters())
    disk = ImpactIndex(tmp_path, using="numpy", encoder=Letters())
    disk.upsert(crowd, PROFILES)

    answers = [index.search(need, top=4) for index in (memory, disk)]

    assert answers[0] == answers[1]


@settings(max_examples=15, deadline=None)
@given(collections, collections, needs, st.sets(st.sampled_from(("Ada", "Bo", "Cy", "Di"))))
def test_any_history_ends_where_memory_ends(first, second, need, gone):
    memory = MemoryIndex()
    with tempfile.TemporaryDirectory() as place:
        disk = ImpactIndex(Path(place), using="numpy")
        for index in (memory, disk):
            index.upsert(first, PROFILES)
            index.upsert(second)
            index.delete(people=gone, evidence=[each.id for each in first[:2]])

        assert disk.search(need, top=3, today=TODAY) == memory.search(need, top=3, today=TODAY)
        for name in ("people", "items", "terms"):
            assert getattr(disk.stats(), name) == getattr(memory.stats(), name)


def test_needs_answered_together_are_answered_as_if_alone(new_index):
    index = new_index(TOWN, PROFILES)

    together = list(index.match(NEEDS, top=3))

    assert together == [index.search(need, top=3) for need in NEEDS]


def test_the_needs_of_a_person_have_the_scores_of_the_search(new_index):
    index = new_index(TOWN, PROFILES)

    found = index.opportunities("Cy", NEEDS, top=9)

    assert next(need.id for need, _ in found) == "cycling"
    for need, fit in found:
        assert fit in index.search(need, top=9).fits


def test_an_index_names_what_is_in_it_whatever_its_history(new_index):
    straight, winding = new_index(TOWN, PROFILES), new_index(TOWN[::-1])
    winding.upsert([item("more", "bread", "Zoe")], PROFILES)
    different = winding.digest
    winding.delete(people=["Zoe"])

    assert straight.digest == winding.digest != different


def test_one_id_twice_in_a_batch_is_refused_and_nothing_is_taken_in(new_index):
    index = new_index(TOWN)
    before = index.digest

    with pytest.raises(DuplicateEvidenceError):
        index.upsert([item("new", "cab"), item("e", "one"), item("e", "two")])

    assert index.digest == before


def test_hidden_items_are_kept_and_never_found(new_index):
    index = new_index([item("e", "I cycle to work", hidden=True)])

    found = index.search(CYCLING, top=3)

    assert (found.fits, found.considered) == ((), 0)
    assert index.stats().items == 0


def test_asking_for_nobody_is_refused(new_index):
    with pytest.raises(BadValueError):
        new_index(TOWN).search(CYCLING, top=0)


def test_a_rare_filter_is_not_lost_behind_better_people(new_index):
    many = [item(f"e{n}", "I cycle to work every day", f"p{n}") for n in range(1_500)]
    rare = [item(f"r{n}", "My work: bread. I cycle at times.", f"r{n}") for n in range(3)]
    index = new_index([*many, *rare], [Profile(f"r{n}", area="isle") for n in range(3)])

    found = index.search(CYCLING, top=5, filters=Filters(areas=frozenset({"isle"})))

    assert {fit.person for fit in found.fits} == {"r0", "r1", "r2"}
    assert found.considered == 3


def test_rankings_are_the_same_but_for_the_name_of_the_input(tmp_path):
    disk = ImpactIndex(tmp_path, using="numpy")
    disk.upsert(TOWN, PROFILES)

    one, other = rank(CYCLING, MemoryIndex(TOWN, PROFILES)), rank(CYCLING, disk)

    assert (one.fits, one.considered, one.means) == (other.fits, other.considered, other.means)
