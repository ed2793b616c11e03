"""What comes out: who fits, how well, and exactly which words of which evidence say so."""

from dataclasses import dataclass
from enum import StrEnum

from publius.matching.model import Means
from publius.matching.parameters import Parameters
from publius.matching.records import Record
from publius.matching.standpoints import Standpoint
from publius.matching.types import Kind, Need


class Band(StrEnum):
    """How much a score may be trusted to mean; finer than this is not worth showing."""

    STRONG = "strong"
    GOOD = "good"
    POSSIBLE = "possible"
    NOT_ENOUGH = "not_enough"

    @classmethod
    def of(cls, score: float, parameters: Parameters) -> "Band":
        """Name the band of a score; the thresholds are fixed, never relative to a run.

        >>> Band.of(0.2, Parameters()).value
        'good'
        """
        if score >= parameters.strong:
            return cls.STRONG
        if score >= parameters.good:
            return cls.GOOD
        return cls.POSSIBLE if score >= parameters.possible else cls.NOT_ENOUGH


@dataclass(frozen=True, slots=True)
class Meaning(Record):
    """Words of an item that say in their own way what the need asks for: matched as ``label``."""

    words: tuple[str, ...]
    concept: str
    label: str


@dataclass(frozen=True, slots=True)
class Reason(Record):
    """One item of evidence that counted: its words that met the need, and its share.

    ``words`` and those of ``meanings`` stand exactly as they do in the item's text, the most
    telling first; where there are none the item was found by its vector. ``caveats`` say why
    it counted less (see ``publius.matching.standpoints``); ``part`` is what the item adds to
    the person's score.
    """

    evidence: str
    kind: Kind
    source: str
    words: tuple[str, ...]
    part: float
    meanings: tuple[Meaning, ...] = ()
    caveats: tuple[Standpoint, ...] = ()


@dataclass(frozen=True, slots=True)
class Fit(Record):
    """One person for one need; the parts of the reasons add up to the score.

    ``side`` numbers the side of the need they fit best, from 0.
    """

    person: str
    score: float
    band: Band
    reasons: tuple[Reason, ...]
    side: int = 0


@dataclass(frozen=True, slots=True)
class Found(Record):
    """What an index answers: how many people it looked at, and the best of them."""

    considered: int
    fits: tuple[Fit, ...]


@dataclass(frozen=True, slots=True)
class Stats(Record):
    """How much an index holds, hidden items left out; ``generation`` names its state."""

    people: int
    items: int
    terms: int
    generation: str
    means: Means


@dataclass(frozen=True, slots=True)
class Ranking(Record):
    """The people for one need, best first, with all it takes to know how it was made.

    ``considered`` counts the people who had any evidence left after kind and filters;
    those of them who are not among ``fits`` shared nothing with the need or came later.
    """

    need: Need
    fits: tuple[Fit, ...]
    considered: int
    input_digest: str
    algorithm: str
    version: str
    parameters: Parameters
    means: Means
