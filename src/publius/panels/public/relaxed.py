"""The linear relaxation of a published lottery: rules over groups of interchangeable people.

It is stated from the file alone, so that a proof is about what was published and nothing else.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from publius.panels.public.bound import can_sit
from publius.panels.public.entrants import Entrants, Limits
from publius.panels.solver import INFINITY, Floats, Model

Alone = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True)
class Relaxation:
    """Panels as fractions of classes of interchangeable people: rows and columns by name.

    ``members`` are the people of each class; ``columns`` (class, seat or -1) the variables;
    ``rows`` (kind, index, least, most) the rules; ``matrix`` says which rows count a column.
    """

    members: tuple[tuple[int, ...], ...]
    columns: tuple[tuple[int, int], ...]
    rows: tuple[tuple[str, int, int, int], ...]
    matrix: csr_matrix
    homes: dict[int, int]


def state_relaxation(entrants: Entrants, limits: Limits) -> Relaxation:
    """Group people whom the rules cannot tell apart, and write the rules over the groups."""
    able = [n for n in range(len(entrants.counted)) if can_sit(entrants, limits, n)]
    homes = _kinds_of_homes(entrants, able)
    members = _classes(entrants, able, homes)
    kinds = Counter(homes.values())
    rows = (
        ("size", 0, limits.size, limits.size),
        *(("targets", n, *both) for n, both in enumerate(limits.targets)),
        *(("seats", n, *both) for n, both in enumerate(limits.seats)),
        *(("apart", n, *both) for n, both in enumerate(limits.apart)),
        *(("households", kind, 0, kinds[kind]) for kind in sorted(kinds)),
        *(("class", number, 0, len(people)) for number, people in enumerate(members)),
    )
    columns = tuple(
        (number, seat)
        for number, people in enumerate(members)
        for seat in _places(entrants, limits, people[0])
    )
    matrix = _matrix(entrants, members, columns, rows, homes)
    return Relaxation(members, columns, rows, matrix, homes)


def _places(entrants: Entrants, limits: Limits, person: int) -> list[int]:
    seats = [seat for seat in entrants.seats[person] if limits.seats[seat][1]]
    return [*seats, -1] if limits.general else seats


def _kinds_of_homes(entrants: Entrants, able: Sequence[int]) -> dict[int, int]:
    """Which kind of household each shared household is; a kind is who lives together."""
    if not entrants.one_per_household:
        return {}
    living: dict[int, list[Alone]] = defaultdict(list)
    for person in able:
        if (home := entrants.household[person]) is not None:
            living[home].append(_alone(entrants, person))
    shared = {home: tuple(sorted(who)) for home, who in living.items() if len(who) > 1}
    numbers = {who: number for number, who in enumerate(sorted(set(shared.values())))}
    return {home: numbers[who] for home, who in shared.items()}


def _alone(entrants: Entrants, person: int) -> Alone:
    return entrants.counted[person], entrants.seats[person], entrants.apart[person]


def _classes(
    entrants: Entrants, able: Sequence[int], homes: dict[int, int]
) -> tuple[tuple[int, ...], ...]:
    groups: dict[tuple[Alone, int], list[int]] = defaultdict(list)
    for person in able:
        home = entrants.household[person]
        kind = -1 if home is None else homes.get(home, -1)
        groups[_alone(entrants, person), kind].append(person)
    return tuple(tuple(groups[key]) for key in sorted(groups))


def _matrix(
    entrants: Entrants,
    members: Sequence[Sequence[int]],
    columns: Sequence[tuple[int, int]],
    rows: Sequence[tuple[str, int, int, int]],
    homes: dict[int, int],
) -> csr_matrix:
    where = {(kind, index): row for row, (kind, index, _, _) in enumerate(rows)}
    entries = []
    for column, (number, seat) in enumerate(columns):
        person = members[number][0]
        home = entrants.household[person]
        counted = [("size", 0), ("class", number)]
        counted += [("targets", n) for n in entrants.counted[person]]
        counted += [("apart", n) for n in entrants.apart[person]]
        counted += [("seats", seat)] if seat >= 0 else []
        counted += [("households", homes[home])] if home is not None and home in homes else []
        entries += [(where[name], column) for name in counted]
    table = np.array(entries, dtype=np.int64).reshape(-1, 2)
    shape = (len(rows), len(columns))
    return csr_matrix((np.ones(len(table)), (table[:, 0], table[:, 1])), shape=shape)


def rules_of(stated: Relaxation, cost: Floats, *, whole: bool = False) -> Model:
    """The rules as a program that minimises a cost, over fractions or over whole panels."""
    count = len(stated.columns)
    return Model(
        stated.matrix,
        np.array([row[2] for row in stated.rows], dtype=np.float64),
        np.array([row[3] for row in stated.rows], dtype=np.float64),
        np.zeros(count),
        np.full(count, INFINITY),
        cost,
        np.ones(count, dtype=np.bool_) if whole else None,
    )
