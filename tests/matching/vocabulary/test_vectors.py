"""Concepts among vectors: those kept beside the vocabulary are the ones the model would make."""

import numpy as np
import pytest

from publius.matching import Kind, MemoryIndex, Need, Vocabulary, rank
from publius.matching.encoders import NotInstalledError, NoVectors, encoder
from publius.matching.vocabulary import Concept, Sort
from publius.matching.vocabulary.vectors import (
    concept_vectors,
    kept_vectors,
    key_of,
    vector_of,
)
from tests.matching.examples import item


@pytest.fixture(scope="module")
def model():
    try:
        return encoder("minilm")
    except NotInstalledError as missing:
        pytest.skip(str(missing))


def test_the_file_holds_just_the_concepts_of_the_vocabulary(model):
    concepts = Vocabulary.built_in().concepts.values()

    assert set(kept_vectors(model.version)) == {key_of(each) for each in concepts}


@pytest.mark.parametrize("name", ["visual-impairment", "market-trading", "electric-vehicles"])
def test_a_kept_vector_is_the_one_the_model_makes(model, name):
    concept = Vocabulary.built_in().concepts[name]

    assert np.array_equal(kept_vectors(model.version)[key_of(concept)], vector_of(concept, model))


def test_a_host_s_own_concept_is_made_when_it_is_needed(model):
    own = Concept("bell-ringing", "bell ringing", Sort.ROLE, (), ("I ring the church bells",))
    vectors = concept_vectors(Vocabulary([own]), model)

    assert np.array_equal(vectors, [vector_of(own, model)])


def test_without_an_encoder_there_are_none():
    assert concept_vectors(Vocabulary.built_in(), NoVectors()).shape == (0, 0)


def test_a_need_in_words_no_concept_lists_still_finds_its_concept(model):
    need = Need("n", "People who cannot hear", kind=Kind.LIVED)
    mine = item(
        "e1", "Born this way, and so is my sister: we sign, lips are hard.", "Ada", Kind.LIVED
    )
    other = item("e2", "I bake bread every morning.", "Bo", Kind.LIVED)
    listed = Vocabulary(
        [
            Concept(
                "deafness", "deafness", Sort.EXPERIENCE, ("deaf adults",), ("we sign", "born deaf")
            )
        ]
    )

    by_words = rank(need, MemoryIndex([mine, other], vocabulary=listed))
    by_vectors = rank(need, MemoryIndex([mine, other], vocabulary=listed, encoder=model))

    assert by_words.fits == ()
    assert by_vectors.fits[0].person == "Ada"
    assert by_vectors.fits[0].reasons[0].meanings[0].label == "deafness"
