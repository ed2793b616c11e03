"""Finding statements that may say the same, so that people vote instead of repeating.

Words are compared by their stems, the rarer in this conversation the more they count
(term frequency × inverse document frequency, cosine).
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from publius.matching.statistics import Statistics
from publius.matching.text import PIECE, stem_of

CLOSE = 0.4
"""From here on two statements are shown beside each other. Nothing is refused by it."""
MOST = 3
FIRST_UNSPACED = "\u2e80"  # from here on: scripts that write words without spaces between them


class Shelf:
    """Texts to be compared with, weighed once however many are held against them."""

    def __init__(self, texts: Sequence[str]) -> None:
        counts = [Counter(_stems(text)) for text in texts]
        self._place = Statistics(len(counts), Counter(stem for c in counts for stem in c))
        self._weights = [_weigh(count, self._place) for count in counts]

    def closest(self, text: str) -> list[int]:
        """The places of the texts nearest to this one, nearest first, at most three.

        >>> Shelf(["Trees in every street", "We need more night buses"]).closest("Buses at night")
        [1]
        """
        mine = _weigh(Counter(_stems(text)), self._place)
        near = [(_cosine(mine, each), -number) for number, each in enumerate(self._weights)]
        return [-number for close, number in sorted(near, reverse=True)[:MOST] if close >= CLOSE]


def _stems(text: str) -> Iterator[str]:
    for piece in PIECE.findall(text):
        if piece[0] >= FIRST_UNSPACED:
            yield from (piece[at : at + 2] for at in range(max(1, len(piece) - 1)))
        elif piece[0].isalnum() and (stem := stem_of(piece)):
            yield stem


def _weigh(count: Mapping[str, int], place: Statistics) -> dict[str, float]:
    """Each stem's weight, so that the weights of a text have length 1."""
    raw = {stem: (1 + math.log(times)) * place.idf(stem) for stem, times in count.items()}
    length = math.hypot(*raw.values()) or 1.0
    return {stem: weight / length for stem, weight in raw.items()}


def _cosine(mine: Mapping[str, float], theirs: Mapping[str, float]) -> float:
    return sum(weight * theirs.get(stem, 0.0) for stem, weight in mine.items())
