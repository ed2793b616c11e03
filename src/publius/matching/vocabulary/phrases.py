"""Finding phrases in a text: on stems, in order, small gaps allowed, the longest one first.

Words that only join others are skipped in phrases and texts alike; every way to say "not" is
one word, because "can't see" means what "see" does not. A phrase with only one telling word
("on foot", "planning") is looked for as it stands: its stem alone would be found everywhere.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from publius.matching.text import PIECE, stem_word

WIDEST_GAP = 1
"""So many telling words may stand between two neighbouring words of a phrase."""

NOT = "not"
_WAYS_TO_SAY_NOT = "not no never cannot without unable none nor hardly"
_NOT = frozenset(_WAYS_TO_SAY_NOT.split())
_N_T = re.compile(r"n't$")
_WORDS = """
    a an the this that these those some any all both each such
    i me my mine we us our ours you your yours he him his she her hers it its they them their
    theirs myself yourself himself herself itself ourselves themselves own one's who whom whose
    which what i'm i've i'd i'll we're we've we'd we'll you're you've you'd you'll he's he'd
    she's she'd it's they're they've they'd they'll that's there's
    am is are was were be been being have has having had do does did doing done will would shall
    should can could may might must get gets getting got
    of to and or with for from by at in into as so than then there just really very quite also
"""
_JOINING = frozenset(_WORDS.split())


@dataclass(frozen=True, slots=True)
class Word:
    """One telling word of a text; ``clause`` numbers the stretch between two stops."""

    stem: str
    start: int
    end: int
    clause: int
    place: int


@dataclass(frozen=True, slots=True)
class Words:
    """The telling words of a text, and all its words as they stand in small letters."""

    telling: tuple[Word, ...]
    all: tuple[str, ...]


@lru_cache(maxsize=200_000)
def plain(word: str) -> str:
    """Write a word in small letters, with plain apostrophes and no possessive.

    >>> plain("Mother’s")
    'mother'
    """
    small = unicodedata.normalize("NFKC", word).casefold().replace("’", "'")
    return small.removesuffix("'s") if small not in _JOINING else small


@lru_cache(maxsize=200_000)
def telling_stem(word: str) -> str | None:
    """Reduce a plain word to what phrases compare; ``None`` where it only joins others.

    >>> telling_stem("helpers"), telling_stem("my"), telling_stem("couldn't")
    ('helper', None, 'not')
    """
    if word in _NOT or _N_T.search(word):
        return NOT
    return None if word in _JOINING else stem_word(word)


def words_of(text: str) -> Words:
    """List the words of a text.

    >>> [word.stem for word in words_of("I can't see my bus.").telling]
    ['not', 'see', 'bus']
    """
    clause = 0
    telling: list[Word] = []
    everything: list[str] = []
    for piece in PIECE.finditer(text):
        if not piece[0][0].isalnum():
            clause += 1
            continue
        word = plain(piece[0])
        stem = telling_stem(word)
        if stem is not None:
            telling.append(Word(stem, *piece.span(), clause, len(everything)))
        everything.append(word)
    return Words(tuple(telling), tuple(everything))


@dataclass(frozen=True, slots=True)
class _End:
    """A phrase that ends here; ``literal`` holds its words where they must stand as they are."""

    name: str
    literal: tuple[str, ...] = ()
    before: int = 0


@dataclass(slots=True)
class _Node:
    """A step of the tree of phrases: which words may come next, and what ends here."""

    after: dict[str, "_Node"] = field(default_factory=dict)
    ends: list[_End] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase of ``name`` found at these positions of the telling words."""

    name: str
    at: tuple[int, ...]


class PhraseTree:
    """Many phrases, each with a name, looked for in one pass.

    >>> tree = PhraseTree([("cane", "white stick"), ("twig", "stick")])
    >>> [match.name for match in tree.find(words_of("My white folding stick. A stick!"))]
    ['cane', 'twig']
    """

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        self._root = _Node()
        for name, phrase in phrases:
            words = words_of(phrase)
            node = self._root
            for word in words.telling:
                node = node.after.setdefault(word.stem, _Node())
            end = _End(name)
            if len(words.telling) == 1:
                end = _End(name, words.all, words.telling[0].place)
            if node is not self._root and end not in node.ends:
                node.ends.append(end)

    def find(self, words: Words) -> list[Match]:
        """Return the matches in the order of the text; of two that overlap the longer one.

        Where both are as long, the one with fewer gaps, then the first. Two names of the
        very same words both stand.
        """
        found = {each for start in range(len(words.telling)) for each in self._from(words, start)}
        order = sorted(found, key=lambda m: (-len(m.at), m.at[-1] - m.at[0], m.at, m.name))
        taken: dict[int, tuple[int, ...]] = {}
        kept = []
        for match in order:
            if all(taken.get(place, match.at) == match.at for place in match.at):
                taken |= dict.fromkeys(match.at, match.at)
                kept.append(match)
        return sorted(kept, key=lambda match: (match.at, match.name))

    def _from(self, words: Words, start: int) -> Iterator[Match]:
        node = self._root.after.get(words.telling[start].stem)
        open_ends: list[tuple[_Node, tuple[int, ...]]] = []
        if node is not None:
            open_ends.append((node, (start,)))
        while open_ends:
            node, at = open_ends.pop()
            for end in node.ends:
                if not end.literal or _stands_there(end, words, at[0]):
                    yield Match(end.name, at)
            if node.after:
                open_ends.extend(_steps(node, words.telling, at))


def _steps(
    node: _Node, telling: tuple[Word, ...], at: tuple[int, ...]
) -> Iterator[tuple[_Node, tuple[int, ...]]]:
    """Yield the ways to go on from a word, within its clause and over small gaps."""
    last = at[-1]
    for place in range(last + 1, min(last + 2 + WIDEST_GAP, len(telling))):
        if telling[place].clause != telling[last].clause:
            return
        following = node.after.get(telling[place].stem)
        if following is not None:
            yield following, (*at, place)


def _stands_there(end: _End, words: Words, at: int) -> bool:
    first = words.telling[at].place - end.before
    said = words.all[max(0, first) : first + len(end.literal)]
    return len(said) == len(end.literal) and all(map(same_form, said, end.literal))


def same_form(one: str, other: str) -> bool:
    """Say whether two words are one, give or take a plural.

    >>> same_form("carers", "carer"), same_form("planning", "plan")
    (True, False)
    """
    short, long = sorted((one, other), key=len)
    return long.startswith(short) and long[len(short) :] in ("", "s", "es")
