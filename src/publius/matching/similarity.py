"""How alike an item and what a need looks for are: by words, by meanings, by vectors.

Words: the cosine of weighted terms. Vectors, where there is an encoder: their cosine, never
below 0, mixed in by stored spreads. Meanings: the cosine of concepts, which takes over as far
as the vocabulary knows what the need speaks of. An item that only repeats the need counts
nothing, one that speaks from another standpoint less. All of it is on the scale of the words'
cosine, so that a band means the same whichever of them ran. Each row by itself.
"""

import numpy as np
from numpy.typing import NDArray

from publius.matching.aims import Aim
from publius.matching.echoes import find_echoes
from publius.matching.parameters import Parameters
from publius.matching.snapshot import Snapshot
from publius.matching.standpoints import Standpoint

FIELD = 4.0
"""Standpoints count in full where the vocabulary knows at least a quarter of the field."""
Floats = NDArray[np.float64]
Rows = NDArray[np.int64]


def similarities(snapshot: Snapshot, rows: Rows, aim: Aim, parameters: Parameters) -> Floats:
    """Give how alike each of these rows is, at least 0."""
    alike = by_words(snapshot, rows, aim)
    echoes = find_echoes(snapshot, rows, alike, aim)
    if len(aim.vector):
        alike = _with_vectors(alike, snapshot.vectors[rows] @ aim.vector, parameters)
    share = parameters.meaning_share * aim.sought.trust
    if share:
        alike = (1 - share) * alike + by_meanings(snapshot, rows, aim) * (
            share * parameters.meaning_scale
        )
    alike = _steadied(alike, parameters)
    for position in np.flatnonzero(alike > 0).tolist():
        row = int(rows[position])
        if snapshot.standpoints[row] or row in snapshot.denials:
            alike[position] *= standing(snapshot, row, aim, parameters)[0]
    alike[echoes] = 0
    return alike


def by_words(snapshot: Snapshot, rows: Rows, aim: Aim) -> Floats:
    """Give the cosine of the weighted terms."""
    vector = np.zeros(len(snapshot.vocabulary))
    for term, value in aim.direction.items():
        if term in snapshot.vocabulary:
            vector[snapshot.vocabulary[term]] = value
    return _product(snapshot.matrix, vector, rows, len(snapshot.rows))


def by_meanings(snapshot: Snapshot, rows: Rows, aim: Aim) -> Floats:
    """Give the cosine of the concepts."""
    return _product(snapshot.concepts, aim.sought.vector, rows, len(snapshot.rows))


def standing(
    snapshot: Snapshot, row: int, aim: Aim, parameters: Parameters
) -> tuple[float, tuple[Standpoint, ...]]:
    """Say what is left of an item for where its author stands, and where that is.

    As far as the vocabulary knows the field: elsewhere "a novel method" writes no novel.
    """
    found = tuple(sorted(snapshot.standpoints[row] - aim.standpoints))
    lost = 1 - parameters.other_standpoint if found else 0.0
    if any(denial.is_of(aim.stems) for denial in snapshot.denials.get(row, ())):
        found, lost = (Standpoint.DENIES,), 1 - parameters.denial
    lost *= min(1.0, FIELD * aim.sought.trust)
    return (1 - lost, found) if lost else (1.0, ())


def _product(matrix: object, vector: Floats, rows: Rows, everything: int) -> Floats:
    if len(rows) * 2 < everything:
        return np.asarray(matrix[rows] @ vector)  # type: ignore[index]
    return np.asarray(matrix @ vector)[rows]  # type: ignore[operator]


def _with_vectors(words: Floats, cosines: NDArray[np.float32], parameters: Parameters) -> Floats:
    share = parameters.vector_share
    on_scale = parameters.word_spread / parameters.vector_spread
    return (1 - share) * words + share * on_scale * np.maximum(cosines.astype(np.float64), 0)


def _steadied(alike: Floats, parameters: Parameters) -> Floats:
    """Raise to the power of 5/4, by square roots: those are the same on every machine."""
    relative = alike / parameters.steady
    steadied: Floats = alike * np.sqrt(np.sqrt(relative))
    return steadied
