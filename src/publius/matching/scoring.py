"""One way to score, used for a whole index and for a single person alike.

An item's value is similarity x trust x recency x place; see ``similarity`` for the first and
``pooling`` for what follows. Each row is computed by itself and in a fixed order, so a
person's score does not depend, even in its last bit, on who else is looked at.
"""

import math
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from publius.matching.aims import Aim
from publius.matching.filtering import eligible_rows, same_place
from publius.matching.parameters import Parameters
from publius.matching.pooling import parts_in_millionths
from publius.matching.similarity import similarities
from publius.matching.snapshot import Snapshot
from publius.matching.types import Filters

DAYS_PER_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Scores:
    """Which rows were looked at for one side of a need and what each adds, in millionths."""

    aim: Aim
    rows: NDArray[np.int64]
    parts: NDArray[np.int64]


def score(
    snapshot: Snapshot, aim: Aim, filters: Filters, today: date | None, parameters: Parameters
) -> Scores:
    """Score the items that may count for one side of a need."""
    rows = eligible_rows(snapshot, aim.side.kind, filters)
    values = similarities(snapshot, rows, aim, parameters) * snapshot.weight[rows]
    if today is not None:
        values *= _recencies(snapshot, rows, today, parameters)
    if aim.side.place:
        values *= _nearness(snapshot, rows, aim.side.place, parameters)
    _count_copies_once(values, rows, snapshot)
    parts = parts_in_millionths(values, snapshot.person[rows], snapshot.pool[rows], parameters)
    return Scores(aim, rows, parts)


def _recencies(
    snapshot: Snapshot, rows: NDArray[np.int64], today: date, parameters: Parameters
) -> NDArray[np.float64]:
    now = today.toordinal()
    ages = np.where(snapshot.days[rows] > 0, now - snapshot.days[rows], 0)
    ages[snapshot.valid_until[rows] >= now] = 0
    # One power per age: the same function on the same number, whatever stands beside it.
    known, place = np.unique(np.maximum(ages, 0), return_inverse=True)
    return np.array([left_after(age, parameters) for age in known.tolist()])[place]


def _nearness(
    snapshot: Snapshot, rows: NDArray[np.int64], sought: str, parameters: Parameters
) -> NDArray[np.float64]:
    named = [snapshot.rows[row].place for row in rows.tolist()]
    here = same_place(sought)
    away = [bool(place) and same_place(place or "") != here for place in named]
    return np.where(np.array(away, dtype=bool), parameters.elsewhere, 1.0)


def left_after(days: int, parameters: Parameters) -> float:
    """Say how much so many days leave of an item that ages.

    What somebody lived, what they pinned and a badge that is still valid do not age.

    >>> left_after(30 * 365, Parameters())
    0.5
    """
    halved = math.pow(2, -days / DAYS_PER_YEAR / parameters.half_life_years)
    return max(parameters.recency_floor, halved)


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
