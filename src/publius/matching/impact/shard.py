"""Up to 65,536 people, turned round: for every term who has it and how much, in three bytes.

A term that a third of the people or more have is kept as one byte per person instead.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from publius.matching.impact.model import FIXED, MOST_SHARE, Model, bytes_of
from publius.matching.impact.rows import Ints, People, offsets, spans

SHARD_PEOPLE = 65_536
DENSE_FROM = 1 / 3


@dataclass(frozen=True, slots=True)
class Shard:
    """The arrays of one shard; all of them are read straight from disk.

    ``pointers`` say where each term's ``ids`` (numbers of people within the shard) and ``impacts``
    (bytes) stand: the terms in ``terms``, ascending, or, where that is empty, all terms from 0.
    ``dense_terms`` and ``dense`` hold the terms of many, one row each. ``facets``,
    ``facet_pointers`` and ``facet_ids`` are the people of each filter value. ``by_key`` orders
    the people by key; empty where they are. ``box`` is south, north, west, east.
    """

    keys: Ints
    by_key: NDArray[np.uint16]
    terms: NDArray[np.int32]
    pointers: NDArray[np.int32]
    ids: NDArray[np.uint16]
    impacts: NDArray[np.uint8]
    dense_terms: NDArray[np.int32]
    dense: NDArray[np.uint8]
    facets: NDArray[np.int32]
    facet_pointers: NDArray[np.int32]
    facet_ids: NDArray[np.uint16]
    latitude: NDArray[np.float32]
    longitude: NDArray[np.float32]
    box: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.keys)

    def holders(self, facet: int) -> NDArray[np.uint16]:
        """Number the people who have a filter value."""
        at = int(np.searchsorted(self.facets, facet))
        if at == len(self.facets) or self.facets[at] != facet:
            return self.facet_ids[:0]
        return self.facet_ids[self.facet_pointers[at] : self.facet_pointers[at + 1]]

    def listed(self) -> NDArray[np.int32]:
        """Name the term of every pointer."""
        return self.terms if len(self.terms) else np.arange(len(self.pointers) - 1, dtype=np.int32)

    def places_of(self, first: Ints, beyond: Ints) -> Ints:
        """Number the people whose keys lie in any of several ranges."""
        sorter = self.by_key if len(self.by_key) else None
        begin = np.searchsorted(self.keys, first, sorter=sorter)
        end = np.searchsorted(self.keys, beyond, sorter=sorter)
        places = spans(begin, np.maximum(begin, end))
        return places if sorter is None else sorter[places].astype(np.int64)


ARRAYS = tuple(field.name for field in fields(Shard))
# For every term from 0: where its list begins; then the lists of people and of their impacts.
Turned = tuple[Ints, NDArray[np.uint16], NDArray[np.uint8]]
Turn = Callable[[People, Model, float], Turned]
# One posting: which term, which person of the shard, which impact.
Postings = tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.uint8]]


def build_shard(rows: People, model: Model, average: float, turn: Turn | None = None) -> Shard:
    """Add up what each person's items say about each term, and turn it round."""
    pointers, person, impacts = (turn or turn_round)(rows, model, average)
    facet_person = np.repeat(np.arange(len(rows)), np.diff(rows.facet_starts))
    return _assemble(
        rows.keys,
        (None, pointers, person, impacts),
        (rows.facets, facet_person),
        (rows.latitude, rows.longitude),
    )


def turn_round(rows: People, model: Model, average: float) -> Turned:
    """List for every term from 0 who has it, in order, and with which impact."""
    by_term = _by_term(rows, model, average)
    person = by_term.indices
    new = np.ones(len(person), dtype=bool)
    new[1:] = person[1:] != person[:-1]
    begins = by_term.indptr[:-1]
    new[begins[np.diff(by_term.indptr) > 0]] = True
    first = np.flatnonzero(new)
    sums = np.add.reduceat(by_term.data, first, dtype=np.int64) if len(first) else first
    pointers = offsets(new)[by_term.indptr]
    if len(sums) and not sums.min():  # items of weight 0 say nothing
        pointers = offsets(sums > 0)[pointers]
        first, sums = first[sums > 0], sums[sums > 0]
    return pointers, person[first].astype(np.uint16), bytes_of(model, sums)


