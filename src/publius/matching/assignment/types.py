"""What goes in: seats, loads, quotas, conflicts of interest and places already confirmed."""

from dataclasses import dataclass

from publius.matching.assignment.errors import BadAssignmentInput
from publius.matching.records import Record


@dataclass(frozen=True, slots=True)
class Seat(Record):
    """A seat to be filled by ``minimum`` to ``maximum`` people.

    A seat that is not a ``must`` gets its minimum only where no other rule suffers. Seats of one
    ``call`` are in one room: a person has at most one of them.

    >>> Seat("cyclist", 2, 3, call="bike lane").must
    True
    """

    id: str
    minimum: int
    maximum: int
    must: bool = True
    call: str | None = None

    def __post_init__(self) -> None:
        _named("seat", self.id)
        if not 0 <= self.minimum <= self.maximum or self.maximum < 1:
            raise BadAssignmentInput(
                "seat_range", id=self.id, minimum=self.minimum, maximum=self.maximum
            )

    @property
    def size(self) -> int:
        """The places its score is shared over: those it must have, or all where it must have none.

        >>> Seat("cyclist", 2, 3).size, Seat("guest", 0, 3).size
        (2, 3)
        """
        return self.minimum or self.maximum


@dataclass(frozen=True, slots=True)
class Load(Record):
    """How many places a person takes: at least ``minimum``, at most ``maximum``.

    >>> Load("Bo", 0, 2).maximum
    2
    """

    person: str
    minimum: int
    maximum: int

    def __post_init__(self) -> None:
        _named("person", self.person)
        if not 0 <= self.minimum <= self.maximum:
            raise BadAssignmentInput(
                "load_range", person=self.person, minimum=self.minimum, maximum=self.maximum
            )


@dataclass(frozen=True, slots=True)
class Place(Record):
    """A person on a seat: already confirmed, kept apart by a conflict of interest, or assigned.

    >>> Place("cyclist", "Bo").person
    'Bo'
    """

    seat: str
    person: str


@dataclass(frozen=True, slots=True)
class Quota(Record):
    """How many places of some seats people with a feature hold; ``seats=None`` means all seats.

    >>> Quota("uses direct payments", frozenset({"Ada"}), minimum=1).maximum is None
    True
    """

    feature: str
    people: frozenset[str]
    seats: frozenset[str] | None = None
    minimum: int = 0
    maximum: int | None = None

    def __post_init__(self) -> None:
        _named("quota", self.feature)
        most = self.minimum if self.maximum is None else self.maximum
        if not 0 <= self.minimum <= most:
            raise BadAssignmentInput(
                "quota_range", feature=self.feature, minimum=self.minimum, maximum=self.maximum
            )


def _named(what: str, name: str) -> None:
    if not name.strip():
        raise BadAssignmentInput("blank_id", what=what)
