"""Somebody who hardly fits claims a need in their own words: how often do they get to the top?

Attackers are people outside the best twenty for the need. Each adds claims of the kind that is
asked for, unverified (weight .4) unless said otherwise: the need five times with small changes,
the need in five pieces, or in everyday words of the vocabulary's concepts.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from publius.matching import Evidence, Kind, MemoryIndex, Need, Vocabulary, rank

TOP, HONEST, ATTACKERS = 3, 20, 4
Claims = Callable[[Need], list[str]]


def pasted(need: Need) -> list[str]:
    """Give the need five times, a number added."""
    return [f"{need.text} {number}" for number in range(5)]


def in_pieces(need: Need) -> list[str]:
    """Give the need in five pieces."""
    words = need.text.split()
    step = -(-len(words) // 5)
    return [" ".join(words[at : at + step]) for at in range(0, len(words), step)]


def paraphrased(need: Need) -> list[str]:
    """Give what the need asks for in other words: phrases of the concepts it names."""
    known = Vocabulary.built_in()
    found = dict.fromkeys(mention.concept for mention in known.mentions(need.text))
    phrases = [phrase for name in found for phrase in known.concepts[name].everyday]
    return [f"I know about {phrase}." for phrase in phrases[:5]]


def pasted_once(need: Need) -> list[str]:
    """Give the need once."""
    return [need.text]


ATTACKS: tuple[tuple[str, Claims, float, Kind | None, float | None], ...] = (
    ("five pasted claims", pasted, 0.4, None, 0.0),
    ("five pasted claims of lived experience", pasted, 0.4, Kind.LIVED, 0.0),
    ("the need in five pieces", in_pieces, 0.4, None, None),
    ("five claims in other words", paraphrased, 0.4, None, None),
    ("one pasted item somebody backs in part (weight .8)", pasted_once, 0.8, None, None),
    ("one pasted item somebody backs in full (weight 1)", pasted_once, 1.0, None, None),
)


def share_of_attackers(
    needs: Sequence[Need], evidence: Sequence[Evidence]
) -> Iterator[tuple[str, float, float | None]]:
    """Yield each attack's name, the share of attackers who got to the top, and its target."""
    index = MemoryIndex(evidence)
    people = sorted({item.person for item in evidence})
    for name, claims, weight, kind, target in ATTACKS:
        tried = [
            _got_there(index, asked, person, claims(need), weight, kind or need.kind)
            for need in needs
            for asked in [replace(need, kind=None) if kind else need]
            for person in _outsiders(index, asked, people)
        ]
        yield name, sum(tried) / len(tried) if tried else 0.0, target


def _outsiders(index: MemoryIndex, need: Need, people: Sequence[str]) -> list[str]:
    best = {fit.person for fit in rank(need, index, top=HONEST).fits}
    return [person for person in people if person not in best][:ATTACKERS]


def _got_there(
    index: MemoryIndex, need: Need, person: str, texts: list[str], weight: float, kind: Kind | None
) -> bool:
    claims = [
        Evidence(f"claim-{number}", person, kind or Kind.PROFESSIONAL, text, "self_account", weight)
        for number, text in enumerate(texts)
    ]
    index.upsert(claims)
    reached = person in [fit.person for fit in rank(need, index, top=TOP).fits]
    index.delete(evidence=[claim.id for claim in claims])
    return reached
