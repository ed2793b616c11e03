"""What was thrown, stated or received on the day, and the ticket that follows from it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from publius.panels.errors import PublicLotteryError, SettingError
from publius.panels.public.rules import BeaconRule, DiceRule, Rule

ENOUGH = 2**256  # SHA-256 gives a number below this
LONGEST = 4096  # characters of a beacon's answer


@dataclass(frozen=True, slots=True)
class SeedOutcome:
    """The number that was stated.

    >>> SeedOutcome(2026).as_plain()
    {'kind': 'seed', 'seed': 2026}
    """

    seed: int

    def as_plain(self) -> dict[str, Any]:
        """The outcome as it is published."""
        return {"kind": "seed", "seed": self.seed}


@dataclass(frozen=True, slots=True)
class DiceOutcome:
    """Every throw in order; only the last one counts, those before had to be thrown again.

    >>> DiceOutcome(((3, 1, 4, 1),)).as_plain()
    {'kind': 'dice', 'throws': [[3, 1, 4, 1]]}
    """

    throws: tuple[tuple[int, ...], ...]

    def as_plain(self) -> dict[str, Any]:
        """The outcome as it is published."""
        return {"kind": "dice", "throws": [list(throw) for throw in self.throws]}


@dataclass(frozen=True, slots=True)
class BeaconResponse:
    """What one mirror of the beacon answered, kept as it was received.

    >>> BeaconResponse("https://api.drand.sh/x/public/1", "{}").fetched_at
    ''
    """

    url: str
    body: str
    fetched_at: str = ""


@dataclass(frozen=True, slots=True)
class BeaconOutcome:
    """What the mirrors answered; they have to agree.

    >>> BeaconOutcome((BeaconResponse("https://api.drand.sh/x/public/1", "{}"),)).as_plain()["kind"]
    'beacon'
    """

    responses: tuple[BeaconResponse, ...]

    def as_plain(self) -> dict[str, Any]:
        """The outcome as it is published."""
        return {
            "kind": "beacon",
            "responses": [
                {"url": each.url, "body": each.body, "fetched_at": each.fetched_at}
                for each in self.responses
            ],
        }


Outcome = SeedOutcome | DiceOutcome | BeaconOutcome


def outcome_from(plain: Mapping[str, Any]) -> Outcome:
    """Read a published outcome back."""
    if plain["kind"] == "dice":
        return DiceOutcome(tuple(tuple(throw) for throw in plain["throws"]))
    if plain["kind"] == "beacon":
        return BeaconOutcome(tuple(BeaconResponse(**each) for each in plain["responses"]))
    return SeedOutcome(plain["seed"])


def follow(rule: Rule, outcome: Outcome, commitment: str, tickets: int) -> int:
    """The ticket number that the published rule gives; refuse an outcome the rule does not fit."""
    expected, given = rule.as_plain()["kind"], outcome.as_plain()["kind"]
    if isinstance(rule, DiceRule) and isinstance(outcome, DiceOutcome):
        return _thrown(rule, outcome, tickets)
    if isinstance(rule, BeaconRule) and isinstance(outcome, BeaconOutcome):
        return ticket_from(randomness_of(outcome, rule.round), commitment, tickets)
    if expected == given == "seed" and isinstance(outcome, SeedOutcome):
        if isinstance(outcome.seed, bool) or not abs(outcome.seed) < ENOUGH:
            raise SettingError("bad-seed", seed=str(outcome.seed)[:100])
        return ticket_from(str(outcome.seed), commitment, tickets)
    raise PublicLotteryError("other-rule", expected=expected, given=given)


def ticket_from(source: str, commitment: str, tickets: int) -> int:
    """Turn public randomness into a fair ticket number: SHA-256 with rejection.

    Anybody can repeat it: ``printf '%s' "SOURCE:COMMITMENT:0" | sha256sum`` is a number below
    2^256; the first (counting up from 0) below the largest multiple of the tickets decides.

    >>> ticket_from("2026", "the commitment", 10_000)
    6820
    """
    ceiling = ENOUGH - ENOUGH % tickets
    numbers = (
        int(hashlib.sha256(f"{source}:{commitment}:{turn}".encode()).hexdigest(), 16)
        for turn in count()
    )
    return next(number for number in numbers if number < ceiling) % tickets


def randomness_of(outcome: BeaconOutcome, number: int) -> str:
    """The randomness of a round, once every mirror agrees and it is the signature's hash.

    Whether the signature is the network's own is not checked here: that takes pairing
    cryptography. Two mirrors that agree stand in for it, and anybody can ask a third one later.
    """
    answers = {_read_answer(each.body) for each in outcome.responses}
    if not answers:
        raise PublicLotteryError("bad-beacon", reason="nothing was received")
    if len(answers) > 1:
        raise PublicLotteryError("beacons-disagree")
    given, signature = next(iter(answers))
    if given != number:
        raise PublicLotteryError("other-round", expected=number, given=given)
    return hashlib.sha256(signature).hexdigest()


def _read_answer(body: str) -> tuple[int, bytes]:
    """The round and the signature of one answer."""
    try:
        answer = json.loads(body[:LONGEST])
        number, signature = answer["round"], bytes.fromhex(answer["signature"])
        randomness = answer["randomness"]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise PublicLotteryError("bad-beacon", reason="it is not a drand round") from None
    if type(number) is not int or not signature:
        raise PublicLotteryError("bad-beacon", reason="it is not a drand round")
    if randomness != hashlib.sha256(signature).hexdigest():
        raise PublicLotteryError("bad-beacon", reason="its randomness is not its signature's hash")
    return number, signature


def _thrown(rule: DiceRule, outcome: DiceOutcome, tickets: int) -> int:
    if not outcome.throws:
        raise PublicLotteryError("no-throw")
    found = [rule.ticket(throw, tickets) for throw in outcome.throws]
    for number, ticket in enumerate(found[:-1], start=1):
        if ticket is not None:
            raise PublicLotteryError("throw-too-many", number=number)
    if found[-1] is None:
        raise PublicLotteryError("throw-again")
    return found[-1]
