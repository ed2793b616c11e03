"""Turns people and targets into the small integer problem that every draw solves.

People with the same targeted features, seats and kind of household are interchangeable, so the
problem is stated for *types* of people. A *column* is a type together with the place it would
take (a seat or a general place); a *row* is a rule: the panel's size, a target, a seat, people
to keep apart, a kind of household, or the number of people of a type that has several columns.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from publius.panels.types import Person, Place, Targets

Ints = NDArray[np.int64]
Household = tuple[tuple[tuple[int, ...], ...], ...]


@dataclass(frozen=True, slots=True, order=True)
class PersonType:
    """What makes people interchangeable.

    ``values`` holds the indexes of the targets that count the person; ``seats`` the indexes of
    the seats they fit; ``apart`` the groups they are in of whom one may sit; ``household`` the
    types that live together, when shared. ``band`` keeps apart people whom the objective treats
    differently although every rule treats them alike.
    """

    values: tuple[int, ...]
    seats: tuple[int, ...]
    apart: tuple[int, ...] = ()
    household: Household = ()
    band: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A rule over the columns: ``minimum <= sum of the columns it counts <= maximum``.

    ``taken`` is what confirmed people already use up; the two bounds are what remains.
    """

    kind: str
    index: int
    minimum: int
    maximum: int
    taken: int = 0


@dataclass(frozen=True)
class Problem:
    """Everything the algorithms need to know; people appear only as counts of types."""

    types: tuple[PersonType, ...]
    members: tuple[tuple[str, ...], ...]
    size: int
    rows: tuple[Row, ...]
    column_type: Ints
    column_place: Ints
    matrix: csr_matrix
    caps: Ints
    households: Mapping[str, str]
    lower: Ints = field(init=False)
    upper: Ints = field(init=False)
    counts: Ints = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lower", np.array([row.minimum for row in self.rows]))
        object.__setattr__(self, "upper", np.array([row.maximum for row in self.rows]))
        object.__setattr__(self, "counts", np.array([len(m) for m in self.members], dtype=np.int64))

    def accepts(self, columns: Ints) -> bool:
        """Say whether these column counts are a valid panel, in exact whole numbers."""
        if (columns < 0).any() or (columns > self.caps).any():
            return False
        activity = self.matrix @ columns
        return bool((activity >= self.lower).all() and (activity <= self.upper).all())

    def per_type(self, columns: NDArray[np.float64] | Ints) -> NDArray[np.float64]:
        """Add up the columns of each type."""
        total = np.bincount(self.column_type, weights=columns, minlength=len(self.types))
        return total.astype(np.float64)


GENERAL = -1


def build_problem(
    pool: Sequence[Person],
    targets: Targets,
    size: int,
    confirmed: Sequence[Place] = (),
    unavailable: Collection[str] = (),
    bands: Mapping[str, int] = MappingProxyType({}),
    *,
    every_seat: bool = False,
) -> Problem:
    """State what is left to decide once confirmed and unavailable people are set aside.

    ``bands`` gives the band of people by id; who is not in it is in band 0. Seats that are
    filled have no columns, unless ``every_seat`` is to be there.
    """
    people = {person.id: person for person in pool}
    held = [people[place.person] for place in confirmed]
    free = _free_people(pool, held, targets.one_per_household, unavailable)
    households = _shared_households(free) if targets.one_per_household else {}
    types, members = _group(free, targets, households, bands)
    rows = _rules(targets, size, held, confirmed)
    column_type, column_place = _columns(
        types, rows, general=general_places(targets, size), every=every_seat
    )
    return _assemble(
        types, members, size - len(held), rows, column_type, column_place, targets, households
    )


def general_places(targets: Targets, size: int) -> bool:
    """Say whether somebody may be in the panel without filling a seat."""
    return sum(seat.maximum for seat in targets.seats) < size


def _free_people(
    pool: Sequence[Person], held: Sequence[Person], one_each: bool, unavailable: Collection[str]
) -> list[Person]:
    gone = {person.id for person in held} | set(unavailable)
    full = {person.household for person in held if person.household is not None and one_each}
    free = [p for p in pool if p.id not in gone and p.household not in full]
    return sorted(free, key=lambda person: person.id)


def _shared_households(people: Sequence[Person]) -> dict[str, str]:
    """Map the id of everybody who shares a household in this pool to that household."""
    sizes = Counter(person.household for person in people if person.household is not None)
    return {p.id: p.household for p in people if p.household is not None and sizes[p.household] > 1}


def _group(
    people: Sequence[Person],
    targets: Targets,
    households: Mapping[str, str],
    bands: Mapping[str, int],
) -> tuple[tuple[PersonType, ...], tuple[tuple[str, ...], ...]]:
    alone = _types_alone(people, targets, bands)
    together: dict[str, list[PersonType]] = defaultdict(list)
    for name, household in households.items():
        together[household].append(alone[name])
    keys = {
        home: tuple(sorted((kind.values, kind.seats, kind.apart, (kind.band,)) for kind in kinds))
        for home, kinds in together.items()
    }
    grouped: dict[PersonType, list[str]] = defaultdict(list)
    for person in people:
        kind = alone[person.id]
        if person.id in households:
            kind = replace(kind, household=keys[households[person.id]])
        grouped[kind].append(person.id)
    types = tuple(sorted(grouped))
    return types, tuple(tuple(grouped[kind]) for kind in types)


