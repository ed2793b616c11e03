"""The people and limits of a published lottery, read from the file itself.

Whoever publishes and whoever verifies reads the same sections, so what is computed from them is
the same on both sides.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

Range = tuple[int, int]


@dataclass(frozen=True)
class Entrants:
    """What the rules see of each person, in the order of the codes.

    ``counted`` are the indexes of the targets that count a person, ``seats`` those of the seats
    they fit, ``apart`` the groups they belong to; ``confirmed`` says which seat (or None) people
    hold already.
    """

    counted: tuple[tuple[int, ...], ...]
    seats: tuple[tuple[int, ...], ...]
    apart: tuple[tuple[int, ...], ...]
    household: tuple[int | None, ...]
    confirmed: Mapping[int, int | None]
    unavailable: frozenset[int]
    one_per_household: bool

    @cached_property
    def free(self) -> tuple[bool, ...]:
        """Who can be on a ticket as far as confirmed and unavailable people decide it."""
        full = {self.household[number] for number in self.confirmed} - {None}
        if not self.one_per_household:
            full = set()
        return tuple(
            number not in self.confirmed and number not in self.unavailable and home not in full
            for number, home in enumerate(self.household)
        )

    @property
    def asked(self) -> tuple[int, ...]:
        """Everybody whose chance the lottery is to decide."""
        settled = {*self.confirmed, *self.unavailable}
        return tuple(n for n in range(len(self.counted)) if n not in settled)


@dataclass(frozen=True, slots=True)
class Limits:
    """What remains for the tickets once confirmed people are counted: (least, most) each."""

    size: int
    targets: tuple[Range, ...]
    seats: tuple[Range, ...]
    apart: tuple[Range, ...]
    general: bool


def read_entrants(sections: Mapping[str, Any]) -> Entrants:
    """The people of a lottery whose pool is not left out."""
    rules, people = sections["rules"], sections["people"]
    pool = sections["pool"]["people"]
    index = {(t["feature"], t["value"]): n for n, t in enumerate(rules["targets"])}
    seats = {seat["id"]: number for number, seat in enumerate(rules["seats"])}
    return Entrants(
        counted=tuple(_counted(person["features"], index) for person in pool),
        seats=tuple(tuple(sorted(seats[seat] for seat in p["seats"])) for p in pool),
        apart=tuple(tuple(person["apart"]) for person in pool),
        household=tuple(person["household"] for person in pool),
        confirmed={
            number: None if seat is None else seats[seat] for number, seat in people["confirmed"]
        },
        unavailable=frozenset(people["unavailable"]),
        one_per_household=rules["one_per_household"],
    )


def _counted(
    features: Mapping[str, str | Sequence[str]], index: Mapping[tuple[str, str], int]
) -> tuple[int, ...]:
    held = [
        index.get((feature, value))
        for feature, values in features.items()
        for value in ([values] if isinstance(values, str) else values)
    ]
    return tuple(sorted({number for number in held if number is not None}))


def limits_left(rules: Mapping[str, Any], entrants: Entrants) -> Limits:
    """What the tickets have to satisfy beside the confirmed people."""
    targets = Counter(n for person in entrants.confirmed for n in entrants.counted[person])
    groups = Counter(n for person in entrants.confirmed for n in entrants.apart[person])
    seats = Counter(seat for seat in entrants.confirmed.values() if seat is not None)
    return Limits(
        size=rules["size"] - len(entrants.confirmed),
        targets=tuple(_left(rule, targets[n]) for n, rule in enumerate(rules["targets"])),
        seats=tuple(_left(rule, seats[n]) for n, rule in enumerate(rules["seats"])),
        apart=tuple((0, max(0, 1 - groups[n])) for n in range(rules["apart"])),
        general=sum(seat["maximum"] for seat in rules["seats"]) < rules["size"],
    )


def _left(rule: Mapping[str, Any], taken: int) -> Range:
    return max(0, rule["minimum"] - taken), max(0, rule["maximum"] - taken)
