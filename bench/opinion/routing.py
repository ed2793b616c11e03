"""T12: a simulated conversation in which people and statements arrive over time.

A crowd of two camps comes one after another; each votes on as many statements as their patience
allows and leaves. What is asked is decided by ``opinion.next_statement`` from the counts so far,
and, for comparison, by the lottery over priorities alone.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from bench.figures import Figures
from publius.opinion import Heard, Statement, Tally, next_statement, pick
from publius.opinion.statistics import priority

PEOPLE, STATEMENTS, SEEDS = 500, 100, 10
LAST = 0.9  # of the people have come when the last statement is written
WIDTHS = (34, 14, 14, 14)

Ask = Callable[[list[Heard], set[int], int], Any]


@dataclass
class Crowd:
    """Who comes when, how patient they are and what they think; drawn once from the seed."""

    seed: int
    answers: list[list[int]] = field(default_factory=lambda: [[0, 0, 0] for _ in range(STATEMENTS)])

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)
        late = sorted(self._random.random() * LAST * PEOPLE for _ in range(STATEMENTS - SEEDS))
        self.written = [0.0] * SEEDS + late
        self.liked = [self._random.random() for _ in range(STATEMENTS)]

    def vote(self, ask: Ask) -> list[int]:
        """Let everybody come, ask and answer; how many votes every statement has in the end."""
        for person in range(PEOPLE):
            there = [s for s in range(STATEMENTS) if self.written[s] <= person]
            patience = max(1, int(self._random.lognormvariate(3, 0.7)))
            answered: set[int] = set()
            for _ in range(min(len(there), patience)):
                chosen = ask(self._heard(there), answered, self._random.getrandbits(53))
                answered.add(chosen)
                self._answer(chosen)
        return [sum(each) for each in self.answers]

    def _heard(self, there: list[int]) -> list[Heard]:
        return [Heard(Statement(s), Tally(*self.answers[s])) for s in there]

    def _answer(self, statement: int) -> None:
        roll = self._random.random()
        agrees = roll < 0.85 * self.liked[statement]
        self.answers[statement][0 if agrees else 1 if roll < 0.85 else 2] += 1


def asked_by_publius(heard: list[Heard], answered: set[int], seed: int) -> Any:
    choice = next_statement("somebody", heard, seed=seed, answered=answered)
    return None if choice is None else choice.statement


def asked_by_priority(heard: list[Heard], answered: set[int], seed: int) -> Any:
    left = [each for each in heard if each.statement.id not in answered]
    tallies = [each.tally for each in left]
    weights = priority(
        [t.agrees for t in tallies], [t.passes for t in tallies], [t.voted for t in tallies], 0
    )
    return pick({h.statement.id: w for h, w in zip(left, weights.tolist(), strict=True)}, seed)


def exposure(votes: list[int]) -> dict[str, float]:
    """The fewest votes, and the median of the later half to that of the earlier half."""
    half = STATEMENTS // 2
    return {"fewest": min(votes), "late/early": median(votes[half:]) / median(votes[:half])}


def figures(seed: int = 1) -> Mapping[str, Mapping[str, float]]:
    """How evenly statements are heard, for our routing and for priorities alone."""
    return {
        "publius": exposure(Crowd(seed).vote(asked_by_publius)),
        "priority alone": exposure(Crowd(seed).vote(asked_by_priority)),
    }


def measure(figures_: Figures) -> None:
    """Print the table; the targets are 20 votes for every statement and a ratio of .6."""
    figures_.heading(f"T12  {PEOPLE} people x {STATEMENTS} statements arriving over time")
    figures_.row("routing", "seed", "fewest votes", "late/early", widths=WIDTHS)
    for seed in (1, 2, 3):
        found = figures(seed)
        for name, row in found.items():
            figures_.row(name, seed, int(row["fewest"]), row["late/early"], widths=WIDTHS)
        figures_.expect(f"T12 seed {seed}: 20 votes each", found["publius"]["fewest"] >= 20)
        figures_.expect(f"T12 seed {seed}: late/early >= .6", found["publius"]["late/early"] >= 0.6)
