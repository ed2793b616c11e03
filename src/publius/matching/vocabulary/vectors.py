"""Where the concepts of a vocabulary lie among the vectors of an encoder.

A concept's vector is the mean of its phrases' vectors. To make them takes about a minute, so
those of the vocabulary and the model that come with Publius lie beside this file, each under a
digest of its phrases: a concept that is new or was changed is made when it is needed. For a
model without such a file there are none, because how near is near differs from model to model.
After changing the vocabulary, write the file again::

    python -m publius.matching.vocabulary.vectors
"""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from publius.matching.encoders import Encoder, encoder, on_grid
from publius.matching.encoders.port import STEPS
from publius.matching.records import digest_of
from publius.matching.vocabulary import Vocabulary
from publius.matching.vocabulary.concepts import Concept

HERE = Path(__file__).parent
Vectors = NDArray[np.float32]


@lru_cache(maxsize=4)
def concept_vectors(vocabulary: Vocabulary, model: Encoder) -> Vectors:
    """Give (concepts, dimension) in the vocabulary's order, on the grid of exact products.

    No rows where nothing is known of how near this model puts what is alike.

    >>> from publius.matching.encoders import NoVectors
    >>> concept_vectors(Vocabulary(), NoVectors()).shape
    (0, 0)
    """
    kept = kept_vectors(model.version)
    if kept is None:
        return np.zeros((0, model.dimension), np.float32)
    rows = [
        kept[key] if (key := key_of(concept)) in kept else vector_of(concept, model)
        for concept in vocabulary.concepts.values()
    ]
    return np.array(rows, np.float32).reshape(len(rows), model.dimension)


def vector_of(concept: Concept, model: Encoder) -> Vectors:
    """Make one concept's vector, on the grid."""
    phrases = model.encode(concept.phrases).astype(np.float64)
    made: Vectors = on_grid(phrases.mean(axis=0, keepdims=True))[0]
    return made


def key_of(concept: Concept) -> str:
    """Name what a concept's vector was made of."""
    return digest_of(list(concept.phrases))[:16]


@lru_cache(maxsize=2)
def kept_vectors(version: str) -> dict[str, Vectors] | None:
    """Read the vectors that come with Publius for a version of an encoder, if there are any."""
    path = _path(version)
    if not path.is_file():
        return None
    with np.load(path, allow_pickle=False) as kept:
        vectors = (kept["vectors"] / STEPS).astype(np.float32)
        return dict(zip(kept["keys"].tolist(), vectors, strict=True))


def write_vectors(concepts: Iterable[Concept], model: Encoder) -> Path:
    """Write the vectors of these concepts beside this file; unchanged ones are not made again."""
    kept = kept_vectors(model.version) or {}
    rows = {key_of(each): each for each in concepts}
    vectors = [kept[key] if key in kept else vector_of(rows[key], model) for key in sorted(rows)]
    whole = np.rint(np.array(vectors, np.float64) * STEPS).astype(np.int16)
    path = _path(model.version)
    np.savez_compressed(path, keys=np.array(sorted(rows)), vectors=whole)
    return path


def _path(version: str) -> Path:
    return HERE / f"vectors-{version}.npz"


if __name__ == "__main__":
    write_vectors(Vocabulary.built_in().concepts.values(), encoder("minilm"))
