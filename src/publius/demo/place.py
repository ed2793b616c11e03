"""Puts the whole borough together from a date and a seed."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from datetime import date
from random import Random

from publius.demo.area import areas
from publius.demo.engagements import written_engagements
from publius.demo.naming import Namer
from publius.demo.organisations import organisations
from publius.demo.people import invent_people
from publius.demo.personas import persona_people, personas
from publius.demo.pools import fill_pools, joined_in_time
from publius.demo.reading import content
from publius.demo.types import DemoPlace

FEWEST_PEOPLE = 200


def arden_vale(as_of: date, seed: int, *, people: int = 2000) -> DemoPlace:
    """Arden Vale on one date: the same date, seed and number give the same place."""
    if people < FEWEST_PEOPLE:
        raise ValueError(
            f"The demo place needs at least {FEWEST_PEOPLE} people, or some seats of its calls "
            f"could not be filled. {people} were asked for."
        )
    rng = Random(seed)  # noqa: S311 - an invented place, nothing secret
    namer = Namer()
    written = written_engagements(as_of)
    fixed = persona_people(as_of, namer)
    seats = [seat for item in written for call in item.calls for seat in call.seats]
    residents = invent_people(rng, people - len(fixed), as_of, seats, namer)
    engagements = fill_pools(rng, written, residents, as_of)
    return DemoPlace(
        name=content("area")["name"],
        as_of=as_of,
        seed=seed,
        areas=areas(),
        organisations=tuple(organisations().values()),
        people=fixed + joined_in_time(residents, engagements),
        engagements=engagements,
        personas=personas(),
    )


def digest(place: DemoPlace) -> str:
    """A fingerprint of everything in the place, for telling two of them apart."""
    plain = json.dumps(asdict(place), sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(plain.encode()).hexdigest()
