"""Decides which seat each panel member fills: every must-have first, then as many as possible."""

from collections.abc import Mapping, Sequence

from publius.panels.randomness import digest
from publius.panels.types import Person, Place, Seat


def seat_people(
    members: Sequence[Person], seats: Sequence[Seat], taken: Mapping[str, int], key: str
) -> dict[str, str | None]:
    """Give everybody a seat or a general place, by augmenting paths over single seats.

    A seat's must-have places are offered before any optional one; augmenting never empties a
    place again, so all must-haves stay filled (Mendelsohn and Dulmage, 1958).
    """
    turn = sorted(members, key=lambda person: digest(key, person.id))
    must = [s.id for s in seats for _ in range(max(0, s.minimum - taken.get(s.id, 0)))]
    upto = {s.id: max(0, s.maximum - taken.get(s.id, 0)) for s in seats}
    optional = [s.id for s in seats for _ in range(upto[s.id] - must.count(s.id))]
    places = must + optional
    holder: dict[int, int] = {}
    for number in range(len(places)):
        _offer(number, places, turn, holder, set())
    held = {person: places[place] for person, place in holder.items()}
    return {person.id: held.get(number) for number, person in enumerate(turn)}


def _offer(
    place: int,
    places: Sequence[str],
    people: Sequence[Person],
    holder: dict[int, int],
    asked: set[int],
) -> bool:
    """Fill one place, moving people between seats where that helps."""
    for number, person in enumerate(people):
        if number in asked or places[place] not in person.seats:
            continue
        asked.add(number)
        if number not in holder or _offer(holder[number], places, people, holder, asked):
            holder[number] = place
            return True
    return False


def as_places(members: Sequence[str], seats: Mapping[str, str | None]) -> tuple[Place, ...]:
    """Panel members in the order of their ids, each with their place."""
    return tuple(Place(person, seats[person]) for person in sorted(members))
