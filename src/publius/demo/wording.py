"""Turns a written pattern into one sentence: ``[this|that]`` is a choice, ``{street}`` a slot."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from random import Random

TOKEN = re.compile(r"[\[\]|]|\{\w+\}|[^\[\]|{}]+")
SENTENCE_START = re.compile(r"(^|[.?!] )([a-z])")


class Pattern:
    """A sequence of literal text, slots and choices between sequences."""

    def __init__(self, parts: list) -> None:
        self.parts = parts

    def say(self, rng: Random, slot: Callable[[str], str]) -> str:
        return "".join(_say_part(part, rng, slot) for part in self.parts)


def _say_part(part: str | list[Pattern], rng: Random, slot: Callable[[str], str]) -> str:
    if isinstance(part, list):
        return rng.choice(part).say(rng, slot)
    return slot(part[1:-1]) if part.startswith("{") else part


@cache
def pattern(text: str) -> Pattern:
    """Reads a pattern once; the same text is used for many people.

    >>> pattern("I [walk|ride] to {place}.").say(Random(1), {"place": "work"}.get)
    'I walk to work.'
    """
    tokens = TOKEN.findall(text)
    parsed, rest = _sequence(tokens, 0, inside=False)
    if rest != len(tokens):
        raise ValueError(f"A bracket closes that was never opened, in: {text}")
    return parsed


def _sequence(tokens: list[str], at: int, *, inside: bool) -> tuple[Pattern, int]:
    parts: list = []
    while at < len(tokens) and not (tokens[at] == "]" or (inside and tokens[at] == "|")):
        if tokens[at] == "[":
            choices, at = _choices(tokens, at + 1)
            parts.append(choices)
        else:
            parts.append(tokens[at])
            at += 1
    return Pattern(parts), at


def _choices(tokens: list[str], at: int) -> tuple[list[Pattern], int]:
    choices = []
    while True:
        choice, at = _sequence(tokens, at, inside=True)
        choices.append(choice)
        if at >= len(tokens):
            raise ValueError("A bracket is never closed, in: " + "".join(tokens))
        at += 1
        if tokens[at - 1] == "]":
            return choices, at


def with_capitals(text: str) -> str:
    """Sentences begin with a capital, also where a slot came first.

    >>> with_capitals("five of us walk it. two drive.")
    'Five of us walk it. Two drive.'
    """
    return SENTENCE_START.sub(lambda found: found[1] + found[2].upper(), text)