def _by_term(rows: People, model: Model, average: float) -> Any:
    """Sort the entries by term, then by person; scipy counts, it does not compare."""
    shares = np.ceil(model.shares(rows.weights, rows.lengths(), average) * FIXED)
    each = np.repeat(shares, np.diff(rows.ends)) * rows.counts
    data = np.minimum(each, MOST_SHARE).astype(np.int32)
    width = int(rows.terms.max()) + 1 if len(rows.terms) else 1
    by_person = sparse.csr_matrix(
        (data, rows.terms, rows.ends[rows.starts]), shape=(len(rows), width)
    )
    return by_person.tocsc()


def combine(shards: list[Shard], alive: list[NDArray[np.bool_]]) -> Shard:
    """Make one shard of those people of several who are alive."""
    kept = np.concatenate(alive)
    place = np.where(kept, np.cumsum(kept) - 1, -1).astype(np.int32)
    pairs = list(zip(shards, np.split(place, np.cumsum([len(s) for s in shards])), strict=False))
    terms, person, impacts = _joined([_moved(postings(shard), new) for shard, new in pairs])
    facets, holder, _ = _joined([_moved(_facets_of(shard), new) for shard, new in pairs])
    found, pointers, (person, impacts) = _turned(terms, person, impacts)
    return _assemble(
        np.concatenate([shard.keys for shard in shards])[kept],
        (found, pointers, person.astype(np.uint16), impacts),
        (facets, holder),
        (
            np.concatenate([shard.latitude for shard in shards])[kept],
            np.concatenate([shard.longitude for shard in shards])[kept],
        ),
    )


def postings(shard: Shard) -> Postings:
    """Spell out who has which term, dense terms included."""
    term = np.repeat(shard.listed(), np.diff(shard.pointers))
    row, person = np.nonzero(shard.dense)
    return (
        np.concatenate([term, shard.dense_terms[row]]),
        np.concatenate([shard.ids.astype(np.int32), person.astype(np.int32)]),
        np.concatenate([shard.impacts, shard.dense[row, person]]),
    )


def _facets_of(shard: Shard) -> Postings:
    holder = shard.facet_ids.astype(np.int32)
    facet = np.repeat(shard.facets, np.diff(shard.facet_pointers))
    return facet, holder, np.zeros(len(holder), dtype=np.uint8)


def _moved(found: Postings, new: NDArray[np.int32]) -> Postings:
    term, person, impact = found
    kept = new[person] >= 0
    return term[kept], new[person[kept]], impact[kept]


def _joined(parts: list[Postings]) -> Postings:
    terms, people, impacts = zip(*parts, strict=True)
    return np.concatenate(terms), np.concatenate(people), np.concatenate(impacts)


def _turned(
    terms: NDArray[np.int32], person: NDArray[np.int32], values: NDArray[np.uint8]
) -> tuple[NDArray[np.int32], Ints, tuple[NDArray[np.int32], NDArray[np.uint8]]]:
    """Sort postings by term and person: the terms there are, their pointers, people, values."""
    order = np.lexsort((person, terms))
    found, sizes = np.unique(terms, return_counts=True)
    return found.astype(np.int32), offsets(sizes), (person[order], values[order])


