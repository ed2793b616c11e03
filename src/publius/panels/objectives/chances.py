"""The region of chances: what everybody's chance could be if people could be split."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import bmat, csr_matrix, diags

from publius.panels.objectives.interior import Aim, maximise
from publius.panels.objectives.region import Region, look_inside
from publius.panels.problem import Ints, Problem
from publius.panels.solver import Floats

TINY = 1e-300  # stands in for a chance of 0, whose logarithm has no end


@dataclass(frozen=True, slots=True)
class Limits:
    """The smallest and the largest chance that each type of people may get."""

    floor: Floats
    cap: Floats

    @classmethod
    def same(cls, types: int, floor: float = 0.0, cap: float = 1.0) -> "Limits":
        """One floor and one cap for everybody."""
        return cls(np.full(types, floor), np.full(types, cap))

    def only(self, able: NDArray[np.bool_]) -> "Limits":
        """The same limits, with no chance for those who are not able."""
        return Limits(np.where(able, self.floor, 0.0), np.where(able, self.cap, 0.0))


@dataclass(frozen=True, slots=True)
class Wish:
    """An aim per type: maximise the sum of ``log ln p + linear p - square p² / 2``."""

    log: Floats
    linear: Floats
    square: Floats

    def value(self, chances: Floats) -> float:
        """How well chances fulfil the wish."""
        wanted = self.log > 0
        return float(
            self.log[wanted] @ np.log(np.maximum(chances[wanted], TINY))
            + self.linear @ chances
            - self.square @ chances**2 / 2
        )

    def on(self, variables: int, where: Ints) -> Aim:
        """The same over the variables that hold the chances."""
        spread = np.zeros((3, variables))
        spread[:, where[where >= 0]] = np.array([self.log, self.linear, self.square])[:, where >= 0]
        return Aim(*spread)


def best_chances(problem: Problem, wish: Wish, limits: Limits) -> Floats:
    """Everybody's chance where the wish is fulfilled best within the limits, per type."""
    region, where = chance_region(problem, limits)
    values, _ = best_in(region, where, wish)
    return np.where(where >= 0, values[where], 0.0)


def best_in(region: Region, where: Ints, wish: Wish) -> tuple[Floats, Floats]:
    """The values of all variables of any region where the wish is fulfilled best.

    ``where`` is the variable of each type's chance, or -1. The second answer are the rows' duals.
    """
    inside = look_inside(region)
    everything = wish.on(len(region.lower), where)
    aim = Aim(
        *(part[inside.free] for part in (everything.log, everything.linear, everything.square))
    )
    values, duals = maximise(inside.region, aim, inside.start)
    return inside.whole(values), inside.all_rows(duals)


def chance_region(problem: Problem, limits: Limits) -> tuple[Region, Ints]:
    """The relaxed rules over chances, and which variable holds each type's chance.

    Variables: for every column the chance to take that place; for every type with several
    places its chance in all; for every rule with a range the number of people it counts.
    Rows: the chances of such types first (they share no variable), then the rules.
    """
    counts = problem.counts.astype(np.float64)
    kinds = problem.column_type
    places = np.bincount(kinds, minlength=len(counts))
    several = np.flatnonzero(places > 1)
    rules = np.array([row.kind != "type" for row in problem.rows])
    lower, upper = problem.lower[rules].astype(np.float64), problem.upper[rules].astype(np.float64)
    ranged = np.flatnonzero(lower < upper)
    link = csr_matrix(
        (np.ones(int(places[several].sum())), np.nonzero(kinds == several[:, None])),
        shape=(len(several), len(kinds)),
    )
    people = problem.matrix[rules] @ diags(counts[kinds])
    total = csr_matrix(diags(-np.ones(len(several))))
    counted = csr_matrix(
        (-np.ones(len(ranged)), (ranged, np.arange(len(ranged)))), shape=(len(lower), len(ranged))
    )
    alone = places[kinds] == 1
    region = Region(
        csr_matrix(bmat([[link, total, None], [people, None, counted]])),
        np.concatenate([np.zeros(len(several)), np.where(lower < upper, 0.0, lower)]),
        np.concatenate(
            [np.where(alone, limits.floor[kinds], 0.0), limits.floor[several], lower[ranged]]
        ),
        np.concatenate(
            [np.where(alone, limits.cap[kinds], np.inf), limits.cap[several], upper[ranged]]
        ),
        disjoint=len(several),
    )
    return region, _where(kinds, alone, several, len(counts))


def _where(kinds: Ints, alone: Floats, several: Ints, types: int) -> Ints:
    where = np.full(types, -1, dtype=np.int64)
    single = np.flatnonzero(alone)
    where[kinds[single]] = single
    where[several] = len(kinds) + np.arange(len(several))
    return where
