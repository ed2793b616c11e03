"""From text to terms: stems and pairs of neighbouring stems, with where they stand.

Stemming is the Snowball English algorithm (Porter 2, snowballstem.org/algorithms/english).
"""

import re
import threading
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from publius.matching.stopwords import STOP_WORDS

PIECE = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[.!?;:,()\n]")


class _Own(threading.local):
    """A stemmer of its own for each thread, because it holds the word it is working on."""

    def __init__(self) -> None:
        self.stemmer = snowballstemmer.stemmer("english")


_OWN = _Own()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a term first stands in a text, and how often it occurs."""

    start: int
    end: int
    count: int = 1


@lru_cache(maxsize=200_000)
def stem_of(word: str) -> str | None:
    """Reduce a word to its stem; ``None`` where the word says nothing on its own.

    >>> stem_of("Cycling"), stem_of("cycles"), stem_of("the")
    ('cycl', 'cycl', None)
    """
    plain = unicodedata.normalize("NFKC", word).casefold().replace("’", "'")
    if len(plain) < 2 or plain in STOP_WORDS:
        return None
    return stem_word(plain)


@lru_cache(maxsize=200_000)
def stem_word(plain: str) -> str:
    """Reduce a word in small letters to its stem, whatever it says."""
    return str(_OWN.stemmer.stemWord(plain))


def walk(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield every term of a text with its start and end, pairs never across sentences.

    >>> [(term, "Cycle to work."[a:b]) for term, a, b in walk("Cycle to work.")]
    [('cycl', 'Cycle'), ('work', 'work'), ('cycl work', 'Cycle to work')]
    """
    before: tuple[str, int] | None = None
    for piece in PIECE.finditer(text):
        start, end = piece.span()
        if not piece[0][0].isalnum():
            before = None
            continue
        stem = stem_of(piece[0])
        if stem is None:
            continue
        yield stem, start, end
        if before is not None:
            yield f"{before[0]} {stem}", before[1], end
        before = (stem, start)


def terms_of(text: str) -> Counter[str]:
    """Count the terms of a text.

    >>> sorted(terms_of("Direct payments").items())
    [('direct', 1), ('direct payment', 1), ('payment', 1)]
    """
    return Counter(term for term, _, _ in walk(text))


@lru_cache(maxsize=2_048)
def places_of(text: str) -> Mapping[str, Place]:
    """Find where each term of a text first stands.

    >>> places_of("We walk.")["walk"]
    Place(start=3, end=7, count=1)
    """
    first: dict[str, tuple[int, int]] = {}
    counts: Counter[str] = Counter()
    for term, start, end in walk(text):
        first.setdefault(term, (start, end))
        counts[term] += 1
    return {term: Place(start, end, counts[term]) for term, (start, end) in first.items()}
