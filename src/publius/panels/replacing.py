"""Fills the places of people who dropped out, from everybody who is left in the pool."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import replace as changed
from itertools import count, islice
from typing import Any

from publius.panels.certify import count_seats, count_targets
from publius.panels.drawing import draw
from publius.panels.easing import Terms, apply_easing, least_terms
from publius.panels.errors import InfeasibleError
from publius.panels.objectives.objective import Objective
from publius.panels.plain import plain_digest
from publius.panels.problem import build_problem
from publius.panels.progress import Progress
from publius.panels.randomness import digest
from publius.panels.request import canonical_request, canonical_targets
from publius.panels.types import Draw, Person, Place, Reserve, Targets


def replace(
    pool: Sequence[Person],
    targets: Targets,
    *,
    size: int,
    confirmed: Sequence[Place],
    unavailable: Collection[str],
    seed: int,
    flexible: bool = False,
    at_most: bool = False,
    method: str | Objective = "leximin",
    reserves: int | None = None,
    tickets: int | None = None,
    ticket: int | None = None,
    progress: Progress | None = None,
    time_limit: float | None = None,
) -> Draw:
    """Fill the places of people who dropped out, under what the targets still ask for.

    ``confirmed`` people keep their places and seats; ``unavailable`` people are not drawn. The
    pool still lists everybody, so that features and households of confirmed people count.

    Where nobody fits what is left to ask, InfeasibleError says so. With ``at_most``, as many
    places as possible are filled and the rest stay open; ``Draw.awaited`` says whom the open
    places need, so that every target can still be met. With ``flexible``, limits give way by as
    few people as possible, the cheapest first, within their ``lowest`` and ``highest``;
    ``Draw.eased`` lists them. With both, places are filled first and limits eased for it.

    >>> from publius.panels import Person, Place, Target, Targets
    >>> pool = [Person("ada", {"job": "planner"}), Person("bo", {"job": "planner"}),
    ...         Person("cy", {"job": "driver"}), Person("di", {"job": "driver"})]
    >>> targets = Targets((Target("job", "planner", 1, 1), Target("job", "driver", 1, 1)))
    >>> again = replace(pool, targets, size=2, confirmed=[Place("ada")], unavailable=["cy"], seed=5)
    >>> [place.person for place in again.panel]
    ['ada', 'di']
    >>> eased = replace(pool, targets, size=2, confirmed=[Place("ada")],
    ...                 unavailable=["cy", "di"], seed=5, flexible=True)
    >>> print(*eased.eased, sep="; ")
    lower the minimum for job: driver from 1 to 0; raise the maximum for job: planner from 1 to 2
    """
    asked = _Asked(pool, targets, size, tuple(confirmed), tuple(unavailable))
    settings = {"method": method, "reserves": reserves, "tickets": tickets, "ticket": ticket}
    limits = {"progress": progress, "time_limit": time_limit}
    return _with_leave(asked, seed, settings | limits, flexible=flexible, at_most=at_most)


def _with_leave(
    asked: "_Asked", seed: int, settings: Mapping[str, Any], *, flexible: bool, at_most: bool
) -> Draw:
    """Draw what was asked for; where that cannot be, what there is leave to draw instead."""
    try:
        drawn = asked.draw(seed, settings)
    except InfeasibleError:
        terms = _terms(asked, seed, flexible=flexible, at_most=at_most)
        if terms is None:
            raise
        drawn = _drawn_on_terms(asked, terms, seed, settings)
    marks = {"flexible": flexible, "at_most": at_most}
    agreed = {name: True for name, given in marks.items() if given}
    return changed(drawn, parameters={**drawn.parameters, **agreed})


@dataclass(frozen=True, slots=True)
class _Asked:
    """What somebody wants drawn."""

    pool: Sequence[Person]
    targets: Targets
    size: int
    confirmed: tuple[Place, ...]
    unavailable: tuple[str, ...]

    def draw(self, seed: int, settings: Mapping[str, Any]) -> Draw:
        return draw(
            self.pool,
            self.targets,
            size=self.size,
            seed=seed,
            confirmed=self.confirmed,
            unavailable=self.unavailable,
            **settings,
        )

    def digest(self) -> str:
        request = canonical_request(
            self.pool, self.targets, self.size, self.confirmed, self.unavailable, "", None, None
        )
        return plain_digest(request.input())


def _terms(asked: _Asked, seed: int, *, flexible: bool, at_most: bool) -> Terms | None:
    """What must give way; None when that is not agreed to or leaves nobody to draw."""
    if not (flexible or at_most):
        return None
    targets = canonical_targets(asked.targets)
    problem = build_problem(asked.pool, targets, asked.size, asked.confirmed, asked.unavailable)
    several = {
        feature
        for person in asked.pool
        for feature, held in person.features.items()
        if not isinstance(held, str) and len(held) > 1
    }
    key = digest(asked.digest(), str(seed))
    terms = least_terms(problem, targets, several, flexible=flexible, at_most=at_most, key=key)
    return None if terms is None or terms.open >= problem.size else terms


def _drawn_on_terms(asked: _Asked, terms: Terms, seed: int, settings: Mapping[str, Any]) -> Draw:
    """Draw with people yet to be found on the open places, then take these out again."""
    unknown, places = _yet_to_be_found(asked, terms)
    eased = changed(
        asked,
        pool=[*asked.pool, *unknown],
        targets=apply_easing(asked.targets, terms.eased),
        confirmed=(*asked.confirmed, *places),
    )
    drawn = eased.draw(seed, settings)
    out = {person.id for person in unknown}
    people = {person.id: person for person in asked.pool}
    panel = tuple(place for place in drawn.panel if place.person not in out)
    members = [people[place.person] for place in panel]
    targets = canonical_targets(asked.targets)
    return changed(
        drawn,
        panel=panel,
        chances={name: chance for name, chance in drawn.chances.items() if name not in out},
        reserves=_without(drawn.reserves, out),
        certificate=changed(
            drawn.certificate,
            targets=count_targets(asked.pool, members, targets),
            seats=count_seats(asked.pool, panel, targets),
        ),
        input_digest=asked.digest(),
        eased=terms.eased,
        awaited=terms.awaited,
    )


def _yet_to_be_found(asked: _Asked, terms: Terms) -> tuple[list[Person], list[Place]]:
    """Somebody for every open place, who between them hold and fill what is awaited."""
    known = {person.id for person in asked.pool}
    names = (f"open place {number}" for number in count())
    free = list(islice((name for name in names if name not in known), terms.open))
    features: list[dict[str, frozenset[str]]] = [{} for _ in free]
    seats: list[str | None] = [None for _ in free]
    turns: dict[str, int] = {}
    for rule in terms.awaited:
        for _ in range(rule.limit):
            if rule.kind == "seat":
                seats[seats.index(None)] = rule.feature
                continue
            turn = turns.get(rule.feature, 0) % len(free)
            turns[rule.feature] = turn + 1
            held = features[turn].get(rule.feature, frozenset())
            features[turn][rule.feature] = held | {rule.value}
    people = [
        Person(name, held, frozenset() if seat is None else frozenset({seat}))
        for name, held, seat in zip(free, features, seats, strict=True)
    ]
    return people, [Place(name, seat) for name, seat in zip(free, seats, strict=True)]


def _without(reserves: Sequence[Reserve], out: Collection[str]) -> tuple[Reserve, ...]:
    """The reserves, as stand-ins for people who are there."""
    kept = (
        Reserve(reserve.person, tuple(name for name in reserve.covers if name not in out))
        for reserve in reserves
    )
    return tuple(reserve for reserve in kept if reserve.covers)
