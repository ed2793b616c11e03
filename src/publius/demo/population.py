"""Draws residents whose ages, wards, ethnic groups and impairments hang together plausibly.

Ages, wards and genders are dealt from shuffled decks, so that the marginals of even a small
place stay close to the stated ones; what depends on them is drawn person by person.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import accumulate
from random import Random
from typing import Any

from publius.demo.area import Ward, wards
from publius.demo.reading import content

NEWCOMERS = frozenset({"eritrean", "kurdish", "iranian", "arab", "somali"})
ARRIVED_LATELY = NEWCOMERS | {"romanian", "ukrainian", "filipino"}


@dataclass(slots=True)
class Resident:
    """A person before they have a name or a word: the circumstances everything hangs on."""

    ward: Ward
    age: int
    gender: str
    ethnicity: str
    background: str
    tenure: str
    working: bool
    newcomer: bool
    impairments: list[str] = field(default_factory=list)
    voices: list[str] = field(default_factory=list)
    retired: bool = False

    @property
    def disabled(self) -> bool:
        return bool(self.impairments)


def draw_residents(rng: Random, count: int) -> list[Resident]:
    """`count` adults with the marginals stated in content/population.toml."""
    facts = content("population")
    bands = facts["age"]["bands"]
    ages = deck(rng, count, {index: band["share"] for index, band in enumerate(bands)})
    places = deck(rng, count, {ward.key: ward.adults for ward in wards().values()})
    genders = deck(rng, count, facts["gender"])
    return [
        _resident(rng, bands[band], wards()[place], gender)
        for band, place, gender in zip(ages, places, genders, strict=True)
    ]


def deck(rng: Random, count: int, shares: dict[Any, float]) -> list[Any]:
    """`count` cards in the proportions of `shares`, shuffled.

    >>> sorted(deck(Random(0), 4, {"a": 3, "b": 1}))
    ['a', 'a', 'a', 'b']
    """
    total = sum(shares.values())
    edges = [round(count * edge / total) for edge in accumulate(shares.values())]
    starts = [0, *edges[:-1]]
    cards = [
        card
        for card, start, end in zip(shares, starts, edges, strict=True)
        for _ in range(start, end)
    ]
    rng.shuffle(cards)
    return cards


def pick(rng: Random, weights: dict[str, float]) -> str:
    return rng.choices(list(weights), list(weights.values()))[0]


def chance(rng: Random, per_cent: float) -> bool:
    return rng.random() * 100 < per_cent


def _resident(rng: Random, band: dict[str, Any], ward: Ward, gender: str) -> Resident:
    age = rng.randint(band["from"], band["to"])
    ethnicity = _ethnicity(rng, ward)
    background = _background(rng, ethnicity, age)
    return Resident(
        ward=ward,
        age=age,
        gender=gender,
        ethnicity=ethnicity,
        background=background,
        tenure=_tenure(rng, ward, age),
        working=chance(rng, band["working"]),
        newcomer=background in NEWCOMERS and age < 60 and chance(rng, 40),
        impairments=_impairments(rng, band, age),
    )


def _ethnicity(rng: Random, ward: Ward) -> str:
    """Wards differ in how mixed they are; within the minority the borough's shares hold."""
    shares = content("population")["ethnicity"]
    if not chance(rng, ward.mixed):
        return "white"
    return pick(rng, {group: share for group, share in shares.items() if group != "white"})


def _background(rng: Random, ethnicity: str, age: int) -> str:
    weights = content("population")["background"][ethnicity]
    if age >= 70:
        weights = {name: w for name, w in weights.items() if name not in ARRIVED_LATELY} or weights
    return pick(rng, weights)


def _tenure(rng: Random, ward: Ward, age: int) -> str:
    """Younger people rent privately more often; some wards are largely council-built."""
    private = 38 if age < 35 else 20 if age < 50 else 9
    social = 30 if ward.mixed > 20 else 11
    return pick(rng, {"private": private, "social": social, "own": 100 - private - social})


def _impairments(rng: Random, band: dict[str, Any], age: int) -> list[str]:
    """Disability rises with age; which impairment depends on age too."""
    if not chance(rng, band["disabled"]):
        return []
    facts = content("population")["impairment"]
    shares = {name: _leaning(impairment, age) for name, impairment in facts.items()}
    found = [name for name, share in shares.items() if chance(rng, share)]
    if {"wheelchair", "walking"} <= set(found):
        found.remove("walking")
    if {"bsl", "hearing"} <= set(found):
        found.remove("hearing")
    return found or [pick(rng, shares)]


def _leaning(impairment: dict[str, Any], age: int) -> float:
    share: float = impairment["share"]
    if impairment["leans"] == "older":
        return share * (1.6 if age >= 65 else 0.6)
    if impairment["leans"] == "younger":
        return share * (1.5 if age < 40 else 0.7)
    return share
