"""Small changes that make a seating fairer: somebody free instead, or two seats exchanging.

The worth of a change is what it adds to the sum of the logarithms of the seats' scores: a gain
counts the more, the worse the seat is off (Nash's welfare; its best allocations leave no envy by
more than one item, Caragiannis et al. 2019).
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from publius.matching.assignment.envy import Envy
from publius.matching.assignment.seating import Seating

TRIED = 60  # changes looked at for one seat
ROUNDS = 2  # through all seats, when a rounded assignment is improved
TINY = 1e-12


@dataclass(frozen=True, slots=True)
class Swap:
    """Pairs to take out and in, with what that does to the total fit and to welfare."""

    out: tuple[int, ...]
    into: tuple[int, ...]
    seats: tuple[int, ...]
    total: float
    welfare: float


def calm(seating: Seating, floor: float) -> int:
    """Remove envy by more than one person where a swap can; return how much remains."""
    envy = Envy(seating)
    counts = envy.everybody()
    stuck: set[int] = set()
    for _ in range(4 * sum(counts) + len(counts)):
        envious = [s for s, count in enumerate(counts) if count and s not in stuck]
        if not envious:
            break
        seat = max(envious, key=lambda s: (counts[s], -s))
        if _calmed(seating, envy, seat, floor):
            counts, stuck = envy.everybody(), set()
        else:
            stuck.add(seat)
    return sum(counts)


def improve(seating: Seating) -> None:
    """Take every swap that adds to welfare, the worst-off seats first, a few times round."""
    for _ in range(ROUNDS):
        changed = False
        for seat in np.argsort(seating.scores, kind="stable").tolist():
            swaps = sorted(swaps_for(seating, seat), key=lambda s: -s.welfare)[:TRIED]
            best = next((s for s in swaps if seating.allows(s.out, s.into)), None)
            if best is not None:
                seating.change(best.out, best.into)
                changed = True
        if not changed:
            return


def _calmed(seating: Seating, envy: Envy, seat: int, floor: float) -> bool:
    """Make the cheapest swap that leaves less envy; False if there is none."""
    swaps = sorted(swaps_for(seating, seat), key=lambda s: -s.total)
    allowed = (s for s in swaps if seating.allows(s.out, s.into))
    for _, swap in zip(range(TRIED), allowed, strict=False):
        before = envy.around(swap.seats)
        lowest = seating.scores[list(swap.seats)].min()
        seating.change(swap.out, swap.into)
        kept = seating.scores[list(swap.seats)].min() >= min(floor, lowest) - TINY
        if kept and envy.around(swap.seats) < before:
            return True
        seating.change(swap.into, swap.out)
    return False


def swaps_for(seating: Seating, seat: int) -> Iterator[Swap]:
    """Every swap that gives a seat a better person and adds to welfare, whatever the rules say."""
    problem = seating.problem
    mine = np.flatnonzero(seating.taken & (problem.seat == seat))
    better = np.flatnonzero((problem.seat == seat) & ~seating.taken)
    holders = _holders(seating)
    for out in mine.tolist():
        for into in better[problem.fit[better] > problem.fit[out]].tolist():
            gain = float(problem.fit[into] - problem.fit[out])
            yield from _worthwhile(seating, (out,), (into,), (seat,), (gain,))
            for held in holders.get(int(problem.person[into]), ()):
                other = int(problem.seat[held])
                back = seating.pair(other, int(problem.person[out]))
                if other != seat and back is not None and not seating.taken[back]:
                    loss = float(problem.fit[back] - problem.fit[held])
                    yield from _worthwhile(
                        seating, (out, held), (into, back), (seat, other), (gain, loss)
                    )


def _holders(seating: Seating) -> dict[int, list[int]]:
    """The places each person holds."""
    held: dict[int, list[int]] = {}
    for pair in np.flatnonzero(seating.taken).tolist():
        held.setdefault(int(seating.problem.person[pair]), []).append(pair)
    return held


def _worthwhile(
    seating: Seating,
    out: tuple[int, ...],
    into: tuple[int, ...],
    seats: tuple[int, ...],
    changes: tuple[float, ...],
) -> Iterator[Swap]:
    welfare = 0.0
    for seat, change in zip(seats, changes, strict=True):
        size, before = float(seating.problem.size[seat]), max(float(seating.scores[seat]), TINY)
        welfare += size * math.log(max(before + change / size, TINY) / before)
    if welfare > TINY:
        yield Swap(out, into, seats, sum(changes), welfare)
