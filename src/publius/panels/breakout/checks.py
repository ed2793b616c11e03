"""Refuses wishes for tables that no room could meet, and says which and why."""

import math
from collections.abc import Collection, Mapping, Sequence

from publius.panels.checks import is_whole
from publius.panels.errors import PoolError, SettingError
from publius.panels.nearest import did_you_mean
from publius.panels.types import Person


def check_seating(
    people: Sequence[Person],
    rounds: int,
    diversify: Sequence[str],
    together: Sequence[Collection[str]],
    apart: Sequence[Collection[str]],
    at: Mapping[str, Collection[int]],
    seed: int,
) -> None:
    """Everybody named is there once; every feature is known; the rest are whole numbers."""
    known = _check_people(people)
    for name in (name for group in (*together, *apart, at) for name in group):
        if name not in known:
            raise PoolError("unknown-person", id=name)
    if not is_whole(rounds) or rounds < 1:
        raise SettingError("bad-rounds", rounds=rounds)
    if not is_whole(seed):
        raise SettingError("bad-seed", seed=seed)
    features = {feature for person in people for feature in person.features}
    for feature in diversify:
        if feature not in features:
            meant = did_you_mean(feature, features) or ". Check its spelling."
            raise SettingError("unknown-feature", feature=feature, meant=meant)
    _check_both(together, apart)


def _check_people(people: Sequence[Person]) -> set[str]:
    """The ids of everybody; somebody is there, and nobody twice."""
    known: set[str] = set()
    for person in people:
        if person.id in known:
            raise PoolError("duplicate-person", id=person.id)
        if not person.id.strip():
            raise PoolError("blank-id")
        known.add(person.id)
    if not known:
        raise PoolError("nobody-to-seat")
    return known


def check_evenness(evenness: float) -> None:
    """Refuse a weight that means nothing."""
    if not (math.isfinite(evenness) and evenness >= 0):
        raise SettingError("bad-evenness", evenness=evenness)


def _check_both(together: Sequence[Collection[str]], apart: Sequence[Collection[str]]) -> None:
    for group in together:
        for rivals in apart:
            both = sorted(set(group) & set(rivals))
            if len(both) > 1:
                raise SettingError("together-and-apart", one=both[0], other=both[1])


def check_tables(
    people: int,
    tables: int | None,
    size: int | None,
    together: Sequence[Collection[str]],
    at: Mapping[str, Collection[int]],
) -> int:
    """How many tables there are; refuse what cannot be shared out among them."""
    if (tables is None) == (size is None):
        raise SettingError("tables-or-size")
    if size is not None and not (is_whole(size) and size >= 1):
        raise SettingError("bad-table-size", size=size)
    count = -(-people // size) if size is not None else tables
    if count is None or not (is_whole(count) and 1 <= count <= people):
        raise SettingError("bad-tables", tables=count, people=people)
    largest = -(-people // count)
    for group in together:
        if len(set(group)) > largest:
            raise SettingError("group-too-large", group=len(set(group)), size=largest)
    for name, usable in at.items():
        if not any(1 <= table <= count for table in usable):
            raise SettingError("no-table", id=name, tables=count)
    return count
