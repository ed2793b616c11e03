"""Distances along the Earth's surface, against figures anybody can look up."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publius.matching import BadValueError, Near, Point
from publius.matching.distance import EARTH_RADIUS_KM, distance_km, is_near

points = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [
        (Point(0, 0), Point(0, 0), 0),
        (Point(0, 0), Point(0, 180), math.pi * EARTH_RADIUS_KM),
        (Point(90, 0), Point(-90, 77), math.pi * EARTH_RADIUS_KM),
        (Point(0, 179.5), Point(0, -179.5), math.radians(1) * EARTH_RADIUS_KM),
        (Point(51.5074, -0.1278), Point(48.8566, 2.3522), 343.56),  # London and Paris
    ],
)
def test_known_distances(one, other, km):
    assert distance_km(one, other) == pytest.approx(km, rel=1e-4)


@given(points, points)
def test_the_way_back_is_as_long_as_the_way_there(one, other):
    assert distance_km(one, other) == pytest.approx(distance_km(other, one), abs=1e-9)
    assert is_near(one, Near(other, distance_km(one, other) + 1e-9))


@pytest.mark.parametrize("make", [lambda: Point(91, 0), lambda: Point(0, math.nan)])
def test_a_point_off_the_earth_is_refused(make):
    with pytest.raises(BadValueError, match="There is no point on Earth at latitude"):
        make()


@pytest.mark.parametrize("km", [0, -1, math.nan])
def test_a_distance_that_reaches_nobody_is_refused(km):
    with pytest.raises(BadValueError, match="A distance must be above 0 km"):
        Near(Point(0, 0), km)
