"""Lotteries to publish in tests, each made once: seats, households, groups, people who are set."""

import hashlib
import json
from functools import cache

from publius.panels import Person, Place, Target, Targets, prepare
from publius.panels.public import (
    QUICKNET,
    BeaconOutcome,
    BeaconResponse,
    BeaconRule,
    DiceOutcome,
    DiceRule,
    SeedOutcome,
    SeedRule,
    conclude,
    publish,
)
from tests.panels.pools import council_pool

SALT = "a secret that stays with the organiser"
ROUND = 20_000_000
SIGNATURE = "b1" * 48
RULES = {
    "dice": (DiceRule(dice=2, sides=10), DiceOutcome(((4, 2),))),
    "beacon": (
        BeaconRule(ROUND, QUICKNET),
        BeaconOutcome(
            tuple(
                BeaconResponse(
                    f"https://{host}/{QUICKNET}/public/{ROUND}",
                    json.dumps(
                        {
                            "round": ROUND,
                            "randomness": hashlib.sha256(bytes.fromhex(SIGNATURE)).hexdigest(),
                            "signature": SIGNATURE,
                        }
                    ),
                    "2026-11-24T10:00:00Z",
                )
                for host in ("api.drand.sh", "drand.cloudflare.com")
            )
        ),
    ),
    "seed": (SeedRule(), SeedOutcome(2026)),
}


def council_lottery(tickets=100):
    """Seats, features, several values of one feature, households, groups; some are set already."""
    pool, targets, size = council_pool()
    pool = [
        Person(
            p.id,
            {**p.features, "travels by": frozenset({"bus", "bicycle"} if n % 3 else {"bus"})},
            p.seats,
            p.household,
        )
        for n, p in enumerate(pool)
    ]
    rules = Targets(
        (*targets.targets, Target("travels by", "bicycle", 3, 8)),
        targets.seats,
        one_per_household=True,
        apart=(frozenset({"p001", "p002", "p003"}), frozenset({"p004", "p007"})),
    )
    return prepare(
        pool,
        rules,
        size=size,
        tickets=tickets,
        confirmed=[Place("p005", "cyclist"), Place("p008")],
        unavailable=["p011"],
    )


@cache
def published(rule="dice"):
    return publish(council_lottery(), rule=RULES[rule][0], salt=SALT, title="Streets for all")


@cache
def drawn(rule="dice"):
    return conclude(published(rule), RULES[rule][1])
