"""How a person writes: most with care, some in a hurry, some with slips of the finger."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

from publius.demo.population import pick
from publius.demo.wording import with_capitals

MANNERS = {"careful": 70.0, "hurried": 13.0, "slipping": 17.0}
SLIPS = {
    "their": "thier",
    "because": "becuase",
    "which": "wich",
    "really": "realy",
    "people": "poeple",
    "appointment": "apointment",
    "definitely": "definately",
    "until": "untill",
    "without": "wihtout",
    "before": "befor",
    "neighbour": "neigbour",
    "different": "diffrent",
    "street": "steet",
    "morning": "moring",
    "always": "allways",
    "through": "trough",
    "twenty": "twenyt",
    "something": "somthing",
}
APOSTROPHES = re.compile(r"(?<=[a-z])'(?=(t|s|m|ve|re|d|ll)\b)")


@dataclass(frozen=True, slots=True)
class Speaker:
    """One person's manner of writing, the same in everything they write."""

    manner: str

    @classmethod
    def draw(cls, rng: Random) -> Speaker:
        return cls(pick(rng, MANNERS))

    def write(self, rng: Random, text: str) -> str:
        """The text as this person would have typed it."""
        text = _tidy(text)
        if self.manner == "hurried":
            return _hurried(rng, text)
        text = with_capitals(text)
        return _slip(rng, text) if self.manner == "slipping" else text


def plainly(text: str) -> str:
    """How an organisation or a certificate would put it."""
    return with_capitals(_tidy(text))


def _tidy(text: str) -> str:
    text = re.sub(r"\s+", " ", text).strip()
    text = re.sub(r" ([,.;:?!])", r"\1", text)
    return re.sub(r"([.?!])\.(?!\.)", r"\1", text)


def _hurried(rng: Random, text: str) -> str:
    """Lower-case i, a lost apostrophe, no full stop at the end: a phone, a bus, one hand."""
    text = re.sub(r"\bI\b", "i", text)
    if rng.random() < 0.6:
        text = APOSTROPHES.sub("", text)
    text = text[:1].lower() + text[1:] if rng.random() < 0.5 else text
    return text.rstrip(".")


def _slip(rng: Random, text: str) -> str:
    """At most one slip in a text, in a word people do trip over."""
    found = [word for word in SLIPS if f" {word} " in text]
    if not found or rng.random() < 0.35:
        return text
    word = rng.choice(found)
    return text.replace(f" {word} ", f" {SLIPS[word]} ", 1)
