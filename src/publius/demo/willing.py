"""The few words people add when they say that they would be interested."""

from __future__ import annotations

from random import Random

from publius.demo.area import spoken_places, wards
from publius.demo.reading import content
from publius.demo.slots import Slots
from publius.demo.speech import Speaker
from publius.demo.types import DemoCall, DemoPerson
from publius.demo.voices import Voice, voices
from publius.demo.wording import pattern


def interest_words(rng: Random, call: DemoCall, person: DemoPerson) -> str:
    """From the experience the call seeks, if the person has it; else plainly."""
    voice = _sought(call, person)
    frames = content("frames")["interest"]
    if voice is None:
        frame, pieces = rng.choice(frames["plain"]), {}
    else:
        frame = rng.choice(frames["words"])
        pieces = {"detail": voice.detail, "knows": voice.knows, "fix": voice.fix}
    known = spoken_places() | {name: list(texts) for name, texts in pieces.items()}
    text = pattern(frame).say(rng, Slots(rng, known, _facts(person)))
    return Speaker.draw(rng).write(rng, text)


def _sought(call: DemoCall, person: DemoPerson) -> Voice | None:
    for seat in call.seats:
        for item in person.expertise:
            if item.voice in seat.voices:
                return voices()[item.voice]
    return None


def _facts(person: DemoPerson) -> dict[str, str]:
    year = str(person.joined_on.year)
    return {
        "since": str(person.joined_on.year - 4),
        "years": "five",
        "recently": year,
        "lately": year,
        "ward": wards()[person.area].name,
        "language": person.languages[0],
    }
