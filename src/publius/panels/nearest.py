"""Finds the known word that a misspelt one was probably meant to be."""

from collections.abc import Collection
from difflib import get_close_matches

ALIKE = 0.7  # of 1; below this, two words have little in common
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))


def nearest(given: str, known: Collection[str]) -> str | None:
    """The likeliest of the known words, whatever the case, spaces and kinds of dashes.

    >>> nearest("Femal", ["Female", "Male"]), nearest("16 – 29", ["16-29", "30-44"])
    ('Female', '16-29')
    >>> nearest("f", ["Female", "Male"]), nearest("x", ["Female", "Male"])
    ('Female', None)
    """
    plain = {_plain(word): word for word in known}
    wanted = _plain(given)
    starts = [word for word in plain if wanted and word.startswith(wanted)]
    if len(starts) == 1:
        return plain[starts[0]]
    close = get_close_matches(wanted, plain, n=1, cutoff=ALIKE)
    return plain[close[0]] if close else None


def did_you_mean(given: str, known: Collection[str]) -> str:
    """The nearest known word as a question to hang on to a sentence; empty if nothing is near.

    >>> did_you_mean("Femal", ["Female", "Male"])
    '; did you mean “Female”?'
    """
    word = nearest(given, known)
    return "" if word is None else f"; did you mean “{word}”?"


def _plain(word: str) -> str:
    return "".join(word.translate(DASHES).casefold().split())
