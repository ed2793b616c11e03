"""Names for residents: by background, generation and gender, and a key nobody shares."""

from __future__ import annotations

import unicodedata
from random import Random

from publius.demo.population import Resident, chance
from publius.demo.reading import content


class Namer:
    """Gives names and keeps keys apart."""

    def __init__(self) -> None:
        self.taken: dict[str, int] = {}

    def name(self, rng: Random, resident: Resident) -> str:
        names = content("names")
        own = names[resident.background]
        given = _given(rng, own, resident)
        family = rng.choice(own["family"])
        if resident.ethnicity == "mixed" and chance(rng, 40):
            family = rng.choice(names["british"]["family"])
        if resident.gender == "woman" and resident.background == "british" and chance(rng, 4):
            family = f"{family}-{rng.choice(own['family'])}"
        return f"{given} {family}"

    def key(self, name: str) -> str:
        """The name as an address part; a number where somebody had it before.

        >>> namer = Namer(); [namer.key("Ray Pinnock"), namer.key("Ray Pinnock")]
        ['ray.pinnock', 'ray.pinnock2']
        """
        base = slug(name)
        self.taken[base] = self.taken.get(base, 0) + 1
        return base if self.taken[base] == 1 else f"{base}{self.taken[base]}"


def slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return ".".join(plain.lower().split())


def _given(rng: Random, own: dict, resident: Resident) -> str:
    """The lists run from older to younger generations; age picks the neighbourhood."""
    if resident.gender == "non_binary":
        return rng.choice(own["either"])
    if chance(rng, 3):
        return rng.choice(own["either"])
    names = own["women" if resident.gender == "woman" else "men"]
    if len(names) < 20:
        return rng.choice(names)
    middle = (95 - resident.age) / 77 * len(names)
    return names[min(len(names) - 1, max(0, round(rng.gauss(middle, 4))))]


def languages(rng: Random, resident: Resident) -> tuple[str, ...]:
    """Languages a person uses, most used first."""
    if "bsl" in resident.impairments:
        return ("British Sign Language", "English")
    own = content("names")[resident.background]["languages"]
    if own == ["English"] or (resident.ethnicity == "mixed") or chance(rng, 22):
        return ("English",)
    other = rng.choice(own)
    return (other, "English") if resident.newcomer or chance(rng, 25) else ("English", other)
