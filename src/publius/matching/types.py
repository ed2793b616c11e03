"""What goes in: kinds of expertise, evidence, facts about people, needs and filters."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from publius.matching.errors import BadValueError
from publius.matching.records import Record


class Kind(StrEnum):
    """How somebody comes to know: by training, by doing it, by having lived it."""

    PROFESSIONAL = "professional"
    PRACTICAL = "practical"
    LIVED = "lived"


@dataclass(frozen=True, slots=True)
class Evidence(Record):
    """One thing that speaks for one person's expertise.

    ``source`` is a short word for what backs it (``self_account``, ``role``, ``badge``,
    ``answer``, ``vouch``, ``publication``); ``weight``, above 0 and at most 1, says how
    far it is backed: below one half it counts as unverified. ``quality``, from .5 to 1, is
    what others made of it. ``at`` is when it was so, ``expires`` until when a badge is valid.
    ``verified_by`` and ``verified_at`` are told with the reasons, they do not count.
    A ``hidden`` item is kept but never matched, a ``pinned`` one does not grow old: its owner
    says it still represents them. ``visibility`` is a word of the host, used by filters only.

    >>> Evidence("e1", "Ada", Kind.PRACTICAL, "I cycle to work.", "self_account", 0.4).weight
    0.4
    """

    id: str
    person: str
    kind: Kind
    text: str
    source: str
    weight: float = 1.0
    at: date | None = None
    place: str | None = None
    hidden: bool = False
    pinned: bool = False
    quality: float = 1.0
    expires: date | None = None
    verified_by: str | None = None
    verified_at: date | None = None
    visibility: str | None = None

    def __post_init__(self) -> None:
        _filled("id", self.id)
        _filled("person", self.person)
        _filled("source", self.source)
        if not 0 < self.weight <= 1:
            raise BadValueError("weight", weight=self.weight, id=self.id)
        if not 0.5 <= self.quality <= 1:
            raise BadValueError("quality", quality=self.quality, id=self.id)


@dataclass(frozen=True, slots=True)
class Point(Record):
    """Where on Earth, in degrees; north and east are positive (WGS 84).

    >>> Point(52.2, -1.6).latitude
    52.2
    """

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        if not (-90 <= self.latitude <= 90 and -180 <= self.longitude <= 180):
            raise BadValueError("point", latitude=self.latitude, longitude=self.longitude)


@dataclass(frozen=True, slots=True)
class Profile(Record):
    """Facts about a person that filters may use and that never count towards a fit.

    ``area``, ``languages`` and ``available`` (``weekday``, ``evening``...) are words of the host.

    >>> Profile("Ada", area="north", languages=("en", "cy")).point is None
    True
    """

    person: str
    area: str | None = None
    languages: tuple[str, ...] = ()
    available: tuple[str, ...] = ()
    point: Point | None = None

    def __post_init__(self) -> None:
        _filled("person", self.person)


@dataclass(frozen=True, slots=True)
class Facet(Record):
    """One side of a need: how somebody should come to know, in words, and how many are wanted.

    >>> Facet("Deals with the permits", kind=Kind.PROFESSIONAL).count
    1
    """

    text: str
    kind: Kind | None = None
    skills: tuple[str, ...] = ()
    place: str | None = None
    count: int = 1

    def __post_init__(self) -> None:
        if self.count < 1:
            raise BadValueError("count", count=self.count)


@dataclass(frozen=True, slots=True)
class Need(Record):
    """Whom somebody needs in the room, in words; ``kind=None`` means any kind will do.

    A need with several sides lists them as ``facets``: then its own text, kind, skills and
    place are not compared, and a person counts by the side they fit best.

    >>> Need("seat-3", "People who cycle to work", kind=Kind.PRACTICAL).skills
    ()
    """

    id: str
    text: str
    kind: Kind | None = None
    skills: tuple[str, ...] = ()
    place: str | None = None
    facets: tuple[Facet, ...] = ()

    def __post_init__(self) -> None:
        _filled("id", self.id)

    def sides(self) -> tuple[Facet, ...]:
        """Give the facets, or the need itself as its only one.

        >>> [side.text for side in Need("seat-3", "Cyclists").sides()]
        ['Cyclists']
        """
        return self.facets or (Facet(self.text, self.kind, self.skills, self.place),)


@dataclass(frozen=True, slots=True)
class Near(Record):
    """Within some kilometres of a point, along the Earth's surface.

    >>> Near(Point(52.2, -1.6), 10).km
    10
    """

    point: Point
    km: float

    def __post_init__(self) -> None:
        if not self.km > 0:
            raise BadValueError("km", km=self.km)


@dataclass(frozen=True, slots=True)
class Filters(Record):
    """Whom and what to leave out before anything is scored; ``None`` means no restriction.

    ``kinds``, ``places`` and ``visibility`` keep only evidence of these; the rest keep only
    people: those of ``areas``, those who speak one of ``languages``, those free at one of
    ``available``, those ``near``. Somebody who does not say is left out by such a filter.

    >>> Filters(exclude=frozenset({"Bo"})).people is None
    True
    """

    people: frozenset[str] | None = None
    exclude: frozenset[str] = frozenset()
    kinds: frozenset[Kind] | None = None
    places: frozenset[str] | None = None
    visibility: frozenset[str] | None = None
    areas: frozenset[str] | None = None
    languages: frozenset[str] | None = None
    available: frozenset[str] | None = None
    near: Near | None = None


def _filled(field: str, value: str) -> None:
    if not value.strip():
        raise BadValueError("empty", field=field)
    if "\0" in value:
        raise BadValueError("nul", field=field)
