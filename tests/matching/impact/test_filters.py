"""Filters decide exactly who may be found, before anything is scored."""

import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from publius.matching.impact import Area, ImpactEngine, Query, Where, build, people, take
from tests.matching.impact.reference import far

EVERYBODY = range(100)
ROWS = people(
    [(key, [(1.0, {5: 1 + key % 4})]) for key in EVERYBODY],
    facets={key: [key % 3, 10 + key % 2] for key in EVERYBODY},
    places={key: (50 + key / 100, -1.0) for key in range(50)},
)


def found(where, rows=ROWS, top=100):
    with tempfile.TemporaryDirectory() as place:
        build(Path(place) / "i", [rows], average=2.5)
        query = Query("n", np.int32([5]), np.float64([1]), where)
        engine = ImpactEngine(Path(place) / "i", using="numpy")
        hits = engine.search(query, top, lambda keys: take(rows, keys))
    return sorted(hits.keys.tolist()), hits.eligible


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (Where(), list(EVERYBODY)),
        (Where(any_of=((0,),)), [key for key in EVERYBODY if key % 3 == 0]),
        (Where(any_of=((0, 1),)), [key for key in EVERYBODY if key % 3 != 2]),
        (Where(any_of=((0, 1), (11,))), [k for k in EVERYBODY if k % 3 != 2 and k % 2]),
        (Where(any_of=((77,),)), []),
        (Where(any_of=((),)), []),
        (Where(only=(3, 5, 1000)), [3, 5]),
        (Where(only=()), []),
        (Where(without=(0, 99)), list(range(1, 99))),
        (Where(only=(3, 5), without=(5,)), [3]),
        (Where(near=Area(50.0, -1.0, 2.0)), [0, 1]),
    ],
)
def test_a_filter_leaves_exactly_those_it_names(where, expected):
    assert found(where) == (expected, len(expected))


def test_a_rare_filter_is_not_lost_behind_better_people_outside_it():
    """Everybody outside scores higher; the three inside are found all the same."""
    rows = people(
        [(key, [(1.0, {5: 9})]) for key in range(500)]
        + [(key, [(0.1, {5: 1, 6: 9})]) for key in (700, 701, 702)],
        facets={700: [1], 701: [1], 702: [1]},
    )

    assert found(Where(any_of=((1,),)), rows, top=3) == ([700, 701, 702], 3)


LATITUDES, LONGITUDES = st.floats(-89, 89), st.floats(-180, 180)


@settings(max_examples=60, deadline=None)
@given(
    LATITUDES,
    LONGITUDES,
    st.floats(0.5, 9_000),
    st.lists(st.tuples(LATITUDES, LONGITUDES), min_size=1, max_size=8),
)
def test_near_is_the_great_circle_everywhere_on_earth(latitude, longitude, km, points):
    points = [tuple(float(np.float32(each)) for each in point) for point in points]
    distances = [far((latitude, longitude), point) for point in points]
    assume(all(abs(each - km) > 0.5 for each in distances))
    rows = people(
        [(n, [(1.0, {5: 1})]) for n in range(len(points))], places=dict(enumerate(points))
    )

    inside = [n for n, each in enumerate(distances) if each <= km]
    assert found(Where(near=Area(latitude, longitude, km)), rows) == (inside, len(inside))


def test_people_of_one_key_count_once_where_keys_have_a_shift(folder):
    rows = people(
        [((person << 4) + row, [(1.0, {5: 1})]) for person in range(10) for row in range(3)]
    )
    build(folder, [rows], average=1.0, shift=4)

    tops = ImpactEngine(folder).candidates([Query("n", np.int32([5]), np.float64([1]))], 50)

    assert tops.eligible.tolist() == [10]
