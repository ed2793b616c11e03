"""One way to score, used for a whole index and for a single person alike.

An item's value is similarity x weight x recency x place; see ``pooling`` for what follows.
Each row is computed by itself and in a fixed order, so a person's score does not depend,
even in its last bit, on who else is looked at.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from publius.matching.parameters import Parameters
from publius.matching.pooling import parts_in_millionths
from publius.matching.snapshot import KINDS, Snapshot
from publius.matching.types import Evidence, Filters, Kind, Need

DAYS_PER_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Scores:
    """Which rows were looked at and what each adds, in millionths."""

    rows: NDArray[np.int64]
    parts: NDArray[np.int64]


def score(
    snapshot: Snapshot,
    need: Need,
    direction: Mapping[str, float],
    filters: Filters,
    today: date | None,
    parameters: Parameters,
) -> Scores:
    """Score the items that may count for a need; ``direction`` is its unit vector."""
    rows = eligible_rows(snapshot, need, filters)
    values = _similarities(snapshot, rows, direction) * snapshot.weight[rows]
    met = np.flatnonzero(values > 0)
    for position in met.tolist() if today or need.place else []:
        values[position] *= _circumstance(snapshot.rows[rows[position]], need, today, parameters)
    _count_copies_once(values, rows, snapshot)
    return Scores(
        rows, parts_in_millionths(values, snapshot.person[rows], snapshot.pool[rows], parameters)
    )


def eligible_rows(snapshot: Snapshot, need: Need, filters: Filters) -> NDArray[np.int64]:
    """Find the rows a need and filters leave: evidence of another kind does not count at all."""
    rows = _rows_of_people(snapshot, filters)
    for kinds in (filters.kinds, None if need.kind is None else {need.kind}):
        if kinds is not None:
            codes = [KINDS.index(kind) for kind in kinds]
            rows = rows[np.isin(snapshot.kind[rows], codes)]
    if filters.places is not None:
        places = {_same(place) for place in filters.places}
        named = [_same(snapshot.rows[row].place or "") in places for row in rows.tolist()]
        rows = rows[np.array(named, dtype=bool)]
    return rows


def _rows_of_people(snapshot: Snapshot, filters: Filters) -> NDArray[np.int64]:
    out = [snapshot.numbers[name] for name in filters.exclude if name in snapshot.numbers]
    if filters.people is None:
        rows = np.arange(len(snapshot.rows))
        return rows[~np.isin(snapshot.person, out)] if out else rows
    wanted = sorted(
        snapshot.numbers[name]
        for name in filters.people - filters.exclude
        if name in snapshot.numbers
    )
    starts = snapshot.starts
    spans = [np.arange(starts[number], starts[number + 1]) for number in wanted]
    return np.concatenate([np.zeros(0, dtype=np.int64), *spans])


def _similarities(
    snapshot: Snapshot, rows: NDArray[np.int64], direction: Mapping[str, float]
) -> NDArray[np.float64]:
    vector = np.zeros(len(snapshot.vocabulary))
    for term, value in direction.items():
        if term in snapshot.vocabulary:
            vector[snapshot.vocabulary[term]] = value
    if len(rows) * 2 < len(snapshot.rows):
        return np.asarray(snapshot.matrix[rows] @ vector)
    return np.asarray(snapshot.matrix @ vector)[rows]


def _circumstance(row: Evidence, need: Need, today: date | None, parameters: Parameters) -> float:
    factor = recency(row, today, parameters)
    if need.place and row.place and _same(need.place) != _same(row.place):
        factor *= parameters.elsewhere
    return factor


def recency(row: Evidence, today: date | None, parameters: Parameters) -> float:
    """Say how much an item's age leaves of it; lived experience does not age.

    >>> old = Evidence("e", "Ada", Kind.PRACTICAL, "Cab", "role", at=date(2000, 1, 1))
    >>> recency(old, date(2026, 1, 1), Parameters())
    0.5
    """
    if today is None or row.at is None or row.kind is Kind.LIVED:
        return 1.0
    years = max(0, (today - row.at).days) / DAYS_PER_YEAR
    return max(parameters.recency_floor, math.pow(2, -years / parameters.half_life_years))


def _same(place: str) -> str:
    return " ".join(place.split()).casefold()


def _count_copies_once(
    values: NDArray[np.float64], rows: NDArray[np.int64], snapshot: Snapshot
) -> None:
    """Set to nothing the lesser of two near copies; ``rows`` is in ascending order."""
    if not len(snapshot.copies) or not len(rows):
        return
    at = np.minimum(np.searchsorted(rows, snapshot.copies), len(rows) - 1)
    at = at[(rows[at] == snapshot.copies).all(axis=1)]
    first, second = values[at[:, 0]], values[at[:, 1]]
    lesser = np.where(
        (second < first) | ((second == first) & (at[:, 0] < at[:, 1])), at[:, 1], at[:, 0]
    )
    values[lesser] = 0
