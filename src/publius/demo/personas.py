"""The people a visitor can become with one click, written out and always the same."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from publius.demo.naming import Namer
from publius.demo.people import AGREE, age_band
from publius.demo.reading import content
from publius.demo.types import (
    DemoAlert,
    DemoEvidence,
    DemoExpertise,
    DemoPerson,
    DemoPersona,
    EvidenceKind,
    Kind,
    Visibility,
)


def persona_people(as_of: date, namer: Namer) -> tuple[DemoPerson, ...]:
    return tuple(_person(facts, as_of, namer) for facts in _written())


def personas() -> tuple[DemoPersona, ...]:
    """Who can be entered, in the order of the journey; `is_offered` says which have a button."""
    namer = Namer()
    return tuple(_persona(facts, namer.key(facts["name"])) for facts in _written())


def _written() -> list[dict[str, Any]]:
    return content("personas")["persona"]


def _persona(facts: dict[str, Any], person: str) -> DemoPersona:
    return DemoPersona(
        key=facts["key"],
        person=person,
        role=facts["role"],
        line=facts["line"],
        organisations=tuple([facts["organisation"]] if "organisation" in facts else [])
        + tuple(facts.get("also", ())),
        is_offered=not facts.get("hidden", False),
        alerts=tuple(DemoAlert(**alert) for alert in facts.get("alert", ())),
    )


def _person(facts: dict[str, Any], as_of: date, namer: Namer) -> DemoPerson:
    return DemoPerson(
        key=namer.key(facts["name"]),
        name=facts["name"],
        area=facts["area"],
        languages=tuple(facts["languages"]),
        born=facts["born"],
        demographics={
            "age_band": age_band(as_of.year - facts["born"]),
            "gender": facts["gender"],
            "ethnicity": facts["ethnicity"],
            "disability": facts.get("disability", "no"),
        },
        consents=() if facts.get("fresh") else tuple(AGREE),
        access_needs=tuple(facts.get("access_needs", ())),
        access_words=facts.get("access_words", ""),
        expertise=tuple(_expertise(item, as_of) for item in facts.get("expertise", ())),
        joined_on=as_of - timedelta(days=0 if facts.get("fresh") else 930),
    )


def _expertise(facts: dict[str, Any], as_of: date) -> DemoExpertise:
    return DemoExpertise(
        kind=Kind(facts["kind"]),
        voice=facts["voice"],
        title=facts["title"],
        words=facts["words"],
        skills=tuple(facts["skills"]),
        visibility=Visibility(facts["visibility"]),
        evidence=tuple(_evidence(item, as_of) for item in facts.get("evidence", ())),
    )


def _evidence(facts: dict[str, Any], as_of: date) -> DemoEvidence:
    return DemoEvidence(
        kind=EvidenceKind(facts["kind"]),
        text=facts["text"],
        source=facts["source"],
        issued_on=as_of - timedelta(days=facts["days_ago"]),
        verified=facts.get("verified", False),
        organisation=facts.get("organisation"),
    )
