"""The same model by brute force in float64: every entry of everybody, for every need.

It shares no code with the index: weights, frequencies, filters and distances are worked out
from the people's rows here, by their formulas. It is slow, and it is right.
"""

import numpy as np
from numpy.typing import NDArray

from publius.matching.impact import People, Query

K1, B = 1.2, 0.75
AT_ONCE = 65_536


def best_by_force(rows: People, query: Query, average: float, top: int) -> list[int]:
    """Give the keys of the best, equals in no particular order."""
    scores = _scores(rows, query, average)
    scores[~_allowed(rows, query)] = 0
    order = np.argsort(-scores, kind="stable")[:top]
    return [int(rows.keys[at]) for at in order if scores[at] > 0]


def _scores(rows: People, query: Query, average: float) -> NDArray[np.float64]:
    column = np.full(int(rows.terms.max()) + 1, -1)
    column[query.terms] = np.arange(len(query.terms))
    found = [_weights(rows, column, average, first) for first in range(0, len(rows), AT_ONCE)]
    cell = np.concatenate([cells for cells, _ in found])
    wtf = np.concatenate([weights for _, weights in found])
    person, term = np.divmod(cell, len(query.terms))
    df = np.bincount(term, minlength=len(query.terms))
    idf = np.log(1 + (len(rows) - df + 0.5) / (df + 0.5))
    worth = (query.weights * idf)[term] * wtf * (K1 + 1) / (wtf + K1)
    return np.bincount(person, weights=worth, minlength=len(rows))


def _weights(
    rows: People, column: NDArray[np.int64], average: float, first: int
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Sum what the items of some people say about each term of a need."""
    last = min(first + AT_ONCE, len(rows))
    items = np.arange(rows.starts[first], rows.starts[last])
    entries = slice(int(rows.ends[items[0]]), int(rows.ends[items[-1] + 1]))
    term = column[rows.terms[entries]]
    hit = np.flatnonzero(term >= 0)
    lengths = np.diff(rows.ends[items[0] : items[-1] + 2])
    item = np.repeat(items, lengths)[hit]
    person = np.searchsorted(rows.starts, item, side="right") - 1
    weight = rows.weights[item] / (1 - B + B * lengths[item - items[0]] / average)
    width = int(column.max()) + 1
    cells, place = np.unique(person * width + term[hit], return_inverse=True)
    return cells, np.bincount(place, weights=weight, minlength=len(cells))


def _allowed(rows: People, query: Query) -> NDArray[np.bool_]:
    allowed = np.ones(len(rows), dtype=bool)
    owner = np.repeat(np.arange(len(rows)), np.diff(rows.facet_starts))
    for group in query.where.any_of:
        allowed &= np.bincount(owner[np.isin(rows.facets, group)], minlength=len(rows)) > 0
    near = query.where.near
    if near is not None:
        north, south = np.radians(near.latitude), np.radians(rows.latitude.astype(float))
        east = np.radians(rows.longitude.astype(float) - near.longitude)
        cosine = np.sin(north) * np.sin(south) + np.cos(north) * np.cos(south) * np.cos(east)
        allowed &= 6371.0088 * np.arccos(np.clip(cosine, -1, 1)) <= near.km
    return allowed
