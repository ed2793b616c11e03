"""What goes in: kinds of expertise, evidence, needs and filters."""

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
    far it is backed: below one half it counts as unverified. A ``hidden`` item is kept
    but never matched, because its owner chose so.

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

    def __post_init__(self) -> None:
        _filled("id", self.id)
        _filled("person", self.person)
        _filled("source", self.source)
        if not 0 < self.weight <= 1:
            raise BadValueError("weight", weight=self.weight, id=self.id)


@dataclass(frozen=True, slots=True)
class Need(Record):
    """Whom somebody needs in the room, in words; ``kind=None`` means any kind will do.

    >>> Need("seat-3", "People who cycle to work", kind=Kind.PRACTICAL).skills
    ()
    """

    id: str
    text: str
    kind: Kind | None = None
    skills: tuple[str, ...] = ()
    place: str | None = None

    def __post_init__(self) -> None:
        _filled("id", self.id)


@dataclass(frozen=True, slots=True)
class Filters(Record):
    """Whom and what to leave out before anything is scored; ``None`` means no restriction.

    ``places`` keeps only evidence that names one of these places.

    >>> Filters(exclude=frozenset({"Bo"})).people is None
    True
    """

    people: frozenset[str] | None = None
    exclude: frozenset[str] = frozenset()
    kinds: frozenset[Kind] | None = None
    places: frozenset[str] | None = None


def _filled(field: str, value: str) -> None:
    if not value.strip():
        raise BadValueError("empty", field=field)
    if "\0" in value:
        raise BadValueError("nul", field=field)
