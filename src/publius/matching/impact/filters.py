"""Who may be found: decided exactly, for a whole shard at once, before anything is scored."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from publius.matching.impact.rows import Area, Where
from publius.matching.impact.shard import Shard

EARTH_KM = 6371.0088  # the mean radius (IUGG)
KM_PER_DEGREE = EARTH_KM * math.pi / 180
EDGE = 1e-3  # far more than float32 is off by


Marks = NDArray[np.bool_]


def eligible(shard: Shard, where: Where, alive: Marks | None, shift: int = 0) -> Marks | None:
    """Mark the people of a shard whom a need may find; None where there is nobody.

    ``alive`` leaves out who was deleted; ``only`` and ``without`` name people, that is keys without
    their last ``shift`` bits. People are sorted by place before they are cut into
    shards, so that most shards are ruled out by their box, or by a region nobody there has.
    """
    if where.near is not None and not _in_reach(shard, where.near):
        return None
    marked = np.ones(len(shard), dtype=bool) if alive is None else alive.copy()
    for group in where.any_of:
        having = [held for held in map(shard.holders, group) if len(held)]
        if not having:
            return None
        marked &= _marked(shard, having)
    if where.only is not None:
        marked &= _among(shard, where.only, shift)
    if where.without:
        marked &= ~_among(shard, where.without, shift)
    if where.near is not None:
        marked &= _near(shard, where.near)
    return marked


def _marked(shard: Shard, several: Sequence[NDArray[Any]]) -> Marks:
    marked = np.zeros(len(shard), dtype=bool)
    for places in several:
        marked[places] = True
    return marked


def _among(shard: Shard, people: tuple[int, ...], shift: int) -> Marks:
    wanted = np.unique(np.array(people, dtype=np.int64))
    return _marked(shard, [shard.places_of(wanted << shift, (wanted + 1) << shift)])


def _in_reach(shard: Shard, area: Area) -> bool:
    """Say whether the box around a shard's people may hold a place that is near enough."""
    south, north, west, east = shard.box.tolist()
    reach = _degrees(area)
    if not (south - reach <= area.latitude <= north + reach):
        return False
    across = _degrees_across(area)
    if abs(area.longitude) + across >= 180:
        return True
    return bool(west - across <= area.longitude <= east + across)


def _near(shard: Shard, area: Area) -> Marks:
    """Look into a box first, then roughly; the exact distance decides at the edge only."""
    marked = _box(shard, area)
    inside = np.flatnonzero(marked)
    latitude, longitude = shard.latitude[inside], shard.longitude[inside]
    rough, limit = _haversines(area, latitude, longitude, np.float32), haversine_of(area.km)
    certain = rough <= limit * (1 - EDGE)
    edge = np.flatnonzero(~certain & (rough <= limit * (1 + EDGE) + EDGE**2))
    exact = _haversines(area, latitude[edge], longitude[edge], np.float64)
    certain[edge] = exact <= limit
    marked[inside] = certain
    return marked


def _box(shard: Shard, area: Area) -> Marks:
    reach, across = _degrees(area), _degrees_across(area)
    marked = np.abs(shard.latitude - np.float32(area.latitude)) <= np.float32(reach)
    if abs(area.longitude) + across < 180:  # else the box goes round the back of the Earth
        marked &= np.abs(shard.longitude - np.float32(area.longitude)) <= np.float32(across)
    else:
        marked &= ~np.isnan(shard.longitude)
    return np.asarray(marked)


def _degrees(area: Area) -> float:
    return area.km / KM_PER_DEGREE * 1.001 + 1e-4


def _degrees_across(area: Area) -> float:
    """Give the degrees of longitude that the area may reach to either side."""
    farthest = min(abs(area.latitude) + _degrees(area), 90)
    return _degrees(area) / max(math.cos(math.radians(farthest)), 1e-9)


def haversine_of(km: float) -> float:
    return math.sin(min(km / EARTH_KM, math.pi) / 2) ** 2


def _haversines(
    area: Area,
    latitude: NDArray[np.float32],
    longitude: NDArray[np.float32],
    precision: type[np.floating[Any]],
) -> NDArray[np.floating[Any]]:
    """Give the haversines of the angles from the middle of an area (Sinnott, S&T 68, 1984)."""
    radian = precision(math.pi / 180)
    north = (latitude.astype(precision) - precision(area.latitude)) * radian
    east = (longitude.astype(precision) - precision(area.longitude)) * radian
    half = np.sin(north / 2) ** 2
    flat = precision(math.cos(math.radians(area.latitude))) * np.cos(latitude * radian)
    return np.asarray(half + flat * np.sin(east / 2) ** 2)


def kilometres(
    area: Area, latitude: NDArray[np.float32], longitude: NDArray[np.float32]
) -> NDArray[np.float64]:
    """Measure along the great circle from the middle of an area.

    >>> london = Area(51.5, -0.12, 1)
    >>> kilometres(london, np.float32([55.95]), np.float32([-3.19])).round().tolist()
    [534.0]
    """
    half = _haversines(area, latitude, longitude, np.float64)
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.minimum(half, 1))))
