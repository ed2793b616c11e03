"""From where a text speaks: who did or lived a thing, or who writes, sells or reads about it.

Words alone do not tell a cab driver from the barrister who argues about cabs. Some ways of
speaking do, whatever the subject: a novel, a sales round, a cousin who has it, "no experience
of". Each is a short list of phrases below. An item that speaks from such a standpoint counts
less, never nothing, and the reason says so. Where the need itself speaks of that standpoint
(a seat for lawyers, for researchers, for shopkeepers) it does not count less.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from publius.matching.text import terms_of
from publius.matching.vocabulary.phrases import PhraseTree, Words, words_of


class Standpoint(StrEnum):
    """How somebody comes to speak of a thing without doing or living it."""

    DENIES = "denies"
    PORTRAYS = "portrays"
    SELLS = "sells"
    READS = "reads"
    ARGUES = "argues"
    STUDIES = "studies"
    KNOWS_SOMEBODY = "knows_somebody"


PHRASES: dict[Standpoint, str] = {
    Standpoint.DENIES: """
        no experience; no personal experience; no direct experience; no first-hand experience;
        no background; no knowledge; know nothing; not know anything; know little; no idea about;
        never lived; never done; never driven; never worked; never used; never met; never owned;
        never needed; never suffered; never been one; not one myself; not myself; not personally;
        nobody in my family; no one in my family; don't do
    """,
    Standpoint.PORTRAYS: """
        novel; novelist; novels; fiction; short story; short stories; screenplay; scriptwriter;
        playwright; poem; poet; actor; actress; played a man; played a woman; played the part;
        played a character; drama series; television drama; sitcom; soap opera; film about;
        documentary; photographer; journalist; reporter; columnist; newspaper article;
        press release; publicist; public relations; exhibition about; wrote a book;
        writing a book; my book about; my character; for a role; research for my novel
    """,
    Standpoint.SELLS: """
        salesman; saleswoman; sales rep; sales representative; sales team; sales pitch;
        in sales; we sell; I sell; selling; sold to; used to sell; our products; our product range;
        showroom; brochure; commission only; free quote; measure and quote; quote and sign;
        our customers buy; market leader; trade discount; telesales
    """,
    Standpoint.READS: """
        read about; reading about; from reading; read up on; read everything; read books;
        follow it closely; follow the news; followed the debate; watched a documentary;
        watch programmes; saw on television; fascinated by; keen interest; interested in;
        enthusiast; awareness session; awareness training;
        awareness course; learnt about it; heard about; online course
    """,
    Standpoint.ARGUES: """
        barrister; solicitor; lawyer; legal practice; law firm; advocate in court; chambers;
        judicial review; case law; litigation; conveyancing; paralegal
    """,
    Standpoint.STUDIES: """
        mouse models; laboratory; in the lab; at the bench; doctoral thesis; my thesis;
        dissertation; literature review; systematic review; lecturer; professor; my PhD;
        university research; we surveyed; interviewed people; cohort study; historian
    """,
    Standpoint.KNOWS_SOMEBODY: """
        my cousin has; my cousin is; my cousin receives; my cousin; my neighbour has;
        my neighbour; a neighbour of mine; my friend has; a friend of mine; my friend's;
        my mate has; a mate of mine; my colleague has; a colleague of mine; my uncle; my auntie;
        my aunt; my brother-in-law; my sister-in-law; my father-in-law; my mother-in-law;
        somebody I know; someone I know; a lady I know; a man I know; my flatmate;
        my boss has; my best friend
    """,
}
_PARTS = re.compile(r"[.!?\n]+")
_IT = frozenset(("it", "this", "that", "one", "so", "either"))


@lru_cache(maxsize=1)
def _tree() -> PhraseTree:
    return PhraseTree(
        (standpoint.value, phrase.strip())
        for standpoint, phrases in PHRASES.items()
        for phrase in phrases.split(";")
    )


def standpoints_of(text: str) -> frozenset[Standpoint]:
    """Find the standpoints a text speaks from, denials left out.

    >>> [each.value for each in standpoints_of("My first novel follows a blind walker.")]
    ['portrays']
    """
    return _spoken_from(text) - {Standpoint.DENIES}


@lru_cache(maxsize=50_000)
def _spoken_from(text: str) -> frozenset[Standpoint]:
    return frozenset(Standpoint(match.name) for match in _tree().find(words_of(text)))


@dataclass(frozen=True, slots=True)
class Denial:
    """A sentence in which somebody says they do not know something.

    ``points_back`` where it denies "it", or says no more than that it denies.
    """

    stems: frozenset[str]
    points_back: bool

    def is_of(self, sought: Collection[str]) -> bool:
        """Say whether what is denied is what is sought, given the stems of that."""
        return self.points_back or not self.stems.isdisjoint(sought)


def denials_in(text: str) -> tuple[Denial, ...]:
    """Find the sentences in which a text denies knowing something.

    >>> [each.is_of({"crisi", "care"}) for each in denials_in("No experience of crisis care.")]
    [True]
    >>> [each.is_of({"crisi"}) for each in denials_in("No experience of committees. I cook.")]
    [False]
    >>> [each.points_back for each in denials_in("I repair lifts. I never lived with one.")]
    [True]
    """
    if Standpoint.DENIES not in _spoken_from(text):
        return ()
    found = ((part, _last_denied(words_of(part))) for part in _PARTS.split(text))
    return tuple(_denial(part, last) for part, last in found if last is not None)


def _last_denied(words: Words) -> int | None:
    places = [
        words.telling[match.at[-1]].place
        for match in _tree().find(words)
        if match.name == Standpoint.DENIES.value
    ]
    return max(places, default=None)


def _denial(part: str, last: int) -> Denial:
    after = words_of(part).all[last + 1 :]
    stems = frozenset(term for term in terms_of(part) if " " not in term)
    return Denial(stems, not after or bool(_IT.intersection(after[:3])))
