"""One way to score, used for a whole index and for a single person alike.

An item's value is similarity x trust x recency x place; see ``pooling`` for what follows.
Each row is computed by itself and in a fixed order, so a person's score does not depend,
even in its last bit, on who else is looked at.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from publius.matching.filtering import eligible_rows, same_place
from publius.matching.parameters import Parameters
from publius.matching.pooling import parts_in_millionths
from publius.matching.snapshot import Snapshot
from publius.matching.types import Evidence, Facet, Filters, Kind

DAYS_PER_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Scores:
    """Which rows were looked at for one side of a need and what each adds, in millionths."""

    rows: NDArray[np.int64]
    parts: NDArray[np.int64]
    direction: Mapping[str, float]


def score(
    snapshot: Snapshot,
    side: Facet,
    filters: Filters,
    today: date | None,
    parameters: Parameters,
) -> Scores:
    """Score the items that may count for one side of a need."""
    direction = snapshot.direction(side, parameters)
    rows = eligible_rows(snapshot, side.kind, filters)
    values = _similarities(snapshot, rows, direction) * snapshot.weight[rows]
    met = np.flatnonzero(values > 0)
    for position in met.tolist() if today or side.place else []:
        values[position] *= _circumstance(snapshot.rows[rows[position]], side, today, parameters)
    _count_copies_once(values, rows, snapshot)
    parts = parts_in_millionths(values, snapshot.person[rows], snapshot.pool[rows], parameters)
    return Scores(rows, parts, direction)


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


def _circumstance(row: Evidence, side: Facet, today: date | None, parameters: Parameters) -> float:
    factor = recency(row, today, parameters)
    if side.place and row.place and same_place(side.place) != same_place(row.place):
        factor *= parameters.elsewhere
    return factor


def recency(row: Evidence, today: date | None, parameters: Parameters) -> float:
    """Say how much an item's age leaves of it.

    What somebody lived, what they pinned and a badge that is still valid do not age.

    >>> old = Evidence("e", "Ada", Kind.PRACTICAL, "Cab", "role", at=date(2000, 1, 1))
    >>> recency(old, date(2026, 1, 1), Parameters())
    0.5
    """
    if today is None or row.at is None or row.kind is Kind.LIVED or row.pinned:
        return 1.0
    if row.expires is not None and today <= row.expires:
        return 1.0
    years = max(0, (today - row.at).days) / DAYS_PER_YEAR
    return max(parameters.recency_floor, math.pow(2, -years / parameters.half_life_years))


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
