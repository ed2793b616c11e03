"""Who outside a panel could take a place in it, as arrays that many questions can be asked of."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from publius.panels.problem import GENERAL, Ints, general_places
from publius.panels.types import Person, Place, Targets

Floats = NDArray[np.float64]
EMPTY = 0.25  # an empty chair beside one person too many or too few: it never outweighs that


@dataclass(frozen=True, slots=True)
class Rules:
    """What is counted: the panel's size, then the targets, then the seats.

    ``weight`` says what one person too many or too few costs, ``low`` and ``high`` what is asked.
    """

    low: Floats
    high: Floats
    weight: Floats

    def error(self, counts: Floats) -> Floats:
        """The weighted sum of what is missing and what is too much, for each row of counts."""
        short = np.maximum(self.low - counts, 0.0)
        over = np.maximum(counts - self.high, 0.0)
        return np.asarray((short + over) @ self.weight)

    def of_one_more(self, counts: Floats) -> Floats:
        """What one more person would change in every rule, for each row of counts."""
        return np.asarray(
            self.weight * ((counts >= self.high).astype(float) - (counts < self.low).astype(float))
        )


@dataclass(frozen=True, slots=True)
class StandIns:
    """People outside the panel in groups of interchangeable ones, beside the panel's members.

    A *column* is a group together with a place it could take: the rules that count it there.
    ``columns`` has a row for each, ``owner`` says whose it is, in ascending order. ``members``
    has a row per panel member. ``blocked[g]`` are positions in the panel of people whom those of
    group g live with or are kept apart from: while one of them stays, g cannot come.
    """

    groups: tuple[tuple[Person, ...], ...]
    columns: Floats
    owner: Ints
    members: Floats
    blocked: tuple[frozenset[int], ...]
    rules: Rules

    def best_of_group(self, values: Floats) -> Floats:
        """Of each group's columns the best value; ``values`` has one column per column."""
        if not len(self.groups):
            return np.zeros((len(values), 0))
        starts = np.searchsorted(self.owner, np.arange(len(self.groups)))
        return np.asarray(np.maximum.reduceat(values, starts, axis=1))

    def covers(self) -> NDArray[np.bool_]:
        """Per group and member: could one take the other's place with no rule broken anew?

        Without the member some rules fall short: who comes must count for these; others are
        full: who comes must not count for those.
        """
        counts = self.members.sum(axis=0)
        needed = self.members * (counts <= self.rules.low)
        full = (1 - self.members) * (counts >= self.rules.high)
        broken = (1 - self.columns) @ needed.T + self.columns @ full.T
        able = self.best_of_group(-broken.T).T > -0.5
        for group, blocked in enumerate(self.blocked):
            for other in blocked:
                able[group, np.arange(len(self.members)) != other] = False
        return np.asarray(able)


def find_stand_ins(
    panel: Sequence[Place],
    people: Mapping[str, Person],
    outside: Sequence[Person],
    targets: Targets,
    size: int,
) -> StandIns:
    """Group the people outside by what rules count of them, in the order of their ids."""
    blocked_by = _Blocks(panel, people, targets)
    features = sorted({target.feature for target in targets.targets})
    groups: dict[tuple[object, ...], list[Person]] = defaultdict(list)
    for person in sorted(outside, key=lambda person: person.id):
        held = tuple(person.features.get(feature) for feature in features)
        groups[(held, person.seats, blocked_by.positions(person))].append(person)
    rows = _Rows(targets, size)
    columns: list[Floats] = []
    owner: list[int] = []
    seated: list[tuple[Person, ...]] = []
    for alike in groups.values():
        places = rows.places(alike[0])
        if places:
            columns += [rows.counted(alike[0], place) for place in places]
            owner += [len(seated)] * len(places)
            seated.append(tuple(alike))
    members = [rows.counted(people[p.person], rows.number(p.seat)) for p in panel]
    width = len(rows.rules.low)
    return StandIns(
        tuple(seated),
        np.array(columns).reshape(-1, width),
        np.array(owner, dtype=np.int64),
        np.array(members).reshape(-1, width),
        tuple(blocked_by.positions(alike[0]) for alike in seated),
        rows.rules,
    )


class _Rows:
    """Which rules count a person on a place."""

    def __init__(self, targets: Targets, size: int) -> None:
        self._targets = targets
        self._seats = {seat.id: number for number, seat in enumerate(targets.seats)}
        self._general = general_places(targets, size)
        ranges = [(t.minimum, t.maximum) for t in targets.targets]
        ranges += [(seat.minimum, seat.maximum) for seat in targets.seats]
        limits = np.array([(size, size), *ranges], dtype=np.float64)
        weight = np.array([EMPTY, *(1.0 for _ in ranges)])
        self.rules = Rules(limits[:, 0], limits[:, 1], weight)

    def number(self, seat: str | None) -> int:
        return GENERAL if seat is None else self._seats[seat]

    def places(self, person: Person) -> list[int]:
        fits = sorted(self._seats[seat] for seat in person.seats)
        return [*fits, *((GENERAL,) if self._general else ())]

    def counted(self, person: Person, place: int) -> Floats:
        row = np.zeros(len(self.rules.low))
        row[0] = 1.0
        for number, target in enumerate(self._targets.targets, start=1):
            row[number] = person.holds(target.feature, target.value)
        if place != GENERAL:
            row[1 + len(self._targets.targets) + place] = 1.0
        return row


class _Blocks:
    """Who lives with panel members or is kept apart from them."""

    def __init__(
        self, panel: Sequence[Place], people: Mapping[str, Person], targets: Targets
    ) -> None:
        position = {place.person: number for number, place in enumerate(panel)}
        self._homes: dict[str, set[int]] = defaultdict(set)
        self._apart: dict[str, set[int]] = defaultdict(set)
        if targets.one_per_household:
            for name, number in position.items():
                home = people[name].household
                if home is not None:
                    self._homes[home].add(number)
        for group in targets.apart:
            for name in group:
                self._apart[name] |= {position[other] for other in group if other in position}

    def positions(self, person: Person) -> frozenset[int]:
        home = self._homes.get(person.household, set()) if person.household is not None else set()
        return frozenset(home | self._apart.get(person.id, set()))


def rivals(person: Person, targets: Targets) -> Collection[str]:
    """Names of the household and the groups of which one may sit that this person is in."""
    groups = [f"apart {n}" for n, group in enumerate(targets.apart) if person.id in group]
    if targets.one_per_household and person.household is not None:
        groups.append(f"home {person.household}")
    return groups
