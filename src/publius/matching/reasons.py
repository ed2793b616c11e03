"""Why an item counts: its words that met the need as they stand there, and what they mean."""

from collections.abc import Collection, Mapping

import numpy as np

from publius.matching.aims import Aim, weigh
from publius.matching.model import Model
from publius.matching.parameters import Parameters
from publius.matching.pooling import MILLION
from publius.matching.results import Meaning, Reason
from publius.matching.scoring import Scores
from publius.matching.similarity import standing
from publius.matching.snapshot import Snapshot
from publius.matching.statistics import Statistics
from publius.matching.text import Place, places_of, stem_of

WORDS_OF_A_MEANING = 3
SMALLEST = 1e-9


def reason_for(snapshot: Snapshot, scores: Scores, at: int, model: Model) -> Reason:
    """Say why the item at this position of the scores counts."""
    row = int(scores.rows[at])
    item, parameters = snapshot.rows[row], model.parameters
    words = telling_words(item.text, scores.aim.direction, snapshot.statistics, parameters)
    return Reason(
        evidence=item.id,
        kind=item.kind,
        source=item.source,
        words=words,
        part=int(scores.parts[at]) / MILLION,
        meanings=_meanings(snapshot, row, scores.aim, words, model),
        caveats=standing(snapshot, row, scores.aim, parameters)[1],
    )


def telling_words(
    text: str, direction: Mapping[str, float], statistics: Statistics, parameters: Parameters
) -> tuple[str, ...]:
    """Return the words and pairs of words shared with the need, the most telling first.

    How telling a term is: its weight in the item times its weight in the need. A pair
    stands for its words, so they are not said again. What tells far less than the first word
    is left out: it counts, but nobody would give it as a reason.
    """
    met = {term: place for term, place in places_of(text).items() if term in direction}
    weights = weigh({term: place.count for term, place in met.items()}, statistics, parameters)
    shares = {term: weights[term] * direction[term] for term in met}
    return _most_telling(shares, met, text, parameters)[: parameters.words_shown]


def _most_telling(
    shares: dict[str, float], met: Mapping[str, Place], text: str, parameters: Parameters
) -> tuple[str, ...]:
    for term in met:
        if " " in term:
            shares[term] += sum(shares.get(word, 0) for word in term.split(" "))
    least = parameters.least_telling * max(shares.values(), default=0.0)
    told = [term for term in met if shares[term] >= least]
    order = sorted(told, key=lambda term: (-shares[term], met[term].start, term))
    return tuple(_said_once(order, met, text))


def _said_once(order: list[str], met: Mapping[str, Place], text: str) -> list[str]:
    said: set[str] = set()
    words = []
    for term in order:
        stems = set(term.split(" "))
        if not stems <= said:
            said |= stems
            words.append(text[met[term].start : met[term].end])
    return words


def _meanings(
    snapshot: Snapshot, row: int, aim: Aim, words: tuple[str, ...], model: Model
) -> tuple[Meaning, ...]:
    """Return the concepts the item shares with the need, where its words did not say them."""
    numbers = _shared_concepts(snapshot, row, aim, model.parameters)
    if not numbers:
        return ()
    text = snapshot.rows[row].text
    said, sayings = _stems(words), _sayings(text, numbers, model)
    return tuple(
        Meaning(sayings[number], name, model.vocabulary.concepts[name].label)
        for number in numbers
        if not _stems(sayings[number]) <= said
        for name in (model.vocabulary.order[number],)
    )


def _shared_concepts(
    snapshot: Snapshot, row: int, aim: Aim, parameters: Parameters
) -> tuple[int, ...]:
    """Number the concepts by which the item meets the need, the most telling first."""
    matrix = snapshot.concepts
    span = slice(matrix.indptr[row], matrix.indptr[row + 1])
    shares = matrix.data[span] * aim.sought.vector[matrix.indices[span]]
    least = max(parameters.least_telling * shares.max(initial=0), SMALLEST)
    if not aim.sought.trust or not (shares >= least).any():
        return ()
    order = np.argsort(-shares, kind="stable")[: parameters.meanings_shown]
    return tuple(matrix.indices[span][order][shares[order] >= least].tolist())


def _stems(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(stem for word in words for stem in map(stem_of, word.split()) if stem)


def _sayings(text: str, numbers: tuple[int, ...], model: Model) -> dict[int, tuple[str, ...]]:
    """Give the phrases by which a text says each concept, else the words that come near it."""
    order = model.vocabulary.order
    phrases: dict[str, dict[str, None]] = {}
    for mention in model.vocabulary.mentions(text):
        phrases.setdefault(mention.concept, {})[text[mention.start : mention.end]] = None
    near = _near_words(text, [n for n in numbers if order[n] not in phrases], model)
    return {n: near.get(n) or tuple(phrases[order[n]])[:WORDS_OF_A_MEANING] for n in numbers}


def _near_words(text: str, numbers: Collection[int], model: Model) -> dict[int, tuple[str, ...]]:
    shares: dict[int, dict[str, float]] = {number: {} for number in numbers}
    places = places_of(text)
    for term in places:
        for number, weight in model.vocabulary.term_weights.get(term, ()):
            if number in shares:
                shares[number][term] = weight
    return {
        number: _most_telling(near, {term: places[term] for term in near}, text, model.parameters)[
            :WORDS_OF_A_MEANING
        ]
        for number, near in shares.items()
    }
