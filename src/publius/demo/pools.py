"""Who said "I'd be interested" in which call, and for which of its seats."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from publius.demo.population import chance
from publius.demo.types import DemoCall, DemoEngagement, DemoInterest, DemoPerson, DemoSeat
from publius.demo.willing import interest_words

FITTING_PER_PLACE = 3


def fill_pools(
    rng: Random,
    engagements: tuple[DemoEngagement, ...],
    people: tuple[DemoPerson, ...],
    as_of: date,
) -> tuple[DemoEngagement, ...]:
    """The engagements with their pools filled from the people of the place."""
    return tuple(
        replace(item, calls=tuple(_filled(rng, call, people, as_of) for call in item.calls))
        for item in engagements
    )


def _filled(rng: Random, call: DemoCall, people: tuple[DemoPerson, ...], as_of: date) -> DemoCall:
    if not call.pool_size or call.opened_on is None:
        return call
    chosen: dict[str, DemoPerson] = {}
    for seat in sorted(call.seats, key=lambda seat: _how_many_fit(seat, people)):
        _add_fitting(rng, chosen, seat, people)
    anyone = [person for person in people if any(_fits(person, seat) for seat in call.seats)]
    _add_others(rng, chosen, anyone, call.pool_size)
    last = min(call.closes_on or as_of, as_of)
    interests = [_interest(rng, call, person, last) for person in chosen.values()]
    interests += call.interests  # of people with a part, as written
    return replace(call, interests=tuple(sorted(interests, key=lambda said: said.said_on)))


def _add_fitting(
    rng: Random, chosen: dict[str, DemoPerson], seat: DemoSeat, people: tuple[DemoPerson, ...]
) -> None:
    """People for this seat who are not already counted on for another one."""
    fitting = [person for person in people if person.key not in chosen and _fits(person, seat)]
    wanted = min(len(fitting), seat.maximum * FITTING_PER_PLACE)
    chosen.update((person.key, person) for person in rng.sample(fitting, wanted))


def _fits(person: DemoPerson, seat: DemoSeat) -> bool:
    return not person.voices.isdisjoint(seat.voices)


def _how_many_fit(seat: DemoSeat, people: tuple[DemoPerson, ...]) -> int:
    """The scarcest seats choose first, or others would take their people."""
    return sum(_fits(person, seat) for person in people)


def _add_others(
    rng: Random, chosen: dict[str, DemoPerson], people: list[DemoPerson], size: int
) -> None:
    """Round the pool up with more people who could fill one of its seats."""
    others = [person for person in people if person.key not in chosen]
    more = min(len(others), max(0, size - len(chosen)))
    chosen.update((person.key, person) for person in rng.sample(others, more))


def _interest(rng: Random, call: DemoCall, person: DemoPerson, last: date) -> DemoInterest:
    """Early and late in the time the call was open; two in three add a few words."""
    first = call.opened_on or last
    days = rng.randint(0, max(0, (last - first).days))
    words = interest_words(rng, call, person) if chance(rng, 66) else ""
    seats = tuple(seat.key for seat in call.seats if _fits(person, seat))
    return DemoInterest(person.key, seats, words, said_on=first + timedelta(days=days))


def joined_in_time(
    people: tuple[DemoPerson, ...], engagements: tuple[DemoEngagement, ...]
) -> tuple[DemoPerson, ...]:
    """The people, with an account from before the first day they said they were interested."""
    first: dict[str, date] = {}
    for said in (i for item in engagements for call in item.calls for i in call.interests):
        first[said.person] = min(said.said_on, first.get(said.person, said.said_on))
    return tuple(
        replace(person, joined_on=min(person.joined_on, first[person.key] - timedelta(days=2)))
        if person.key in first
        else person
        for person in people
    )
