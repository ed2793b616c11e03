"""What comes out: who is assigned to which seat, how evenly, and what was not kept."""

from dataclasses import dataclass

from publius.matching.assignment.clash import Relaxation
from publius.matching.assignment.parameters import AssignmentParameters
from publius.matching.records import Record


@dataclass(frozen=True, slots=True)
class Assigned(Record):
    """A person on a seat, with their fit for it."""

    seat: str
    person: str
    fit: float
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class SeatScore(Record):
    """How a seat fares: its people, and their total fit per place it must have."""

    seat: str
    people: int
    score: float


@dataclass(frozen=True, slots=True)
class PersonLoad(Record):
    """How many places a person has."""

    person: str
    places: int


@dataclass(frozen=True, slots=True)
class QuotaPrice(Record):
    """What a quota costs: how much more total fit the best assignment without it would have.

    Reckoned with people who could be split and the same floor, so it is never negative.
    """

    feature: str
    number: int
    total: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures(Record):
    """How good and how even an assignment is.

    - ``total``: the fits of all places added up; ``best_total``: what no assignment can exceed
    - ``lowest``: the worst-off seat's score; ``best_lowest``: what no assignment can exceed
    - ``lowest_tenth``: the mean score of the worst-off tenth of the seats
    - ``envy``: pairs of seats of which one envies the other by more than one person

    Scores count seats that are a must. ``best_total`` and ``best_lowest`` are the bounds among
    the pairs in view, for people who could be split.
    """

    total: float
    best_total: float
    lowest: float
    best_lowest: float
    lowest_tenth: float
    envy: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment(Record):
    """Everybody's places, in the order of seats, with all it takes to know how good they are.

    ``floor`` is the score no seat was to fall below. ``not_kept`` lists rules that could not be
    kept, with what they came to. ``rounded`` says that whole people were not searched for to
    the end but taken one by one; ``late`` that the time limit cut the search short, so that
    another machine may find another assignment.
    """

    places: tuple[Assigned, ...]
    seats: tuple[SeatScore, ...]
    loads: tuple[PersonLoad, ...]
    figures: Figures
    floor: float
    prices: tuple[QuotaPrice, ...]
    not_kept: tuple[Relaxation, ...]
    rounded: bool
    late: bool
    input_digest: str
    algorithm: str
    version: str
    parameters: AssignmentParameters
