"""Makes the residents of the place: names, needs, consents and what each of them knows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random

from publius.demo.casting import cast
from publius.demo.naming import Namer, languages
from publius.demo.population import Resident, chance, draw_residents
from publius.demo.reading import content
from publius.demo.speech import Speaker
from publius.demo.telling import Teller
from publius.demo.types import DemoPerson, DemoSeat, Kind
from publius.demo.voices import voices

# Per cent who agree to each purpose, of those for whom it means something.
AGREE = {"panel_balancing": 71, "lived_experience": 94, "access_needs": 92, "call_alerts": 83}


def invent_people(
    rng: Random, count: int, as_of: date, seats: Iterable[DemoSeat], namer: Namer
) -> tuple[DemoPerson, ...]:
    """`count` residents, enough of them for every seat."""
    residents = draw_residents(rng, count)
    cast(rng, residents, seats)
    return tuple(_person(rng, resident, as_of, namer) for resident in residents)


def age_band(age: int) -> str:
    """The bands in which people answer, and no finer.

    >>> [age_band(age) for age in (18, 44, 65)]
    ['18-24', '25-44', '65+']
    """
    return "18-24" if age < 25 else "25-44" if age < 45 else "45-64" if age < 65 else "65+"


def _person(rng: Random, resident: Resident, as_of: date, namer: Namer) -> DemoPerson:
    name = namer.name(rng, resident)
    spoken = languages(rng, resident)
    codes = _access_needs(rng, resident)
    teller = Teller(resident, name.split()[0], spoken, Speaker.draw(rng), as_of)
    return DemoPerson(
        key=namer.key(name),
        name=name,
        area=resident.ward.key,
        languages=spoken,
        born=as_of.year - resident.age,
        demographics=_demographics(resident),
        consents=_consents(rng, resident, codes),
        access_needs=codes,
        access_words=_access_words(rng, codes),
        expertise=tuple(teller.expertise(rng, voices()[key]) for key in resident.voices),
        joined_on=as_of - timedelta(days=_member_for(rng)),
    )


def _consents(rng: Random, resident: Resident, codes: tuple[str, ...]) -> tuple[str, ...]:
    lived = any(voices()[key].kind is Kind.LIVED for key in resident.voices)
    means_something = {"lived_experience": lived, "access_needs": bool(codes)}
    return tuple(
        purpose
        for purpose, share in AGREE.items()
        if means_something.get(purpose, True) and chance(rng, share)
    )


def _demographics(resident: Resident) -> dict[str, str]:
    return {
        "age_band": age_band(resident.age),
        "gender": resident.gender,
        "ethnicity": resident.ethnicity,
        "disability": "yes" if resident.disabled else "no",
    }


def _access_needs(rng: Random, resident: Resident) -> tuple[str, ...]:
    """Needs follow impairments; a newcomer may need an interpreter, a carer a sitter."""
    needs = content("population")["needs"]
    found = [
        code
        for impairment in resident.impairments
        for code, share in needs[impairment].items()
        if chance(rng, share)
    ]
    if resident.newcomer and chance(rng, 45):
        found.append("language_interpreter")
    if "unpaid_carer" in resident.voices and chance(rng, 55):
        found.append("care_cover")
    return tuple(dict.fromkeys(found))


def _access_words(rng: Random, codes: tuple[str, ...]) -> str:
    words = content("population")["needs_words"]
    speaking = [code for code in codes if code in words]
    if not speaking or not chance(rng, 45):
        return ""
    return str(rng.choice(words[rng.choice(speaking)]))


def _member_for(rng: Random) -> int:
    """Most joined in the last year; a few were there at the start."""
    return int(min(900, 20 + rng.expovariate(1 / 240)))
