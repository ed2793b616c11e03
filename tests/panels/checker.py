"""An independent judge of panels: no code of the library, only the words of the rules."""

from collections import Counter
from itertools import combinations

import numpy as np
from scipy.optimize import linprog


def broken_rules(panel, pool, targets, size):
    """Say which rules a drawn panel (places) breaks; an empty list is a valid panel."""
    people = {person.id: person for person in pool}
    members = [people[place.person] for place in panel]
    broken = []
    if len(set(panel)) != size or len({m.id for m in members}) != size:
        broken.append(f"size {len(panel)}")
    for target in targets.targets:
        there = sum(counts(target, member) for member in members)
        if not target.minimum <= there <= target.maximum:
            broken.append(f"{target.feature}={target.value}: {there}")
    homes = Counter(m.household for m in members if m.household is not None)
    if targets.one_per_household and homes and max(homes.values()) > 1:
        broken.append("household")
    broken += [f"together {sorted(group)}" for group in targets.apart if not parted(group, members)]
    return broken + broken_seats(panel, people, targets, size)


def counts(target, person):
    """Say whether a target counts a person, who may hold several values of a feature."""
    held = person.features.get(target.feature, ())
    return target.value == held if isinstance(held, str) else target.value in held


def parted(group, members):
    """Say whether at most one of a group is there."""
    return len({member.id for member in members} & group) <= 1


def broken_seats(panel, people, targets, size):
    filled = Counter(place.seat for place in panel if place.seat is not None)
    broken = [
        f"seat {seat.id}: {filled[seat.id]}"
        for seat in targets.seats
        if not seat.minimum <= filled[seat.id] <= seat.maximum
    ]
    broken += [
        f"{place.person} does not fit {place.seat}"
        for place in panel
        if place.seat is not None and place.seat not in people[place.person].seats
    ]
    everybody_seated = sum(seat.maximum for seat in targets.seats) >= size
    if everybody_seated and any(place.seat is None for place in panel):
        broken.append("general place")
    return broken


def members_fit_together(members, targets, size):
    """Say whether these people, seated somehow, are a valid panel (by trying everything)."""
    for target in targets.targets:
        there = sum(counts(target, member) for member in members)
        if not target.minimum <= there <= target.maximum:
            return False
    homes = Counter(m.household for m in members if m.household is not None)
    if targets.one_per_household and homes and max(homes.values()) > 1:
        return False
    if not all(parted(group, members) for group in targets.apart):
        return False
    return some_seating(members, targets, size)


def some_seating(members, targets, size):
    everybody_seated = sum(seat.maximum for seat in targets.seats) >= size

    def seat(rest, filled):
        if not rest:
            return all(filled[s.id] >= s.minimum for s in targets.seats)
        for s in targets.seats:
            room = s.id in rest[0].seats and filled[s.id] < s.maximum
            if room and seat(rest[1:], filled + Counter([s.id])):
                return True
        return not everybody_seated and seat(rest[1:], filled)

    return seat(list(members), Counter())


def all_panels(pool, targets, size):
    """Every valid panel as a tuple of positions in the pool."""
    return [
        chosen
        for chosen in combinations(range(len(pool)), size)
        if members_fit_together([pool[i] for i in chosen], targets, size)
    ]


def leximin(panels, people):
    """Everybody's leximin chance, by brute force over all panels.

    Each level is found by one program; a person is settled at it when another program says
    that they cannot rise above it.
    """
    member = np.zeros((people, len(panels)))
    for number, panel in enumerate(panels):
        member[list(panel), number] = 1
    settled = {}
    while len(settled) < people:
        free = [p for p in range(people) if p not in settled]
        level = _best(member, settled, free, 0.0, None)
        tight = [p for p in free if _alone(member, settled, free, level, p) <= level + 1e-7]
        settled.update(dict.fromkeys(tight or free, level))
    return np.array([settled[p] for p in range(people)])


def _alone(member, settled, free, level, person):
    """How high one person can rise while everybody else keeps the level."""
    return _best(member, settled, free, level, person)


def _best(member, settled, free, level, person):
    count = member.shape[1]
    rows, limits = [], []
    for p, chance in settled.items():
        rows.append(np.append(-member[p], 0.0))
        limits.append(-chance + 1e-9)
    for p in free:
        raised = person is None or p == person
        rows.append(np.append(-member[p], 1.0 if raised else 0.0))
        limits.append(0.0 if raised else -level + 1e-9)
    result = linprog(
        np.append(np.zeros(count), -1.0),
        A_ub=np.array(rows),
        b_ub=limits,
        A_eq=[np.append(np.ones(count), 0.0)],
        b_eq=[1.0],
    )
    return -result.fun
