"""Why an item counts: its words that met the need as they stand there, and what they mean."""

from collections.abc import Mapping

from publius.matching.aims import Aim, weigh
from publius.matching.model import Model
from publius.matching.parameters import Parameters
from publius.matching.pooling import MILLION
from publius.matching.results import Meaning, Reason
from publius.matching.scoring import Scores
from publius.matching.similarity import standing
from publius.matching.snapshot import Snapshot
from publius.matching.statistics import Statistics
from publius.matching.text import Place, places_of, terms_of

WORDS_OF_A_MEANING = 3


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
    if not aim.sought.trust:
        return ()
    pointers, concepts = snapshot.concepts.indptr, snapshot.concepts
    span = slice(pointers[row], pointers[row + 1])
    shares = {
        int(number): float(value) * float(aim.sought.vector[number])
        for number, value in zip(concepts.indices[span], concepts.data[span], strict=True)
    }
    least = model.parameters.least_telling * max(shares.values(), default=0.0)
    order = sorted(shares, key=lambda number: (-shares[number], number))
    kept = [number for number in order if shares[number] > 0 and shares[number] >= least]
    text = snapshot.rows[row].text
    meanings = (_meaning(text, number, model) for number in kept[: model.parameters.meanings_shown])
    said = {word.casefold() for word in words}
    return tuple(
        each
        for each in meanings
        if each.words and not said.issuperset(map(str.casefold, each.words))
    )


def _stems(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(term for word in words for term in terms_of(word) if " " not in term)


def _meaning(text: str, number: int, model: Model) -> Meaning:
    concept = model.vocabulary.concepts[model.vocabulary.order[number]]
    return Meaning(_saying(text, number, model), concept.id, concept.label)


def _saying(text: str, number: int, model: Model) -> tuple[str, ...]:
    """Return the phrases by which a text says a concept, else the words that come near it."""
    name = model.vocabulary.order[number]
    spans = [(m.start, m.end) for m in model.vocabulary.mentions(text) if m.concept == name]
    if spans:
        return tuple(dict.fromkeys(text[start:end] for start, end in spans))[:WORDS_OF_A_MEANING]
    shares, met = {}, {}
    for term, place in places_of(text).items():
        weight = dict(model.vocabulary.term_weights.get(term, ())).get(number)
        if weight:
            shares[term], met[term] = weight, place
    return _most_telling(shares, met, text, model.parameters)[:WORDS_OF_A_MEANING]
