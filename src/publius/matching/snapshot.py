"""Evidence in numbers: one unit vector per item, built from the items in a fixed order.

Term weights are (1 + ln tf) x idf, a pair of words times ``bigram_weight``; idf is the
smoothed ln((1 + n) / (1 + df)) + 1, which stays positive in an index of one item
(Salton & Buckley 1988; Manning, Raghavan & Schuetze, "Introduction to Information
Retrieval", section 6.4). Similarity is the cosine, so scores of different needs compare.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from publius.matching.copies import near_copies
from publius.matching.parameters import Parameters
from publius.matching.text import terms_of
from publius.matching.types import Evidence, Kind, Need

KINDS = tuple(Kind)
VERIFIED, LIVED, UNVERIFIED = range(3)


@dataclass(frozen=True, slots=True)
class Item:
    """One item of evidence with its terms as numbers of the index's vocabulary."""

    evidence: Evidence
    terms: NDArray[np.int32]
    counts: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything a search needs, rows ordered by (person, id); never changed once built.

    ``matrix`` is items x terms with rows of length 1; ``person`` and ``pool`` give each
    row its person's number and its pool; ``starts`` the first row of each person;
    ``copies`` pairs of rows that say nearly the same.
    """

    rows: tuple[Evidence, ...]
    people: tuple[str, ...]
    numbers: dict[str, int]
    person: NDArray[np.int64]
    starts: NDArray[np.int64]
    vocabulary: dict[str, int]
    idf: NDArray[np.float64]
    matrix: Any
    kind: NDArray[np.int8]
    pool: NDArray[np.int64]
    weight: NDArray[np.float64]
    copies: NDArray[np.int64]

    def weigh(self, terms: Mapping[str, int], parameters: Parameters) -> dict[str, float]:
        """Weigh a text's terms; words no item knows weigh most, as the rarest would."""
        unknown = math.log(1 + len(self.rows)) + 1
        return {
            term: (1 + math.log(count))
            * (float(self.idf[self.vocabulary[term]]) if term in self.vocabulary else unknown)
            * (parameters.bigram_weight if " " in term else 1)
            for term, count in sorted(terms.items())
        }

    def direction(self, need: Need, parameters: Parameters) -> dict[str, float]:
        """Give the need's terms as a vector of length 1."""
        terms = terms_of(need.text)
        for skill in need.skills:
            terms.update(terms_of(skill))
        weights = self.weigh(terms, parameters)
        length = math.sqrt(math.fsum(value * value for value in weights.values()))
        return {term: value / length for term, value in weights.items()}


def take_snapshot(items: Sequence[Item], words: Sequence[str], parameters: Parameters) -> Snapshot:
    """Build the arrays from items in any order; ``words`` names the items' term numbers."""
    items = sorted(
        (item for item in items if not item.evidence.hidden),
        key=lambda item: (item.evidence.person, item.evidence.id),
    )
    rows = tuple(item.evidence for item in items)
    people = tuple(dict.fromkeys(row.person for row in rows))
    numbers = {name: number for number, name in enumerate(people)}
    person = np.array([numbers[row.person] for row in rows], dtype=np.int64)
    vocabulary, idf, matrix = _vectors(items, words, parameters)
    return Snapshot(
        rows=rows,
        people=people,
        numbers=numbers,
        person=person,
        starts=np.searchsorted(person, np.arange(len(people) + 1)),
        vocabulary=vocabulary,
        idf=idf,
        matrix=matrix,
        kind=np.array([KINDS.index(row.kind) for row in rows], dtype=np.int8),
        pool=np.array([_pool(row, parameters) for row in rows], dtype=np.int64),
        weight=np.array([_trust(row, parameters) for row in rows], dtype=np.float64),
        copies=near_copies(matrix, person, parameters),
    )


def _vectors(
    items: Sequence[Item], words: Sequence[str], parameters: Parameters
) -> tuple[dict[str, int], NDArray[np.float64], Any]:
    sizes = np.array([len(item.terms) for item in items], dtype=np.int64)
    ends = np.concatenate([[0], np.cumsum(sizes)])
    numbers = _joined([item.terms for item in items])
    frequencies = np.bincount(numbers, minlength=len(words))
    vocabulary, columns = _alphabetical(words, frequencies)
    df = np.zeros(len(vocabulary))
    known = columns >= 0
    df[columns[known]] = frequencies[known]
    idf = np.log((1 + len(items)) / (1 + df)) + 1
    values = (1 + np.log(_joined([item.counts for item in items]))) * idf[columns[numbers]]
    pair = np.array([" " in word for word in words], dtype=bool)
    values[pair[numbers]] *= parameters.bigram_weight
    shape = (len(items), len(vocabulary))
    matrix = sparse.csr_matrix((values, columns[numbers], ends), shape=shape)
    matrix.sort_indices()
    return vocabulary, idf, _unit_rows(matrix)


def _joined(parts: Sequence[NDArray[np.int32]]) -> NDArray[np.int64]:
    if not parts:
        return np.zeros(0, dtype=np.int64)
    return np.concatenate(parts).astype(np.int64)


def _alphabetical(
    words: Sequence[str], frequencies: NDArray[np.int64]
) -> tuple[dict[str, int], NDArray[np.int64]]:
    """Number the words in use by the alphabet, so that history leaves no trace."""
    used = sorted(np.flatnonzero(frequencies).tolist(), key=words.__getitem__)
    columns = np.full(len(words), -1, dtype=np.int64)
    columns[used] = np.arange(len(used))
    return {words[number]: column for column, number in enumerate(used)}, columns


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
    return max(row.weight, parameters.lived_weight) if row.kind is Kind.LIVED else row.weight
