"""Matches as a page shows them: a label, a band, reasons. Never a name or an address."""

from collections.abc import Iterable
from dataclasses import dataclass

from .. import queries
from ..bands import BandWords, words_for
from ..models import Match
from ..queries import Reading


@dataclass(frozen=True)
class ShownPerson:
    """Somebody who fits a seat, before anything is known but what they agreed to show."""

    match: Match
    band: BandWords
    readings: list[Reading]

    @property
    def label(self) -> str:
        return self.match.person.label

    @property
    def key(self) -> str:
        return str(self.match.person.public_id)


def shown_people(matches: Iterable[Match]) -> list[ShownPerson]:
    matches = list(matches)
    readings = queries.readings_for_convener(matches)
    return [ShownPerson(match, words_for(match.band), readings[match.pk]) for match in matches]
