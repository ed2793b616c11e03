"""Why somebody fits: the words of their evidence that met the need, as they stand there."""

from collections.abc import Mapping

from publius.matching.parameters import Parameters
from publius.matching.snapshot import Snapshot
from publius.matching.text import Place, places_of


def telling_words(
    text: str, direction: Mapping[str, float], snapshot: Snapshot, parameters: Parameters
) -> tuple[str, ...]:
    """Return the words and pairs of words shared with the need, the most telling first.

    How telling a term is: its weight in the item times its weight in the need. A pair
    stands for its words, so they are not said again. What tells far less than the first word
    is left out: it counts, but nobody would give it as a reason.
    """
    met = {term: place for term, place in places_of(text).items() if term in direction}
    weights = snapshot.weigh({term: place.count for term, place in met.items()}, parameters)
    shares = {term: weights[term] * direction[term] for term in met}
    for term in met:
        if " " in term:
            shares[term] += sum(shares[word] for word in term.split(" "))
    least = parameters.least_telling * max(shares.values(), default=0.0)
    told = [term for term in met if shares[term] >= least]
    order = sorted(told, key=lambda term: (-shares[term], met[term].start, term))
    return tuple(_said_once(order, met, text))[: parameters.words_shown]


def _said_once(order: list[str], met: Mapping[str, Place], text: str) -> list[str]:
    said: set[str] = set()
    words = []
    for term in order:
        stems = set(term.split(" "))
        if not stems <= said:
            said |= stems
            words.append(text[met[term].start : met[term].end])
    return words
