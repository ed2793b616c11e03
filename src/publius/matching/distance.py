"""How far apart two points on Earth are, along its surface."""

import math

from publius.matching.types import Near, Point

EARTH_RADIUS_KM = 6371.0088
"""The mean radius (R1) of the WGS 84 ellipsoid."""


def distance_km(one: Point, other: Point) -> float:
    """Give the great-circle distance by the haversine formula (Sinnott 1984).

    >>> round(distance_km(Point(51.5074, -0.1278), Point(53.4808, -2.2426)))
    262
    """
    phi, psi = math.radians(one.latitude), math.radians(other.latitude)
    across = math.radians(other.longitude - one.longitude)
    half = (
        math.sin((psi - phi) / 2) ** 2 + math.cos(phi) * math.cos(psi) * math.sin(across / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, half)))


def is_near(point: Point, near: Near) -> bool:
    """Say whether a point lies within a distance, its very edge included."""
    return distance_km(point, near.point) <= near.km