def _types_alone(
    people: Sequence[Person], targets: Targets, bands: Mapping[str, int]
) -> dict[str, PersonType]:
    index = {(t.feature, t.value): i for i, t in enumerate(targets.targets)}
    features = {target.feature for target in targets.targets}
    seats = {seat.id: number for number, seat in enumerate(targets.seats)}
    groups: dict[str, list[int]] = defaultdict(list)
    for number, group in enumerate(targets.apart):
        for name in group:
            groups[name].append(number)
    return {
        person.id: PersonType(
            _counted_by(person, features, index),
            tuple(sorted(seats[seat] for seat in person.seats)),
            tuple(groups.get(person.id, ())),
            band=bands.get(person.id, 0),
        )
        for person in people
    }


def _counted_by(
    person: Person, features: Collection[str], index: Mapping[tuple[str, str], int]
) -> tuple[int, ...]:
    """The indexes of the targets that count this person."""
    held = (
        (name, value)
        for name, values in person.features.items()
        if name in features
        for value in ((values,) if isinstance(values, str) else values)
    )
    return tuple(sorted(index[pair] for pair in held if pair in index))


def _rules(
    targets: Targets, size: int, held: Sequence[Person], confirmed: Sequence[Place]
) -> list[Row]:
    rows = [Row("size", 0, size - len(held), size - len(held), len(held))]
    for index, target in enumerate(targets.targets):
        taken = sum(p.holds(target.feature, target.value) for p in held)
        rows.append(_residual("target", index, target.minimum, target.maximum, taken))
    for index, seat in enumerate(targets.seats):
        taken = sum(place.seat == seat.id for place in confirmed)
        rows.append(_residual("seat", index, seat.minimum, seat.maximum, taken))
    for index, group in enumerate(targets.apart):
        rows.append(_residual("apart", index, 0, 1, sum(p.id in group for p in held)))
    return rows


def _residual(kind: str, index: int, minimum: int, maximum: int, taken: int) -> Row:
    return Row(kind, index, max(0, minimum - taken), max(0, maximum - taken), taken)


def _columns(
    types: Sequence[PersonType], rows: Sequence[Row], *, general: bool, every: bool
) -> tuple[Ints, Ints]:
    open_seats = {row.index for row in rows if row.kind == "seat" and (every or row.maximum > 0)}
    pairs = [
        (number, place)
        for number, kind in enumerate(types)
        for place in (*(s for s in kind.seats if s in open_seats), *((GENERAL,) if general else ()))
    ]
    table = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def _assemble(
    types: tuple[PersonType, ...],
    members: tuple[tuple[str, ...], ...],
    size: int,
    rules: Sequence[Row],
    column_type: Ints,
    column_place: Ints,
    targets: Targets,
    households: Mapping[str, str],
) -> Problem:
    homes = _household_rows(types, members, households)
    several = np.flatnonzero(np.bincount(column_type, minlength=len(types)) > 1)
    limits = [Row("type", int(t), 0, len(members[t])) for t in several]
    rows = (*rules, *homes.values(), *limits)
    counted = {key: len(rules) + number for number, key in enumerate(homes)}
    limited = {int(t): len(rules) + len(homes) + number for number, t in enumerate(several)}
    entries = [
        (row, column)
        for column, (number, place) in enumerate(zip(column_type, column_place, strict=True))
        for row in _rows_counting(
            types[number], int(place), targets, counted, limited.get(int(number))
        )
    ]
    where = np.array(entries, dtype=np.int64).reshape(-1, 2)
    shape = (len(rows), len(column_type))
    matrix = csr_matrix((np.ones(len(where)), (where[:, 0], where[:, 1])), shape=shape)
    caps = [
        min(len(m), size, homes[kind.household].maximum if kind.household else size)
        for kind, m in zip(types, members, strict=True)
    ]
    column_caps = np.array(caps, dtype=np.int64)[column_type]
    return Problem(
        types, members, size, rows, column_type, column_place, matrix, column_caps, households
    )


def _rows_counting(
    kind: PersonType,
    place: int,
    targets: Targets,
    household_row: Mapping[Household, int],
    limit_row: int | None,
) -> list[int]:
    """Which rows count a column; the first is always the panel's size."""
    first_seat = 1 + len(targets.targets)
    first_group = first_seat + len(targets.seats)
    rows = [0, *(1 + value for value in kind.values)]
    rows += [first_group + group for group in kind.apart]
    if place != GENERAL:
        rows.append(first_seat + place)
    if kind.household:
        rows.append(household_row[kind.household])
    if limit_row is not None:
        rows.append(limit_row)
    return rows


def _household_rows(
    types: Sequence[PersonType],
    members: Sequence[Sequence[str]],
    households: Mapping[str, str],
) -> dict[Household, Row]:
    """One row per kind of household: no more people than there are such households."""
    homes: dict[Household, set[str]] = defaultdict(set)
    for kind, people in zip(types, members, strict=True):
        if kind.household:
            homes[kind.household].update(households[person] for person in people)
    kinds = enumerate(sorted(homes))
    return {key: Row("household", number, 0, len(homes[key])) for number, key in kinds}
