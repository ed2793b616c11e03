"""What goes into a draw and what comes out: plain, frozen, and the same in JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from publius.panels.conflicts import Relaxation, Rule


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the pool.

    ``features`` are what targets count (``{"gender": "female"}``); a person may hold several
    values of one feature (``{"travels by": frozenset({"bicycle", "bus"})}``). ``seats`` are the
    ids of the role seats this person could fill; people who live together share a ``household``.

    >>> Person("ada", {"gender": "female"}, seats=frozenset({"planner"})).features["gender"]
    'female'
    """

    id: str
    features: Mapping[str, str | frozenset[str]] = field(default_factory=dict)
    seats: frozenset[str] = frozenset()
    household: str | None = None

    def holds(self, feature: str, value: str) -> bool:
        """Say whether a target on this value of the feature counts this person.

        >>> Person("ada", {"travels by": frozenset({"bicycle", "bus"})}).holds("travels by", "bus")
        True
        """
        held = self.features.get(feature)
        return held == value if isinstance(held, str) else held is not None and value in held


@dataclass(frozen=True, slots=True)
class Target:
    """How many people with one value of one feature the panel must hold.

    ``lowest`` and ``highest`` say how far the limits may be changed when no panel satisfies all
    targets (the flex columns of practitioners' files). They bound what is suggested; a draw
    itself never goes beyond ``minimum`` and ``maximum``.

    >>> Target("gender", "female", 5, 6).maximum
    6
    """

    feature: str
    value: str
    minimum: int
    maximum: int
    lowest: int | None = None
    highest: int | None = None


@dataclass(frozen=True, slots=True)
class Seat:
    """A role in the panel, filled only by people who fit it.

    >>> Seat("planner", "Transport planner", 1, 2).title
    'Transport planner'
    """

    id: str
    title: str
    minimum: int
    maximum: int


@dataclass(frozen=True, slots=True)
class Targets:
    """Everything a panel must satisfy besides its size.

    When the seats' maxima add up to at least the panel's size, everybody in the panel fills a
    seat; otherwise the rest of the panel sits on general places. Of each group of ids in
    ``apart`` (rivals, colleagues, people with the same stake) at most one person sits.

    >>> Targets((Target("gender", "female", 5, 6),)).one_per_household
    False
    """

    targets: tuple[Target, ...] = ()
    seats: tuple[Seat, ...] = ()
    one_per_household: bool = False
    apart: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the panel: who holds it and which seat it is (None: a general place).

    >>> Place("ada", "planner").seat
    'planner'
    """

    person: str
    seat: str | None = None


@dataclass(frozen=True, slots=True)
class Reserve:
    """Somebody who can step in, and the panel members they could replace one for one.

    >>> Reserve("bo", covers=("ada",)).covers
    ('ada',)
    """

    person: str
    covers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TargetCount:
    """One target beside what the pool offers and what the panel holds.

    >>> TargetCount("gender", "female", 1, 2, pool=9, panel=2).panel
    2
    """

    feature: str
    value: str
    minimum: int
    maximum: int
    pool: int
    panel: int


@dataclass(frozen=True, slots=True)
class SeatCount:
    """One seat beside how many people in the pool fit it and how many fill it in the panel.

    >>> SeatCount("planner", "Transport planner", 1, 2, pool=4, panel=1).pool
    4
    """

    seat: str
    title: str
    minimum: int
    maximum: int
    pool: int
    panel: int


@dataclass(frozen=True, slots=True)
class Certificate:
    """How fair the lottery is, in numbers anybody can check against it.

    ``bound`` is what no lottery can beat as the smallest chance (the optimum of the linear
    relaxation, or of whole panels where those allow less); ``smallest`` is what this one
    reaches. Chances are measured over the people who can be in a
    valid panel at all; ``unselectable`` names those who cannot. ``deviation`` is the largest
    difference between what a person is owed and their chance in the exact mixture of panels;
    ``ticket_deviation`` is what dividing the mixture into tickets adds at most.
    """

    bound: float
    smallest: float
    largest: float
    gini: float
    geometric_mean: float
    deviation: float
    ticket_deviation: float
    tickets: int
    panels: int
    ticket: int
    lottery_digest: str
    unselectable: tuple[str, ...]
    targets: tuple[TargetCount, ...]
    seats: tuple[SeatCount, ...]
    statement: str


@dataclass(frozen=True, slots=True)
class Draw:
    """One drawn panel, everybody's chance in the lottery it came from, and the reserves.

    ``chances`` are those of the lottery that was run: the number of tickets a person is on,
    divided by the number of tickets. People confirmed beforehand have chance 1.

    A flexible replacement lists in ``eased`` the limits that gave way. One of at most so many
    people may leave places open; ``awaited`` says whom these still need between them.
    """

    panel: tuple[Place, ...]
    chances: Mapping[str, float]
    reserves: tuple[Reserve, ...]
    certificate: Certificate
    method: str
    seed: int
    size: int
    input_digest: str
    algorithm: str
    version: str
    parameters: Mapping[str, object]
    eased: tuple[Relaxation, ...] = ()
    awaited: tuple[Rule, ...] = ()
