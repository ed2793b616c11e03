"""What texts are about, as concepts of the vocabulary: evidence softly, needs also by phrase.

A text's vector of concepts is its vector of terms times the weights of terms for concepts
(``vocabulary.weights``), with what is faint left out and the rest squared: then a text is about
the few concepts it says most of, and stray words weigh next to nothing.
"""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from publius.matching.model import Model
from publius.matching.parameters import Parameters
from publius.matching.types import Facet
from publius.matching.vocabulary import Vocabulary
from publius.matching.vocabulary.phrases import words_of
from publius.matching.vocabulary.vectors import concept_vectors

ROWS_AT_ONCE = 20_000
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sought:
    """The concepts a need asks for as a vector of length 1, and how far to go by them.

    ``trust`` is 0 where the vocabulary hardly knows what the need speaks of, 1 where it does. The
    phrases of mere subjects do not add to it: they are said in every field.
    """

    vector: Floats
    trust: float


def concepts_of_items(
    matrix: Any, columns: Mapping[str, int], vocabulary: Vocabulary, parameters: Parameters
) -> Any:
    """Give items x concepts from items x terms; rows are at most 1 long, shorter if faint."""
    weights = _weights_by_column(columns, vocabulary)
    shape = (0, len(vocabulary))
    parts = [sparse.csr_matrix(shape)]
    for start in range(0, matrix.shape[0], ROWS_AT_ONCE):
        rough = (matrix[start : start + ROWS_AT_ONCE] @ weights).tocsr()
        parts.append(_sharpened_rows(rough, parameters))
    return sparse.vstack(parts, format="csr")


def sought_by(
    side: Facet, direction: Mapping[str, float], vector: NDArray[np.float32], model: Model
) -> Sought:
    """Give the concepts of one side of a need: from its words, its phrases and its vector."""
    by_words = _sought_by_words(side, direction, model.vocabulary, model.parameters)
    near, trust = _near(vector, model)
    both = by_words.trust * by_words.vector + trust * model.parameters.vector_concepts * near
    if not trust:
        return by_words
    return Sought(_unit(both), max(by_words.trust, trust))


def _sought_by_words(
    side: Facet, direction: Mapping[str, float], vocabulary: Vocabulary, parameters: Parameters
) -> Sought:
    rough = np.zeros(len(vocabulary))
    for term, value in direction.items():
        for number, weight in vocabulary.term_weights.get(term, ()):
            rough[number] += value * weight
    closest = float(rough.max(initial=0))
    kept = np.where(rough >= parameters.faint * closest, rough, 0) ** 2
    said, share = _said(side, vocabulary, parameters)
    trust = _ramp(max(closest, share), parameters.meaning_from, parameters.meaning_full)
    return Sought(_unit(_unit(kept) + _unit(said)), trust)


def _near(vector: NDArray[np.float32], model: Model) -> tuple[Floats, float]:
    """Give the concepts nearest to a need's vector, and how far to go by them.

    A vector finds the concept of a need that says it in words the vocabulary does not list.
    """
    parameters = model.parameters
    known = concept_vectors(model.vocabulary, model.encoder)
    if not len(known):
        return np.zeros(len(model.vocabulary)), 0.0
    cosines = (known @ vector).astype(np.float64)
    nearest = float(cosines.max())
    near = np.maximum(0, cosines - parameters.vector_near * nearest)
    return _unit(near), _ramp(nearest, parameters.vector_from, parameters.vector_full)


def named_by(side: Facet, vocabulary: Vocabulary) -> tuple[str, ...]:
    """List the concepts one side of a need names in a phrase, in the order of its text."""
    texts = (side.text, *side.skills)
    found = (each.concept for text in texts for each in vocabulary.mentions(text))
    return tuple(dict.fromkeys(found))


def _weights_by_column(columns: Mapping[str, int], vocabulary: Vocabulary) -> Any:
    entries = [
        (column, number, weight)
        for term, column in columns.items()
        for number, weight in vocabulary.term_weights.get(term, ())
    ]
    rows, numbers, weights = zip(*entries, strict=True) if entries else ((), (), ())
    shape = (len(columns), len(vocabulary))
    return sparse.csr_matrix((np.array(weights, float), (rows, numbers)), shape=shape)


def _sharpened_rows(rough: Any, parameters: Parameters) -> Any:
    """Keep what is not faint, squared; each row is computed by itself."""
    rough.sort_indices()
    row = np.repeat(np.arange(rough.shape[0]), np.diff(rough.indptr))
    strongest = np.zeros(rough.shape[0])
    np.maximum.at(strongest, row, rough.data)
    kept = rough.data >= parameters.faint * strongest[row]
    row, column, value = row[kept], rough.indices[kept], rough.data[kept] ** 2
    length = np.sqrt(np.bincount(row, weights=value * value, minlength=rough.shape[0]))
    length[length == 0] = 1
    fullness = np.minimum(1, strongest / parameters.about_something)
    value = value / length[row] * fullness[row]
    return sparse.csr_matrix((value, (row, column)), shape=rough.shape)


def _said(side: Facet, vocabulary: Vocabulary, parameters: Parameters) -> tuple[Floats, float]:
    """Give the concepts whose phrases a need says, and the share of its words in them."""
    said = np.zeros(len(vocabulary))
    words = covered = 0
    for text in (side.text, *side.skills):
        mentions = vocabulary.mentions(text)
        for mention in mentions:
            _add(said, mention.concept, 1.0, vocabulary)
            concept = vocabulary.concepts[mention.concept]
            for relation, weight in (
                (concept.broader, parameters.broader),
                (concept.related, parameters.related),
            ):
                for other in relation:
                    _add(said, other, weight, vocabulary)
        starts = [word.start for word in words_of(text).telling]
        words += len(starts)
        covered += sum(
            bisect_left(starts, each.end) - bisect_left(starts, each.start)
            for each in mentions
            if vocabulary.of_people[vocabulary.numbers[each.concept]]
        )
    return said, min(1.0, covered / words) if words else 0.0


def _add(said: Floats, concept: str, weight: float, vocabulary: Vocabulary) -> None:
    number = vocabulary.numbers[concept]
    said[number] = max(said[number], weight)


def _ramp(value: float, start: float, full: float) -> float:
    return min(1.0, max(0.0, (value - start) / (full - start)))


def _unit(vector: Floats) -> Floats:
    length = float(np.sqrt((vector * vector).sum()))
    return vector / length if length else vector
