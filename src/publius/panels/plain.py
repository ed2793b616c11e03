"""Plain JSON of everything in a draw, and back; the canonical text that digests are taken of."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from publius.panels.conflicts import Relaxation, Rule
from publius.panels.types import (
    Certificate,
    Draw,
    Person,
    Place,
    Reserve,
    Seat,
    SeatCount,
    Target,
    TargetCount,
    Targets,
)


def as_plain(value: Any) -> Any:
    """Turn dataclasses, sets and tuples into what JSON knows.

    >>> as_plain(Place("ada", None))
    {'person': 'ada', 'seat': None}
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: as_plain(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): as_plain(item) for key, item in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [as_plain(item) for item in value]
    return value


def canonical_text(plain: Any) -> str:
    """The one way this JSON is written when bytes matter.

    >>> canonical_text({"b": 1, "a": "é"})
    '{"a":"\\\\u00e9","b":1}'
    """
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), allow_nan=False)


def plain_digest(plain: Any) -> str:
    """The SHA-256 of the canonical text."""
    return hashlib.sha256(canonical_text(plain).encode()).hexdigest()


def person_as_plain(person: Person) -> dict[str, Any]:
    """What ``as_plain`` gives for a person, fast enough for very large pools."""
    return {
        "id": person.id,
        "features": {
            name: value if isinstance(value, str) else sorted(value)
            for name, value in person.features.items()
        },
        "seats": sorted(person.seats),
        "household": person.household,
    }


def person_from(plain: Mapping[str, Any]) -> Person:
    """Read one person back."""
    features = {
        name: value if isinstance(value, str) else frozenset(value)
        for name, value in plain["features"].items()
    }
    return Person(plain["id"], features, frozenset(plain["seats"]), plain["household"])


def targets_from(plain: Mapping[str, Any]) -> Targets:
    """Read targets and seats back."""
    return Targets(
        tuple(Target(**target) for target in plain["targets"]),
        tuple(Seat(**seat) for seat in plain["seats"]),
        plain["one_per_household"],
        tuple(frozenset(group) for group in plain.get("apart", ())),
    )


def places_from(plain: Sequence[Mapping[str, Any]]) -> tuple[Place, ...]:
    """Read places back."""
    return tuple(Place(**place) for place in plain)


def draw_from(plain: Mapping[str, Any]) -> Draw:
    """Read a whole draw back.

    It is the inverse of ``as_plain(draw)``.
    """
    certificate = {"ticket_deviation": 0.0, **plain["certificate"]}  # runs of version 1 lack it
    certificate["unselectable"] = tuple(certificate["unselectable"])
    certificate["targets"] = tuple(TargetCount(**count) for count in certificate["targets"])
    certificate["seats"] = tuple(SeatCount(**count) for count in certificate["seats"])
    rest = {name: plain[name] for name in _COPIED}
    return Draw(
        panel=places_from(plain["panel"]),
        chances=dict(plain["chances"]),
        reserves=tuple(Reserve(r["person"], tuple(r["covers"])) for r in plain["reserves"]),
        certificate=Certificate(**certificate),
        parameters=dict(plain["parameters"]),
        eased=tuple(Relaxation(Rule(**r["rule"]), r["limit"]) for r in plain.get("eased", ())),
        awaited=tuple(Rule(**rule) for rule in plain.get("awaited", ())),
        **rest,
    )


_COPIED = ("method", "seed", "size", "input_digest", "algorithm", "version")
