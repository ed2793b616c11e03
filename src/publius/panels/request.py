"""A request for a draw in one canonical order, so that the order of the input never matters."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from publius.panels.objectives.objective import Objective
from publius.panels.plain import as_plain, person_as_plain, plain_digest
from publius.panels.types import Person, Place, Targets


@dataclass(frozen=True, slots=True)
class Request:
    """Everything that decides the lottery, in one canonical order."""

    pool: tuple[Person, ...]
    targets: Targets
    size: int
    confirmed: tuple[Place, ...]
    unavailable: tuple[str, ...]
    method: str
    tickets: int | None
    reserves: int | None
    aim: Objective | None = None

    def objective(self) -> Objective:
        """What the lottery aims at: a method's name, or more than a name says."""
        return self.aim or Objective(self.method)

    def input_digest(self) -> str:
        """The SHA-256 of the people, the targets and who is already settled."""
        return plain_digest(self.input())

    def input(self) -> dict[str, Any]:
        """The people, the targets and who is already settled, as JSON types."""
        return {
            "pool": [person_as_plain(person) for person in self.pool],
            "targets": as_plain(self.targets),
            "size": self.size,
            "confirmed": as_plain(self.confirmed),
            "unavailable": list(self.unavailable),
        }

    def parameters(self) -> dict[str, object]:
        """The settings, as they are stored with a run."""
        more = {} if self.aim is None else {"objective": self.aim.as_plain()}
        return {
            "method": self.method,
            "reserves": self.reserves,
            "tickets": self.tickets,
            **more,
        }


def canonical_targets(targets: Targets) -> Targets:
    """The same targets and seats, sorted.

    >>> from publius.panels.types import Target
    >>> two = Targets((Target("b", "x", 0, 1), Target("a", "x", 0, 1)))
    >>> [target.feature for target in canonical_targets(two).targets]
    ['a', 'b']
    """
    return Targets(
        tuple(sorted(targets.targets, key=lambda t: (t.feature, t.value))),
        tuple(sorted(targets.seats, key=lambda seat: seat.id)),
        targets.one_per_household,
        tuple(sorted(set(targets.apart), key=sorted)),
    )


def canonical_request(
    pool: Sequence[Person],
    targets: Targets,
    size: int,
    confirmed: Sequence[Place],
    unavailable: Collection[str],
    method: str | Objective,
    tickets: int | None,
    reserves: int | None,
) -> Request:
    """Sort everything whose order carries no meaning."""
    return Request(
        pool=tuple(sorted(pool, key=lambda person: person.id)),
        targets=canonical_targets(targets),
        size=size,
        confirmed=tuple(sorted(confirmed, key=lambda place: place.person)),
        unavailable=tuple(sorted(set(unavailable))),
        method=method if isinstance(method, str) else method.name,
        tickets=tickets,
        reserves=reserves,
        aim=None if isinstance(method, str) or method.is_plain() else method,
    )
