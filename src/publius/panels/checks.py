"""Refuses input that makes no sense before any work is done on it."""

from collections.abc import Collection, Iterable, Sequence

from publius.panels.errors import PoolError, SettingError, TargetsError
from publius.panels.objectives.objective import Objective, as_objective
from publius.panels.types import Person, Place, Seat, Target, Targets

MOST_PEOPLE = 999_999_999  # what the files can say, and far more than the solver needs to count
MOST_TICKETS = 10_000_000  # a list of so many panels just about fits into a computer's memory


def check_input(
    pool: Sequence[Person],
    targets: Targets,
    size: int,
    confirmed: Sequence[Place],
    unavailable: Collection[str],
) -> None:
    """Raise the error that a person can act on, or return quietly."""
    check_size(size)
    _check_targets(targets.targets)
    _check_seats(targets.seats)
    seats = {seat.id for seat in targets.seats}
    _check_people(pool, seats)
    _check_apart(pool, targets.apart)
    _check_places(pool, seats, confirmed, unavailable, size)


def check_settings(
    method: str | Objective, seed: int, tickets: int | None, reserves: int | None
) -> None:
    """Refuse settings that no draw could follow."""
    as_objective(method)
    if not is_whole(seed):
        raise SettingError("bad-seed", seed=seed)
    if tickets is not None and not (is_whole(tickets) and 1 <= tickets <= MOST_TICKETS):
        raise SettingError("bad-tickets", tickets=tickets, most=MOST_TICKETS)
    if reserves is not None and not (is_whole(reserves) and reserves >= 0):
        raise SettingError("bad-reserves", reserves=reserves)


def check_size(size: int) -> None:
    """Refuse a panel size that is not a positive whole number."""
    if not (is_whole(size) and 1 <= size <= MOST_PEOPLE):
        raise SettingError("bad-size", size=size, most=MOST_PEOPLE)


def is_whole(number: object) -> bool:
    """Say whether something is a whole number, which true and false are not.

    >>> is_whole(3), is_whole(3.0), is_whole(True)
    (True, False, False)
    """
    return isinstance(number, int) and not isinstance(number, bool)


def _check_targets(targets: Iterable[Target]) -> None:
    seen: set[tuple[str, str]] = set()
    for target in targets:
        if not target.feature.strip() or not target.value.strip():
            raise TargetsError("blank-name")
        if (target.feature, target.value) in seen:
            raise TargetsError("duplicate-target", feature=target.feature, value=target.value)
        seen.add((target.feature, target.value))
        name = f"{target.feature}: {target.value}"
        _check_range(name, target.minimum, target.maximum)
        _check_flex(name, target)


def _check_seats(seats: Iterable[Seat]) -> None:
    seen: set[str] = set()
    for seat in seats:
        if not seat.id.strip():
            raise TargetsError("blank-seat", title=seat.title)
        if seat.id in seen:
            raise TargetsError("duplicate-seat", seat=seat.id)
        seen.add(seat.id)
        _check_range(f"Seat “{seat.title}”", seat.minimum, seat.maximum)


def _check_range(name: str, minimum: int, maximum: int) -> None:
    for bound, limit in (("minimum", minimum), ("maximum", maximum)):
        if not (is_whole(limit) and limit <= MOST_PEOPLE):
            raise TargetsError(
                "bad-limit", name=name, bound=bound, limit=repr(limit), most=MOST_PEOPLE
            )
    if minimum < 0:
        raise TargetsError("negative-range", name=name, minimum=minimum)
    if minimum > maximum:
        raise TargetsError("reversed-range", name=name, minimum=minimum, maximum=maximum)


def _check_flex(name: str, target: Target) -> None:
    lowest = target.minimum if target.lowest is None else target.lowest
    highest = target.maximum if target.highest is None else target.highest
    if not (0 <= lowest <= target.minimum and target.maximum <= highest):
        raise TargetsError("narrow-flex", name=name, lowest=lowest, highest=highest)


def _check_people(pool: Sequence[Person], seats: set[str]) -> None:
    seen: set[str] = set()
    for person in pool:
        if not isinstance(person.id, str) or not person.id.strip():
            raise PoolError("blank-id")
        if person.id in seen:
            raise PoolError("duplicate-person", id=person.id)
        seen.add(person.id)
        for feature, value in person.features.items():
            if type(value) is not str and not _is_texts(value):
                raise PoolError("bad-value", id=person.id, feature=feature, value=repr(value))
        if type(person.seats) is not frozenset:
            raise PoolError("bad-seats", id=person.id, seats=repr(person.seats))
        for seat in sorted(person.seats - seats):
            raise PoolError("unknown-seat", id=person.id, seat=seat)


def _is_texts(value: object) -> bool:
    several = isinstance(value, (str, frozenset))
    return several and all(isinstance(text, str) for text in value)  # type: ignore[attr-defined]


def _check_apart(pool: Sequence[Person], groups: Iterable[frozenset[str]]) -> None:
    known = {person.id for person in pool} if groups else set()
    for group in groups:
        if type(group) is not frozenset:
            raise TargetsError("bad-apart", group=repr(group))
        for person in sorted(group - known):
            raise PoolError("unknown-person", id=person)


def _check_places(
    pool: Sequence[Person],
    seats: set[str],
    confirmed: Sequence[Place],
    unavailable: Collection[str],
    size: int,
) -> None:
    known = {person.id for person in pool}
    held: set[str] = set()
    for place in confirmed:
        if place.person not in known:
            raise PoolError("unknown-person", id=place.person)
        if place.person in held:
            raise PoolError("confirmed-twice", id=place.person)
        if place.person in unavailable:
            raise PoolError("confirmed-unavailable", id=place.person)
        if place.seat is not None and place.seat not in seats:
            raise PoolError("unknown-seat", id=place.person, seat=place.seat)
        held.add(place.person)
    for person in sorted(set(unavailable) - known):
        raise PoolError("unknown-person", id=person)
    if len(held) > size:
        raise SettingError("too-many-confirmed", confirmed=len(held), size=size)
