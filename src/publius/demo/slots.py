"""Fills the gaps in a pattern: facts about the speaker, pieces of their voice, places in town."""

from __future__ import annotations

from datetime import date
from random import Random

from publius.demo.population import Resident
from publius.demo.wording import pattern

NUMBERS = [
  "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
  "twelve",
]  # fmt: skip


class Slots:
    """Answers ``{name}``: a fixed fact, or a piece not used yet in this person's story."""

    def __init__(self, rng: Random, pieces: dict[str, list[str]], facts: dict[str, str]) -> None:
        self.rng = rng
        self.pieces = pieces
        self.facts = facts
        self.used: dict[str, set[str]] = {}

    def __call__(self, name: str) -> str:
        if name in self.facts:
            return self.facts[name]
        if name == "qyear":
            return str(self._year("graduated", "began"))
        if name == "pyear":
            return str(self._year("recently", "lately"))
        if name.endswith("_cap"):
            text = self(name.removesuffix("_cap"))
            return text[:1].upper() + text[1:]
        if name == "fix_sentence":
            text = self("fix")
            return text[:1].upper() + text[1:] + "."
        return pattern(self._fresh(name)).say(self.rng, self)

    def _year(self, earliest: str, latest: str) -> int:
        return self.rng.randint(int(self.facts[earliest]), int(self.facts[latest]))

    def _fresh(self, name: str) -> str:
        """Nobody tells the same thing twice while there is another to tell."""
        used = self.used.setdefault(name, set())
        left = [piece for piece in self.pieces[name] if piece not in used]
        if not left:
            used.clear()
            left = self.pieces[name]
        piece = self.rng.choice(left)
        used.add(piece)
        return piece


def years_of(rng: Random, resident: Resident, as_of: date, *, past: bool) -> dict[str, str]:
    """When this person's story in one voice began and, if it did, ended."""
    adult = resident.age - 17
    left = as_of.year - rng.randint(1, max(1, min(resident.age - 60, 25))) if past else as_of.year
    longest = max(2, min(adult - (as_of.year - left), 34))
    years = rng.randint(2, longest)
    began, recently = left - years, max(left - 4, as_of.year - 7, left - years)
    graduated = min(left, as_of.year - resident.age + 22)
    return {
        "years": NUMBERS[years] if years < len(NUMBERS) else str(years),
        "since": str(began),
        "age_then": str(resident.age - (as_of.year - began)),
        "left": str(left),
        "recently": str(min(recently, left)),
        "lately": str(left),
        "graduated": str(graduated),
        "began": str(max(graduated, began)),
    }
