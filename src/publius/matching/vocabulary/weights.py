"""How strongly each term speaks for each concept, from the words of the concepts' phrases.

A concept's phrases, taken together, are one short text in people's own words. The weight of a
term for a concept is its TF-IDF there, (1 + ln n) x ln(N / df), n phrases of the concept with
the term, df concepts out of N with it; each concept's weights have length 1. So a text that
says none of the phrases still comes near the concepts whose words it uses (explicit semantic
analysis: Gabrilovich & Markovitch 2007, with concepts in the place of articles).
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping

from publius.matching.text import terms_of
from publius.matching.vocabulary.concepts import Concept
from publius.matching.vocabulary.phrases import words_of

TermWeights = Mapping[str, tuple[tuple[int, float], ...]]


def term_weights(concepts: Iterable[Concept]) -> TermWeights:
    """Give for each term its weights for the concepts, numbered in their order.

    >>> from publius.matching.vocabulary.concepts import Sort
    >>> cane = Concept("cane", "long cane", Sort.EXPERIENCE, (), ("white stick",))
    >>> cab = Concept("cab", "cab driver", Sort.ROLE)
    >>> [number for number, weight in term_weights([cane, cab])["white"]]
    [0]
    """
    counted = [_terms(concept) for concept in concepts]
    df = Counter(term for terms in counted for term in terms)
    found: dict[str, list[tuple[int, float]]] = {}
    for number, terms in enumerate(counted):
        for term, weight in _unit(terms, df, len(counted)).items():
            found.setdefault(term, []).append((number, weight))
    return {term: tuple(weights) for term, weights in found.items()}


def _terms(concept: Concept) -> Counter[str]:
    """Count a concept's phrases by term; those that only stand as they are do not count."""
    counts: Counter[str] = Counter()
    for phrase in concept.phrases:
        words = words_of(phrase)
        if len(words.telling) > 1 or len(words.all) == 1:
            counts.update(set(terms_of(phrase)))
    return counts


def _unit(terms: Counter[str], df: Counter[str], concepts: int) -> dict[str, float]:
    weights = {
        term: (1 + math.log(terms[term])) * math.log(concepts / df[term])
        for term in sorted(terms)
        if df[term] < concepts or concepts == 1
    }
    if concepts == 1:
        weights = dict.fromkeys(weights, 1.0)
    length = math.sqrt(math.fsum(weight * weight for weight in weights.values())) or 1
    return {term: weight / length for term, weight in weights.items()}
