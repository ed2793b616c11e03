"""Everyday words and official words for the same things, as data that anybody can review.

The files beside this one are the vocabulary that comes with Publius, one per domain. A host
adds their own: ``Vocabulary.built_in().with_files(Path("our-words.toml"))``.
"""

from collections.abc import Iterable, Mapping
from functools import cache, cached_property, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from publius.matching.records import digest_of
from publius.matching.vocabulary.concepts import Concept, Mention, Sort
from publius.matching.vocabulary.errors import VocabularyError
from publius.matching.vocabulary.phrases import PhraseTree, words_of
from publius.matching.vocabulary.reading import check, files_in, read_file
from publius.matching.vocabulary.weights import TermWeights, term_weights

__all__ = ["Concept", "Mention", "Sort", "Vocabulary", "VocabularyError"]

HERE = Path(__file__).parent
MOST_CHARACTERS = 100_000
"""Of a longer text only the beginning is searched: nobody describes one thing at that length."""


class Vocabulary:
    """Concepts, and where texts mention them.

    >>> words = Vocabulary([Concept("cane", "long cane", Sort.EXPERIENCE, (), ("white stick",))])
    >>> words.mentions("I use my white stick.")
    (Mention(concept='cane', start=9, end=20),)
    """

    def __init__(self, concepts: Iterable[Concept] = ()) -> None:
        self.concepts: Mapping[str, Concept] = check({"the concepts given": concepts})
        self._seen = lru_cache(maxsize=20_000)(self._mentions)

    @classmethod
    def from_files(cls, *places: Path) -> "Vocabulary":
        """Read files, and folders of files, into one vocabulary."""
        return cls._from(*places)

    @classmethod
    @cache
    def built_in(cls) -> "Vocabulary":
        """Read, once, the vocabulary that comes with Publius."""
        return cls._from(HERE)

    def with_files(self, *places: Path) -> "Vocabulary":
        """Add a host's own files to this vocabulary; they may refer to its concepts."""
        return self._from(*places, before=self.concepts.values())

    @classmethod
    def _from(cls, *places: Path, before: Iterable[Concept] = ()) -> "Vocabulary":
        read = {"the vocabulary before": tuple(before)}
        read |= {str(path): read_file(path) for place in places for path in files_in(place)}
        return cls(check(read).values())

    def __len__(self) -> int:
        return len(self.concepts)

    @cached_property
    def digest(self) -> str:
        """Name what the vocabulary says: SHA-256 over the canonical JSON of its concepts."""
        return digest_of([concept.to_json() for concept in self.concepts.values()])

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Find where a text says a concept, in the order of the text."""
        return self._seen(text[:MOST_CHARACTERS])

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The concepts' ids in the order in which they are numbered."""
        return tuple(self.concepts)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Each concept's number."""
        return {name: number for number, name in enumerate(self.order)}

    @cached_property
    def of_people(self) -> NDArray[np.bool_]:
        """Say of each concept whether it is more than a subject, by number."""
        sorts = (concept.sort for concept in self.concepts.values())
        return np.array([sort is not Sort.TOPIC for sort in sorts], dtype=bool)

    @cached_property
    def term_weights(self) -> TermWeights:
        """How strongly each term speaks for each concept, by number."""
        return term_weights(self.concepts.values())

    @cached_property
    def _tree(self) -> PhraseTree:
        return PhraseTree(
            (concept.id, phrase) for concept in self.concepts.values() for phrase in concept.phrases
        )

    def _mentions(self, text: str) -> tuple[Mention, ...]:
        words = words_of(text)
        telling = words.telling
        return tuple(
            Mention(match.name, telling[match.at[0]].start, telling[match.at[-1]].end)
            for match in self._tree.find(words)
        )
