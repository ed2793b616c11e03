"""Evidence in numbers: one unit vector per item, built from the items in a fixed order.

Term weights are (1 + ln tf) x idf, a pair of words times ``bigram_weight``; idf comes from
``Statistics`` (Salton & Buckley 1988; Manning, Raghavan & Schuetze, "Introduction to
Information Retrieval", section 6.4). Similarity is the cosine, so scores of different needs
compare. A row depends on its own item and the statistics only, to the last bit.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from publius.matching.copies import near_copies
from publius.matching.items import Item, joined
from publius.matching.meanings import concepts_of_items
from publius.matching.model import Model
from publius.matching.parameters import Parameters
from publius.matching.standpoints import Denial, Standpoint
from publius.matching.statistics import Statistics, idf_of
from publius.matching.types import Evidence, Kind, Profile

Vector = NDArray[np.float32]
KINDS = tuple(Kind)
VERIFIED, LIVED, UNVERIFIED = range(3)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything a search needs, rows ordered by (person, id); never changed once built.

    ``matrix`` is items x terms with rows of length 1, ``concepts`` items x concepts,
    ``vectors`` items x dimension; ``person`` and ``pool`` give each
    row its person's number and its pool; ``starts`` the first row of each person;
    ``copies`` pairs of rows that say nearly the same; ``profiles`` what is known of people;
    ``days`` is when an item was so (0: it does not age), ``valid_until`` when a badge expires.
    """

    rows: tuple[Evidence, ...]
    people: tuple[str, ...]
    numbers: dict[str, int]
    profiles: Mapping[str, Profile]
    person: NDArray[np.int64]
    starts: NDArray[np.int64]
    statistics: Statistics
    vocabulary: dict[str, int]
    matrix: Any
    concepts: Any
    vectors: NDArray[np.float32]
    standpoints: tuple[frozenset[Standpoint], ...]
    denials: Mapping[int, tuple[Denial, ...]]
    days: NDArray[np.int64]
    valid_until: NDArray[np.int64]
    kind: NDArray[np.int8]
    pool: NDArray[np.int64]
    weight: NDArray[np.float64]
    copies: NDArray[np.int64]


def take_snapshot(
    items: Sequence[Item],
    words: Sequence[str],
    statistics: Statistics,
    profiles: Mapping[str, Profile],
    vectors: Mapping[str, Vector],
    model: Model,
) -> Snapshot:
    """Build the arrays from items in any order; ``words`` names the items' term numbers.

    ``vectors`` holds the encoder's vector of every item, by id.
    """
    parameters = model.parameters
    items = sorted(
        (item for item in items if not item.evidence.hidden),
        key=lambda item: (item.evidence.person, item.evidence.id),
    )
    rows = tuple(item.evidence for item in items)
    people = tuple(dict.fromkeys(row.person for row in rows))
    numbers = {name: number for number, name in enumerate(people)}
    person = np.array([numbers[row.person] for row in rows], dtype=np.int64)
    vocabulary, matrix = _vectors(items, words, statistics, parameters)
    return Snapshot(
        rows=rows,
        people=people,
        numbers=numbers,
        profiles=profiles,
        person=person,
        starts=np.searchsorted(person, np.arange(len(people) + 1)),
        statistics=statistics,
        vocabulary=vocabulary,
        matrix=matrix,
        concepts=concepts_of_items(matrix, vocabulary, model.vocabulary, parameters),
        vectors=_stacked(rows, vectors, model),
        standpoints=tuple(item.standpoints for item in items),
        denials={row: item.denials for row, item in enumerate(items) if item.denials},
        days=np.array([_day(row) for row in rows], dtype=np.int64),
        valid_until=np.array([_ordinal(row.expires) for row in rows], dtype=np.int64),
        kind=np.array([KINDS.index(row.kind) for row in rows], dtype=np.int8),
        pool=np.array([_pool(row, parameters) for row in rows], dtype=np.int64),
        weight=np.array([_trust(row, parameters) for row in rows], dtype=np.float64),
        copies=near_copies(matrix, person, parameters),
    )


def _stacked(
    rows: Sequence[Evidence], vectors: Mapping[str, Vector], model: Model
) -> NDArray[np.float32]:
    if not model.encoder.dimension or not rows:
        return np.zeros((len(rows), model.encoder.dimension), np.float32)
    return np.stack([vectors[row.id] for row in rows])


def _day(row: Evidence) -> int:
    """Give the day from which an item ages; 0 where it does not."""
    ageless = row.kind is Kind.LIVED or row.pinned
    return 0 if ageless else _ordinal(row.at)


def _ordinal(day: date | None) -> int:
    return 0 if day is None else day.toordinal()


def _vectors(
    items: Sequence[Item], words: Sequence[str], statistics: Statistics, parameters: Parameters
) -> tuple[dict[str, int], Any]:
    sizes = np.array([len(item.terms) for item in items], dtype=np.int64)
    ends = np.concatenate([[0], np.cumsum(sizes)])
    numbers = joined([item.terms for item in items])
    vocabulary, columns = _alphabetical(words, np.unique(numbers))
    rarity = _by_column(vocabulary, statistics, parameters)
    values = _log_counts(joined([item.counts for item in items])) * rarity[columns[numbers]]
    shape = (len(items), len(vocabulary))
    matrix = sparse.csr_matrix((values, columns[numbers], ends), shape=shape)
    matrix.sort_indices()
    return vocabulary, _unit_rows(matrix)


def _by_column(
    vocabulary: Mapping[str, int], statistics: Statistics, parameters: Parameters
) -> NDArray[np.float64]:
    df = np.array([statistics.df.get(word, 0) for word in vocabulary], dtype=np.int64)
    # One logarithm per frequency, by the same function that weighs a need.
    known, place = np.unique(df, return_inverse=True)
    idf = np.array([idf_of(each, statistics.items) for each in known.tolist()])
    pair = np.array([" " in word for word in vocabulary], dtype=bool)
    return np.asarray(idf[place] * np.where(pair, parameters.bigram_weight, 1.0))


def _log_counts(counts: NDArray[np.int64]) -> NDArray[np.float64]:
    known, place = np.unique(counts, return_inverse=True)
    return np.array([1 + math.log(each) for each in known.tolist()])[place]


def _alphabetical(
    words: Sequence[str], used: NDArray[np.int64]
) -> tuple[dict[str, int], NDArray[np.int64]]:
    """Number the words in use by the alphabet, so that history leaves no trace."""
    order = sorted(used.tolist(), key=words.__getitem__)
    columns = np.full(len(words), -1, dtype=np.int64)
    columns[order] = np.arange(len(order))
    return {words[number]: column for column, number in enumerate(order)}, columns


def _unit_rows(matrix: Any) -> Any:
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    lengths[lengths == 0] = 1
    matrix.data /= np.repeat(lengths, np.diff(matrix.indptr))
    return matrix


def _pool(row: Evidence, parameters: Parameters) -> int:
    if row.kind is Kind.LIVED:
        return LIVED
    return UNVERIFIED if row.weight < parameters.unverified_below else VERIFIED


def _trust(row: Evidence, parameters: Parameters) -> float:
    """Say how far an item is to be trusted, and what others made of it."""
    trust = max(row.weight, parameters.lived_weight) if row.kind is Kind.LIVED else row.weight
    return trust * row.quality
