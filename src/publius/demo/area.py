"""The borough's wards and the places people mention."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from publius.demo.reading import content
from publius.demo.types import DemoArea


@dataclass(frozen=True, slots=True)
class Ward:
    """One ward; `mixed` is the share of adults who are not in the census group "White"."""

    key: str
    name: str
    adults: int
    mixed: float
    latitude: float
    longitude: float


@cache
def wards() -> dict[str, Ward]:
    return {facts["key"]: Ward(**facts) for facts in content("area")["wards"]}


def areas() -> tuple[DemoArea, ...]:
    """The wards as the demo place lists them."""
    return tuple(
        DemoArea(ward.key, ward.name, ward.adults, ward.latitude, ward.longitude)
        for ward in wards().values()
    )


def spoken_places() -> dict[str, list[str]]:
    """Streets, buses, surgeries and the like, by the name of the slot they fill."""
    return content("area")["slots"]


def rounds(theme: str) -> list[str]:
    """Earlier rounds of examination in the borough that people of one theme took part in."""
    return content("area")["rounds"][theme]
