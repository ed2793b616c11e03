"""Narrowing the list of a seat: what somebody says of themselves decides, never the fit."""

from dataclasses import dataclass

from publius.matching import Filters, Near, Point, Profile
from publius.matching.filtering import keeps_person
from publius.web.people.models import Area

from .models import Match


@dataclass(frozen=True)
class Narrowing:
    """What a convener asks of the people on a list; nothing asked keeps everybody."""

    area: str = ""
    language: str = ""
    km: int | None = None
    middle: Area | None = None
    confirmed: bool = False
    enough: bool = True

    def keeps(self, match: Match) -> bool:
        """Whoever does not say where they live or what they speak is left out by asking for it."""
        return keeps_person(_profile(match), self._filters())

    def _filters(self) -> Filters:
        return Filters(
            areas=frozenset({self.area}) if self.area else None,
            languages=frozenset({self.language}) if self.language else None,
            near=self._near(),
        )

    def _near(self) -> Near | None:
        middle = _point(self.middle)
        return Near(middle, self.km) if middle and self.km else None


def _profile(match: Match) -> Profile:
    person = match.person
    return Profile(
        person.public_id.hex,
        area=person.area.slug if person.area else None,
        languages=tuple(person.languages),
        point=_point(person.area),
    )


def _point(area: Area | None) -> Point | None:
    if area is None or not area.is_on_the_map:
        return None
    return Point(area.latitude, area.longitude)
