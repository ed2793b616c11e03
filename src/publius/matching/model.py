"""What decides a score besides the evidence: constants, vocabulary and encoder."""

from dataclasses import dataclass

from publius.matching.encoders import Encoder, NoVectors
from publius.matching.parameters import PARAMETERS, Parameters
from publius.matching.records import Record
from publius.matching.vocabulary import Vocabulary

WORDS_ALONE = NoVectors()


@dataclass(frozen=True, slots=True)
class Model:
    """The constants, the vocabulary and the encoder of an index."""

    parameters: Parameters
    vocabulary: Vocabulary
    encoder: Encoder

    @classmethod
    def of(
        cls,
        parameters: Parameters = PARAMETERS,
        vocabulary: Vocabulary | None = None,
        encoder: Encoder = WORDS_ALONE,
    ) -> "Model":
        """Fill in the vocabulary that comes with Publius where none is named."""
        known = Vocabulary.built_in() if vocabulary is None else vocabulary
        return cls(parameters, known, encoder)

    def named(self) -> "Means":
        """Name what is too large to write into a run."""
        return Means(self.encoder.name, self.encoder.version, self.vocabulary.digest)


@dataclass(frozen=True, slots=True)
class Means(Record):
    """Which encoder and which vocabulary a run was made with."""

    encoder: str
    encoder_version: str
    vocabulary: str
