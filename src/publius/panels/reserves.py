"""Chooses reserves: people who can each step in for somebody without breaking a target."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from publius.panels.problem import general_places
from publius.panels.randomness import digest
from publius.panels.types import Person, Place, Reserve, Targets

SHARE = 3  # one reserve for every three places, unless told otherwise


def reserve_count(size: int, asked: int | None) -> int:
    """How many reserves to name: a third of the panel, rounded up, by default."""
    return math.ceil(size / SHARE) if asked is None else asked


@dataclass(frozen=True, slots=True)
class _Likes:
    """People outside the panel who could stand in for exactly the same members."""

    people: tuple[tuple[str, Person], ...]
    covers: NDArray[np.bool_]


def choose_reserves(
    panel: Sequence[Place],
    people: Mapping[str, Person],
    outside: Sequence[Person],
    targets: Targets,
    size: int,
    count: int,
    key: str,
) -> tuple[Reserve, ...]:
    """Name up to ``count`` reserves, best first.

    Each choice adds most where cover is thinnest: a member who already has one reserve counts
    half, one with two a quarter. Equal choices are settled by the key.
    """
    likes = _alike(panel, people, outside, targets, size, key)
    weight = np.ones(len(panel))
    used = [0] * len(likes)
    homes: set[str] = set()
    chosen: list[Reserve] = []
    while len(chosen) < count:
        pick = _most_useful(likes, used, weight)
        if pick is None:
            break
        person = likes[pick].people[used[pick]][1]
        used[pick] += 1
        if targets.one_per_household and person.household is not None:
            if person.household in homes:
                continue
            homes.add(person.household)
        covers = likes[pick].covers
        weight = np.where(covers, weight / 2, weight)
        names = tuple(place.person for place, able in zip(panel, covers, strict=True) if able)
        chosen.append(Reserve(person.id, names))
    return tuple(chosen)


def _most_useful(
    likes: Sequence[_Likes], used: Sequence[int], weight: NDArray[np.float64]
) -> int | None:
    best: tuple[float, str, int] | None = None
    for number, like in enumerate(likes):
        if used[number] < len(like.people):
            gain = float(weight @ like.covers)
            rank = (-gain, like.people[used[number]][0], number)
            best = rank if best is None else min(best, rank)
    return None if best is None else best[2]


def _alike(
    panel: Sequence[Place],
    people: Mapping[str, Person],
    outside: Sequence[Person],
    targets: Targets,
    size: int,
    key: str,
) -> list[_Likes]:
    groups: dict[tuple[object, ...], list[Person]] = defaultdict(list)
    at_home = _homes(panel, people, targets)
    for person in outside:
        values = tuple(person.holds(t.feature, t.value) for t in targets.targets)
        mate = at_home.get(person.household) if person.household is not None else None
        groups[(values, tuple(sorted(person.seats)), -1 if mate is None else mate)].append(person)
    counts = _counts([people[place.person] for place in panel], targets)
    likes = []
    for group in sorted(groups, key=repr):
        covers = _covers(panel, people, groups[group][0], targets, size, counts)
        if group[2] != -1:
            covers &= np.arange(len(panel)) == group[2]
        if covers.any():
            ranked = sorted((digest(key, person.id), person.id) for person in groups[group])
            byid = {person.id: person for person in groups[group]}
            likes.append(_Likes(tuple((rank, byid[name]) for rank, name in ranked), covers))
    return likes


def _homes(
    panel: Sequence[Place], people: Mapping[str, Person], targets: Targets
) -> dict[str, int]:
    """Which panel member lives in which household, when that matters."""
    if not targets.one_per_household:
        return {}
    homes = ((people[place.person].household, number) for number, place in enumerate(panel))
    return {home: number for home, number in homes if home is not None}


def _counts(members: Sequence[Person], targets: Targets) -> NDArray[np.int64]:
    return np.array(
        [sum(p.holds(t.feature, t.value) for p in members) for t in targets.targets],
        dtype=np.int64,
    )


def _covers(
    panel: Sequence[Place],
    people: Mapping[str, Person],
    person: Person,
    targets: Targets,
    size: int,
    counts: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """For each panel member: could this person sit in their place with every target still met?"""
    has = _counts([person], targets)
    low = np.array([target.minimum for target in targets.targets], dtype=np.int64)
    high = np.array([target.maximum for target in targets.targets], dtype=np.int64)
    fits = []
    for place in panel:
        had = _counts([people[place.person]], targets)
        after = counts - had + has
        worse = ((after < low) & (after < counts)) | ((after > high) & (after > counts))
        fits.append(not worse.any() and _can_sit(place, person, panel, targets, size))
    return np.array(fits, dtype=np.bool_)


def _can_sit(
    place: Place, person: Person, panel: Sequence[Place], targets: Targets, size: int
) -> bool:
    """In the same seat, or in a general place when the seat can be spared."""
    if place.seat is not None and place.seat in person.seats:
        return True
    if not general_places(targets, size):
        return False
    if place.seat is None:
        return True
    filled = sum(other.seat == place.seat for other in panel)
    return filled > next(s.minimum for s in targets.seats if s.id == place.seat)
