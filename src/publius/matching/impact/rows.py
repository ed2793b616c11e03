"""What goes in, in numbers: people with weighted items of terms, needs, and filters.

The engine knows no words: a term is a number, a person is a whole-number key, a filter value is
a number too. What they stand for is the business of whoever calls it.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from publius.matching.impact.errors import BadRowsError

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
MOST_TERMS = 2**31 - 2


@dataclass(frozen=True, slots=True)
class People:
    """Some people and what they say, as arrays; n people, m items, e entries (term and count).

    - ``keys`` (n): who, each once. ``starts`` (n + 1): where each person's items begin.
    - ``weights`` (m): how much each item counts, 0 or more. ``ends`` (m + 1): where each item's
      entries begin. ``terms``, ``counts`` (e): the entries; a term may stand there twice.
    - ``facet_starts`` (n + 1), ``facets``: the filter values each person has.
    - ``latitude``, ``longitude`` (n): degrees, NaN where nobody knows.

    >>> ada = people([(7, [(1.0, {3: 2, 5: 1})])])
    >>> ada.keys.tolist(), ada.terms.tolist(), ada.lengths().tolist()
    ([7], [3, 5], [3])
    """

    keys: Ints
    starts: Ints
    weights: Floats
    ends: Ints
    terms: NDArray[np.int32]
    counts: NDArray[np.int32]
    facet_starts: Ints
    facets: NDArray[np.int32]
    latitude: NDArray[np.float32]
    longitude: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.keys)

    def lengths(self) -> Ints:
        """Count the terms each item has, repeats included."""
        before = np.concatenate([[0], np.cumsum(self.counts, dtype=np.int64)])
        return np.diff(before[self.ends])


Rows = Callable[[Ints], People]
"""Gives the evidence rows of the people asked for, in the same order; the truth behind the index.

Somebody who is not there any more comes back without items.
"""


@dataclass(frozen=True, slots=True)
class Area:
    """Everywhere within some kilometres of a point."""

    latitude: float
    longitude: float
    km: float


@dataclass(frozen=True, slots=True)
class Where:
    """Who may be found: one value of every group in ``any_of``, near, among, and not among.

    >>> Where(any_of=((1, 2), (9,))).near is None
    True
    """

    any_of: tuple[tuple[int, ...], ...] = ()
    near: Area | None = None
    only: tuple[int, ...] | None = None
    without: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """One need in numbers: each term once, with how much it matters; ``id`` decides ties."""

    id: str
    terms: NDArray[np.int32]
    weights: Floats
    where: Where = Where()

    def __post_init__(self) -> None:
        if len(self.weights) != len(self.terms):
            raise BadRowsError(
                "lengths", field="weights", found=len(self.weights), expected=len(self.terms)
            )
        check_weights("weights", self.weights)
        check_terms(self.terms)


Person = tuple[int, list[tuple[float, dict[int, int]]]]


def people(
    entries: list[Person],
    *,
    facets: dict[int, list[int]] | None = None,
    places: dict[int, tuple[float, float]] | None = None,
) -> People:
    """Put people written by hand into arrays: (key, [(weight, {term: count})]).

    >>> people([]).starts.tolist()
    [0]
    """
    entries = sorted(entries, key=lambda person: person[0])
    items = [item for _, theirs in entries for item in theirs]
    values = [(facets or {}).get(key, []) for key, _ in entries]
    points = [(places or {}).get(key, (np.nan, np.nan)) for key, _ in entries]
    return People(
        keys=np.array([key for key, _ in entries], dtype=np.int64),
        starts=offsets([len(theirs) for _, theirs in entries]),
        weights=np.array([weight for weight, _ in items], dtype=np.float64),
        ends=offsets([len(terms) for _, terms in items]),
        terms=np.array([term for _, terms in items for term in terms], dtype=np.int32),
        counts=np.array([n for _, terms in items for n in terms.values()], dtype=np.int32),
        facet_starts=offsets([len(each) for each in values]),
        facets=np.array([value for each in values for value in each], dtype=np.int32),
        latitude=np.array([point[0] for point in points], dtype=np.float32),
        longitude=np.array([point[1] for point in points], dtype=np.float32),
    )


def offsets(sizes: list[int] | NDArray[np.bool_] | Ints) -> Ints:
    """Say where each of several runs of these sizes begins, and where the last one ends.

    >>> offsets([2, 0, 3]).tolist()
    [0, 2, 2, 5]
    """
    return np.concatenate([[0], np.cumsum(np.asarray(sizes, dtype=np.int64))]).astype(np.int64)


def spans(begin: Ints, end: Ints) -> Ints:
    """List the whole numbers of many ranges, one range after the other.

    >>> spans(np.array([5, 0]), np.array([7, 3])).tolist()
    [5, 6, 0, 1, 2]
    """
    sizes = end - begin
    shift = np.repeat(begin - offsets(sizes)[:-1], sizes)
    return np.arange(int(sizes.sum()), dtype=np.int64) + shift


def check_people(rows: People) -> None:
    """Refuse arrays that do not belong together, before anything is built from them."""
    check_keys(rows.keys)
    for field, found, expected in (
        ("starts", len(rows.starts), len(rows) + 1),
        ("ends", len(rows.ends), len(rows.weights) + 1),
        ("counts", len(rows.counts), len(rows.terms)),
        ("facet_starts", len(rows.facet_starts), len(rows) + 1),
        ("latitude", len(rows.latitude), len(rows)),
        ("longitude", len(rows.longitude), len(rows)),
    ):
        if found != expected:
            raise BadRowsError("lengths", field=field, found=found, expected=expected)
    check_weights("weights", rows.weights)
    check_terms(rows.terms)


def check_keys(keys: Ints) -> None:
    ordered = np.sort(keys)
    twice = ordered[1:][ordered[1:] == ordered[:-1]]
    if len(twice):
        raise BadRowsError("keys", key=int(twice[0]))
    if len(keys) and ordered[0] < 0:
        raise BadRowsError("negative_key", key=int(ordered[0]))


def check_weights(field: str, weights: Floats) -> None:
    if len(weights) and not (np.isfinite(weights).all() and weights.min() >= 0):
        bad = weights[~(np.isfinite(weights) & (weights >= 0))]
        raise BadRowsError("weights", field=field, value=bad[0])


def check_terms(terms: NDArray[np.int32]) -> None:
    if len(terms) and not 0 <= terms.min() <= terms.max() <= MOST_TERMS:
        raise BadRowsError("terms", value=terms.min() if terms.min() < 0 else terms.max())