def _assemble(
    keys: Ints,
    lists: tuple[NDArray[np.int32] | None, Ints, NDArray[np.uint16], NDArray[np.uint8]],
    facets: tuple[NDArray[np.int32], NDArray[Any]],
    place: tuple[NDArray[np.float32], NDArray[np.float32]],
) -> Shard:
    """Set the terms of many apart, turn the filter values round, and note where everybody is.

    Without terms the pointers are of all terms from 0.
    """
    terms, pointers, ids, impacts = lists
    if terms is None:
        terms = np.arange(len(pointers) - 1, dtype=np.int32)
    sizes = np.diff(pointers)
    many = sizes > len(keys) * DENSE_FROM
    listed, listed_pointers = _listed(terms, np.where(many, 0, sizes))
    values, facet_pointers, (holders, _) = _turned(*facets, np.zeros(len(facets[0]), np.uint8))
    latitude, longitude = (column.astype(np.float32) for column in place)
    return Shard(
        keys=keys,
        by_key=_order_of(keys),
        terms=listed,
        pointers=listed_pointers,
        ids=_without(ids, pointers, np.flatnonzero(many)),
        impacts=_without(impacts, pointers, np.flatnonzero(many)),
        dense_terms=terms[many],
        dense=_dense_rows(np.flatnonzero(many), lists, len(keys)),
        facets=values,
        facet_pointers=facet_pointers.astype(np.int32),
        facet_ids=holders.astype(np.uint16),
        latitude=latitude,
        longitude=longitude,
        box=_box_around(latitude, longitude),
    )


def _listed(terms: NDArray[np.int32], sizes: Ints) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Choose between a pointer for every term there is and one for each in use."""
    used = np.flatnonzero(sizes)
    width = int(terms[used[-1]]) + 1 if len(used) else 0
    if width > 2 * len(used):
        return terms[used], offsets(sizes[used]).astype(np.int32)
    full = np.zeros(width, dtype=np.int64)
    full[terms[used]] = sizes[used]
    return terms[:0], offsets(full).astype(np.int32)


def _without(array: NDArray[Any], pointers: Ints, many: Ints) -> NDArray[Any]:
    """Leave out the lists of some terms: copying what lies between them is quickest."""
    edges = [0, *np.column_stack([pointers[many], pointers[many + 1]]).ravel().tolist(), len(array)]
    return np.concatenate([array[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)])


def _dense_rows(many: Ints, lists: Any, people: int) -> NDArray[np.uint8]:
    _, pointers, ids, impacts = lists
    dense = np.zeros((len(many), people), dtype=np.uint8)
    for row, at in enumerate(many.tolist()):
        run = slice(int(pointers[at]), int(pointers[at + 1]))
        dense[row, ids[run]] = impacts[run]
    return dense


def _order_of(keys: Ints) -> NDArray[np.uint16]:
    if not len(keys) or (np.diff(keys) > 0).all():
        return np.zeros(0, dtype=np.uint16)
    return np.argsort(keys, kind="stable").astype(np.uint16)


def _box_around(
    latitude: NDArray[np.float32], longitude: NDArray[np.float32]
) -> NDArray[np.float32]:
    known = ~(np.isnan(latitude) | np.isnan(longitude))
    if not known.any():
        return np.full(4, np.nan, dtype=np.float32)
    north, east = latitude[known], longitude[known]
    return np.array([north.min(), north.max(), east.min(), east.max()], dtype=np.float32)


def frequencies(shard: Shard, width: int, rows: NDArray[np.bool_] | None = None) -> Ints:
    """Count how many of a shard's people (of some of them) have each term."""
    counts, listed = np.zeros(width, dtype=np.int64), shard.listed()
    if rows is None:
        counts[listed] = np.diff(shard.pointers)
        counts[shard.dense_terms] = np.count_nonzero(shard.dense, axis=1)
        return counts
    hits = np.flatnonzero(rows[shard.ids])
    at = np.searchsorted(shard.pointers, hits, side="right") - 1
    counts += np.bincount(listed[at], minlength=width)
    counts[shard.dense_terms] = np.count_nonzero(shard.dense[:, rows], axis=1)
    return counts


def width_of(shard: Shard) -> int:
    """Give the smallest number above every term of a shard."""
    return 1 + max(int(terms.max(initial=-1)) for terms in (shard.listed(), shard.dense_terms))
