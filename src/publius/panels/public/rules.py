"""How the ticket will be found: fixed and published before the draw, followed on the day.

Three ways: numbers thrown with dice in front of people, a round of the drand beacon that lies in
the future when the lottery is published, or a number that somebody states.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from publius.panels.errors import PublicLotteryError

MOMENT = "%Y-%m-%dT%H:%M:%SZ"  # how a time is written in the file
TEN = 10  # ten-sided dice are numbered 0 to 9, all others from 1


@dataclass(frozen=True, slots=True)
class Chain:
    """A drand network: when its first round was, and the seconds from each to the next."""

    genesis: int
    period: int


DEFAULT_CHAIN = "8990e7a9aaed2ffed73dbd7092123d6f289930540d7651336225dc172e51b2ce"
QUICKNET = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"
CHAINS = {DEFAULT_CHAIN: Chain(1595431050, 30), QUICKNET: Chain(1692803367, 3)}


@dataclass(frozen=True, slots=True)
class SeedRule:
    """The ticket follows from a whole number that somebody states on the day.

    >>> SeedRule().as_plain()
    {'kind': 'seed'}
    """

    def as_plain(self) -> dict[str, Any]:
        """The rule as it is published."""
        return {"kind": "seed"}

    def check(self, tickets: int) -> None:
        """A seed can pick from any number of tickets."""


@dataclass(frozen=True, slots=True)
class DiceRule:
    """The ticket is the number that dice show, read from left to right.

    >>> DiceRule(dice=4, sides=10).number((3, 1, 4, 1))
    3141
    >>> DiceRule(dice=2, sides=6).number((1, 3))
    2
    """

    dice: int = 4
    sides: int = TEN

    @property
    def lowest(self) -> int:
        """The smallest number on a die."""
        return 0 if self.sides == TEN else 1

    def as_plain(self) -> dict[str, Any]:
        """The rule as it is published."""
        return {"kind": "dice", "dice": self.dice, "sides": self.sides, "lowest": self.lowest}

    def check(self, tickets: int) -> None:
        """Refuse dice that cannot reach every ticket."""
        if not (1 <= self.dice <= 100 and 2 <= self.sides <= 1000):
            raise PublicLotteryError("bad-dice", dice=self.dice, sides=self.sides)
        if self.sides**self.dice < tickets:
            needed = next(n for n in range(1, 101) if self.sides**n >= tickets)
            raise PublicLotteryError(
                "too-few-dice", dice=self.dice, sides=self.sides, tickets=tickets, needed=needed
            )

    def number(self, throw: tuple[int, ...]) -> int:
        """What a throw says as a number from 0; refuse what these dice cannot show."""
        highest = self.lowest + self.sides - 1
        if len(throw) != self.dice:
            raise PublicLotteryError("wrong-number-of-dice", shown=len(throw), dice=self.dice)
        for shown in throw:
            if not self.lowest <= shown <= highest:
                raise PublicLotteryError(
                    "bad-throw", shown=shown, lowest=self.lowest, highest=highest
                )
        number = 0
        for shown in throw:
            number = number * self.sides + shown - self.lowest
        return number

    def ticket(self, throw: tuple[int, ...], tickets: int) -> int | None:
        """The ticket a throw picks; None means that it has to be thrown again.

        >>> DiceRule(dice=1, sides=6).ticket((6,), 5) is None
        True
        """
        number, throws = self.number(throw), self.sides**self.dice
        return number % tickets if number < throws - throws % tickets else None


@dataclass(frozen=True, slots=True)
class BeaconRule:
    """The ticket follows from the public randomness of one drand round, fixed in advance.

    >>> BeaconRule(round=1, chain=QUICKNET).at
    '2023-08-23T15:09:27Z'
    """

    round: int
    chain: str = DEFAULT_CHAIN

    @property
    def at(self) -> str | None:
        """When the round appears; None for a chain whose clock is not known here."""
        seconds = round_time(self.chain, self.round)
        if seconds is None:
            return None
        return datetime.fromtimestamp(seconds, UTC).strftime(MOMENT)

    def as_plain(self) -> dict[str, Any]:
        """The rule as it is published."""
        return {"kind": "beacon", "chain": self.chain, "round": self.round, "at": self.at}

    def check(self, tickets: int) -> None:
        """Refuse what cannot be a chain or a round."""
        hexadecimal = len(self.chain) == 64 and set(self.chain) <= set("0123456789abcdef")
        if not hexadecimal or not 1 <= self.round < 2**32:
            raise PublicLotteryError("bad-round", round=self.round, chain=self.chain)


Rule = SeedRule | DiceRule | BeaconRule


def round_time(chain: str, number: int) -> int | None:
    """When a round appears, in seconds since 1970; None where the chain is not known."""
    known = CHAINS.get(chain)
    return None if known is None else known.genesis + (number - 1) * known.period


def round_at(moment: datetime, chain: str = DEFAULT_CHAIN) -> int:
    """The first round at or after a moment.

    >>> round_at(datetime(2023, 8, 23, 15, 9, 28, tzinfo=UTC), QUICKNET)
    2
    """
    clock = CHAINS[chain]
    waited = int(moment.timestamp()) - clock.genesis
    return max(1, -(-waited // clock.period) + 1)


def rule_from(plain: Mapping[str, Any]) -> Rule:
    """Read a published rule back."""
    if plain["kind"] == "dice":
        return DiceRule(plain["dice"], plain["sides"])
    if plain["kind"] == "beacon":
        return BeaconRule(plain["round"], plain["chain"])
    return SeedRule()
