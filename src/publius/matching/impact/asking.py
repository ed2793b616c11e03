"""From filters in words to what the engine can decide, exactly."""

from dataclasses import replace

from publius.matching.filtering import same_place
from publius.matching.impact.catalogue import Catalogue
from publius.matching.impact.rows import Area, Where
from publius.matching.types import Filters, Kind

# Places are kept in float32, which is off by two metres at most.
EDGE_KM = 0.01


def where(filters: Filters, kind: Kind | None, catalogue: Catalogue) -> Where:
    """Say in numbers who may be found; places a little more generously than asked for.

    Somebody within metres of the edge is let through here, and then judged exactly.
    """
    near, known = filters.near, catalogue.numbers_of
    only = None if filters.people is None else tuple(sorted(known(filters.people).values()))
    return Where(
        any_of=tuple(catalogue.known_facets(sorted(values)) for values in _groups(filters, kind)),
        near=Area(near.point.latitude, near.point.longitude, near.km + EDGE_KM) if near else None,
        only=only,
        without=tuple(sorted(known(filters.exclude).values())),
    )


def _groups(filters: Filters, kind: Kind | None) -> list[set[str]]:
    asked = (
        ("kind", None if kind is None else {kind.value}),
        ("kind", filters.kinds and {each.value for each in filters.kinds}),
        ("place", filters.places and {same_place(each) for each in filters.places}),
        ("visibility", filters.visibility),
        ("area", filters.areas),
        ("language", filters.languages),
        ("available", filters.available),
    )
    return [{f"{name}={value}" for value in values} for name, values in asked if values is not None]


def within(where: Where) -> Where:
    """Give the same without the strip along the edge of a place."""
    near = where.near
    if near is None:
        return where
    return replace(where, near=replace(near, km=max(0.0, near.km - 2 * EDGE_KM)))
