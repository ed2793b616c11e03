"""By which method matching runs here: the encoder and the vocabulary the settings ask for.

What cannot be loaded does not stop matching: it runs by words alone, or with the vocabulary that
comes with Publius, and every page and run that used it says so. `publius check` calls it a problem.
"""

import logging
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from publius.matching.encoders import Cached, Encoder, EncoderError, NoVectors, encoder
from publius.matching.impact import ImpactIndex
from publius.matching.vocabulary import Vocabulary, VocabularyError

from .needs import TOP

LOG = logging.getLogger(__name__)
JUDGED = max(ImpactIndex.candidates, 4 * TOP)
"""So many people the index on disk looks up for a seat; where there are fewer, all are judged."""


@dataclass(frozen=True)
class Method:
    """What matching works with, and why that is not what was asked for."""

    encoder: Encoder
    vocabulary: Vocabulary
    problems: tuple[str, ...] = ()

    def told(self) -> "MethodTold":
        return MethodTold(
            encoder=self.encoder.name,
            encoder_version=self.encoder.version,
            concepts=len(self.vocabulary),
            vocabulary=self.vocabulary.digest[:12],
            problems=list(self.problems),
            index=settings.INDEX,
            judged=JUDGED if settings.INDEX == "folder" else 0,
        )


@dataclass(frozen=True)
class MethodTold:
    """A method as it is kept with a run and shown on its page."""

    encoder: str
    encoder_version: str
    concepts: int
    vocabulary: str
    problems: list[str]
    index: str = "memory"
    judged: int = 0  # so many people are looked up for a seat and judged; 0: everybody

    @property
    def has_vectors(self) -> bool:
        return self.encoder != NoVectors.name

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def method_now() -> Method:
    """The method of this process: what is loaded once stays until it is started again."""
    own = settings.OWN_VOCABULARY
    return _load(settings.ENCODER, Path(own) if own else None, settings.DATA / "vectors")


@lru_cache(maxsize=4)
def _load(wanted: str, own_words: Path | None, vectors: Path) -> Method:
    problems: list[str] = []
    made = Cached(_encoder(wanted, problems), vectors)
    words = _vocabulary(own_words, problems)
    for problem in problems:
        LOG.error("matching runs without what was asked for: %s", problem)
    return Method(made, words, tuple(problems))


def _encoder(wanted: str, problems: list[str]) -> Encoder:
    try:
        return encoder(wanted)
    except EncoderError as error:
        problems.append(str(error))
        return NoVectors()


def _vocabulary(own_words: Path | None, problems: list[str]) -> Vocabulary:
    built_in = Vocabulary.built_in()
    if own_words is None:
        return built_in
    try:
        return built_in.with_files(own_words)
    except VocabularyError as error:
        problems.append(str(error))
        return built_in
