"""What a need's kind and the filters leave: evidence of another kind does not count at all."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from publius.matching.distance import is_near
from publius.matching.snapshot import KINDS, Snapshot
from publius.matching.types import Filters, Kind, Near, Point, Profile


def eligible_rows(snapshot: Snapshot, kind: Kind | None, filters: Filters) -> NDArray[np.int64]:
    """Find the rows that may count, in ascending order."""
    rows = _rows_of_people(snapshot, filters)
    for kinds in (filters.kinds, None if kind is None else {kind}):
        if kinds is not None:
            codes = [KINDS.index(each) for each in kinds]
            rows = rows[np.isin(snapshot.kind[rows], codes)]
    if filters.places is not None:
        places = {same_place(place) for place in filters.places}
        named = [same_place(snapshot.rows[row].place or "") in places for row in rows.tolist()]
        rows = rows[np.array(named, dtype=bool)]
    if filters.visibility is not None:
        seen = [snapshot.rows[row].visibility in filters.visibility for row in rows.tolist()]
        rows = rows[np.array(seen, dtype=bool)]
    return rows


def keeps_person(profile: Profile | None, filters: Filters) -> bool:
    """Say whether what is known of somebody meets the filters; not saying is not meeting.

    >>> keeps_person(Profile("Ada", languages=("cy",)), Filters(languages=frozenset({"cy"})))
    True
    >>> keeps_person(None, Filters(areas=frozenset({"north"})))
    False
    """
    known = profile or Profile("nobody")
    return (
        (filters.areas is None or known.area in filters.areas)
        and shares_one(filters.languages, known.languages)
        and shares_one(filters.available, known.available)
        and (
            filters.near is None or (known.point is not None and is_near(known.point, filters.near))
        )
    )


def same_place(place: str) -> str:
    """Write a place's name so that small differences of writing do not matter."""
    return " ".join(place.split()).casefold()


def shares_one(wanted: frozenset[str] | None, known: Iterable[str]) -> bool:
    """Say whether any of what is wanted is known, or nothing is wanted."""
    return wanted is None or not wanted.isdisjoint(known)


def is_within(near: Near | None, point: Point | None) -> bool:
    """Say whether somebody lives near enough, or that is not asked."""
    return near is None or (point is not None and is_near(point, near))


def _rows_of_people(snapshot: Snapshot, filters: Filters) -> NDArray[np.int64]:
    about_people = (filters.areas, filters.languages, filters.available, filters.near)
    if filters.people is None and not filters.exclude and about_people == (None,) * 4:
        return np.arange(len(snapshot.rows))
    names = snapshot.people if filters.people is None else sorted(filters.people)
    kept = [
        snapshot.numbers[name]
        for name in names
        if name in snapshot.numbers
        and name not in filters.exclude
        and keeps_person(snapshot.profiles.get(name), filters)
    ]
    starts = snapshot.starts
    spans = [np.arange(starts[number], starts[number + 1]) for number in kept]
    return np.concatenate([np.zeros(0, dtype=np.int64), *spans])
