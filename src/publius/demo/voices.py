"""Ninety ways to know something: each voice holds the pieces its people speak with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from publius.demo.reading import content_folder
from publius.demo.types import Kind


@dataclass(frozen=True, slots=True)
class Voice:
    """What people of one experience have in common, and the sentences they differ by.

    `basis` is "work" (an occupation, chosen by `share`) or "life" (a circumstance, which
    an eligible person has with `chance` per cent). `women` is the per cent of them who are women.
    `alone` marks trades without an employer
    among the borough's organisations.
    """

    key: str
    theme: str
    title: str
    kind: Kind
    basis: str
    ages: tuple[int, int]
    orgs: tuple[str, ...]
    badge: str
    skills: tuple[str, ...]
    words: tuple[str, ...]
    detail: tuple[str, ...]
    knows: tuple[str, ...]
    fix: tuple[str, ...]
    quals: tuple[str, ...] = ()
    pubs: tuple[str, ...] = ()
    share: float = 0.0
    women: float = 50.0
    chance: float = 0.0
    impairment: str | None = None
    impairments: tuple[str, ...] = ()
    alone: bool = False
    tenure: str | None = None
    wards: tuple[str, ...] = ()
    working: bool = False
    disabled: bool = False
    newcomer: bool = False
    languages: bool = False

    def suits_age(self, age: int) -> bool:
        return self.ages[0] <= age <= self.ages[1]


@cache
def voices() -> dict[str, Voice]:
    """All voices by key, in the order they were written."""
    return {
        key: _voice(key, theme, facts)
        for theme, file in content_folder("voices").items()
        for key, facts in file.items()
    }


def _voice(key: str, theme: str, facts: dict[str, Any]) -> Voice:
    plain = {
        name: tuple(value) if isinstance(value, list) else value for name, value in facts.items()
    }
    return Voice(key=key, theme=theme, **(plain | {"kind": Kind(plain["kind"])}))


@cache
def occupations() -> tuple[Voice, ...]:
    return tuple(voice for voice in voices().values() if voice.basis == "work")


@cache
def circumstances() -> tuple[Voice, ...]:
    return tuple(voice for voice in voices().values() if voice.basis == "life")
