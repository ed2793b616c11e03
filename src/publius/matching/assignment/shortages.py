"""Plain counts that say why a rule cannot be met whatever else is given up."""

from collections import Counter
from collections.abc import Iterator

from publius.matching.assignment.clash import Bound, Requirement
from publius.matching.assignment.given import AssignInput


def find_shortages(given: AssignInput, clashing: tuple[Requirement, ...]) -> tuple[str, ...]:
    """Say what the counts alone show to be impossible."""
    return (
        *_seats_without_people(given),
        *_people_without_seats(given),
        *_supply(given),
        *_alone(clashing),
    )


def _pairs(given: AssignInput) -> list[tuple[str, str]]:
    table = given.fits.table.tocoo()
    rows, columns = table.row.tolist(), table.col.tolist()
    return [(given.fits.seats[i], given.fits.people[j]) for i, j in zip(rows, columns, strict=True)]


def _seats_without_people(given: AssignInput) -> Iterator[str]:
    apart = {(place.seat, place.person) for place in given.conflicts}
    confirmed = {(place.seat, place.person) for place in given.confirmed}
    can_come = {load.person for load in given.loads if load.maximum > 0}
    fitting = {pair for pair in _pairs(given) if pair[1] in can_come} | confirmed
    free = Counter(seat for seat, person in fitting if (seat, person) not in apart)
    barred = Counter(seat for seat, person in fitting if (seat, person) in apart)
    for seat in given.seats:
        if seat.must and free[seat.id] < seat.minimum:
            yield (
                f"The seat '{seat.id}' needs at least {_people(seat.minimum)}, and "
                f"{_fit(free[seat.id])} it{_barred(barred[seat.id])}."
            )


def _fit(count: int) -> str:
    return {0: "nobody fits", 1: "1 person fits"}.get(count, f"{count} people fit")


def _barred(count: int) -> str:
    if not count:
        return ""
    return f" ({count} more {'has' if count == 1 else 'have'} a conflict of interest)"


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"


def _places(count: int) -> str:
    return "1 place" if count == 1 else f"{count} places"


def _people_without_seats(given: AssignInput) -> Iterator[str]:
    apart = {(place.seat, place.person) for place in given.conflicts}
    confirmed = {(place.seat, place.person) for place in given.confirmed}
    seats = Counter(person for seat, person in {*_pairs(given), *confirmed} - apart)
    for load in given.loads:
        if seats[load.person] < load.minimum:
            fit = f"only {seats[load.person]} of the seats" if seats[load.person] else "no seat"
            yield f"'{load.person}' should take at least {_places(load.minimum)} and fits {fit}."


def _supply(given: AssignInput) -> Iterator[str]:
    wanted = sum(seat.minimum for seat in given.seats if seat.must)
    offered = sum(load.maximum for load in given.loads)
    if offered < wanted:
        yield f"The seats need {_places(wanted)} filled, and the people take at most {offered}."
    owed = sum(load.minimum for load in given.loads)
    room = sum(seat.maximum for seat in given.seats)
    if room < owed:
        yield f"The people should take at least {_places(owed)}; the seats have room for {room}."


def _alone(clashing: tuple[Requirement, ...]) -> Iterator[str]:
    """A quota that no assignment can meet is not explained by the counts above."""
    if len(clashing) == 1 and clashing[0].kind == "quota":
        rule = clashing[0]
        side = "reached" if rule.bound is Bound.MINIMUM else "kept"
        yield f"The quota '{rule.name}' cannot be {side}, even if everything else is given up."
