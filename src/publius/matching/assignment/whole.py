"""The assignment of whole people: the best one near what people who could be split achieve.

Nearly all pairs are settled by the relaxed program; only pairs that could cost little are weighed
again, with the floor as a rule. Where those are not enough, more of them are tried, then lower
floors, then the floor that whole people can reach.
"""

import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from publius.matching.assignment.fits import Floats
from publius.matching.assignment.parameters import AssignmentParameters
from publius.matching.assignment.problem import Problem
from publius.matching.assignment.program import INFINITY, Model, Outcome, Program
from publius.matching.assignment.relaxed import Layout, Relaxed, aim, model

EVERYTHING = float("inf")
USED = 1e-7


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which pairs are taken (None: none found), under which floor, and what cut the search short.

    ``impossible`` says that no whole people can keep the rules; ``late`` that time ran out.
    """

    taken: NDArray[np.bool_] | None
    floor: float
    late: bool = False
    impossible: bool = False


class Search:
    """One search for whole people, with one clock."""

    def __init__(
        self,
        problem: Problem,
        relaxed: Relaxed,
        parameters: AssignmentParameters,
        seconds: float | None,
    ) -> None:
        self.problem, self.relaxed, self.parameters = problem, relaxed, parameters
        self.at = Layout(problem)
        self.base = model(problem)
        self.ends = None if seconds is None else time.monotonic() + seconds
        self.late = False
        self._mean = float(problem.fit.sum()) / max(1, self.at.pairs)

    def run(self) -> Chosen:
        """Try floors and pairs in turn until whole people are found."""
        for floor, slack in self._attempts():
            found, _ = self._whole(self._aimed(floor, slack), self._in_play(slack))
            if found is not None:
                return Chosen(found, floor, self.late)
        return self._with_own_floor()

    def _attempts(self) -> list[tuple[float, float]]:
        slack, floors = self.parameters.slack, self.relaxed.floors
        if not floors:
            return []
        first, last = floors[0], floors[-1]
        tried = [(first, slack), (first, 10 * slack), (last, 10 * slack), (last, EVERYTHING)]
        return list(dict.fromkeys(tried))

    def _with_own_floor(self) -> Chosen:
        """Find the highest floor whole people reach, then the best total above it."""
        everything = np.ones(self.at.pairs, dtype=bool)
        found, outcome = self._whole(self._lifted(), everything)
        if found is None:
            return Chosen(None, 0.0, self.late, impossible=outcome is Outcome.INFEASIBLE)
        scores = self.problem.score_matrix @ found.astype(np.float64)
        lowest = float(scores[self.problem.must].min()) if self.problem.must.any() else 0.0
        floor = self.parameters.floor_shares[-1] * lowest
        better, _ = self._whole(self._aimed(floor, EVERYTHING), everything)
        return Chosen(found if better is None else better, floor, self.late)

    def _in_play(self, slack: float) -> NDArray[np.bool_]:
        used = (self.relaxed.shares > USED) | self.problem.confirmed
        return used | (self.relaxed.costs <= slack * self._mean)

    def _settled(self, slack: float) -> NDArray[np.bool_]:
        """Pairs that it would cost much to leave out."""
        surely = self.relaxed.costs < -slack * max(self._mean, USED)
        return (self.relaxed.shares > 1 - USED) & surely

    def _aimed(self, floor: float, slack: float) -> Model:
        """Keep this floor and aim as the relaxed program did."""
        upper, lower = self.base.upper.copy(), self.base.lower.copy()
        lower[: self.at.pairs][self._settled(slack)] = 1.0
        upper[self.at.counted : self.at.missing] = self.relaxed.emphasised
        lower[self.at.floor] = upper[self.at.floor] = floor
        return self._model(lower, upper, aim(self.problem, self.parameters.emphasis))

    def _lifted(self) -> Model:
        """Aim at the highest floor alone."""
        upper, cost = self.base.upper.copy(), np.zeros(self.at.columns)
        upper[self.at.floor], cost[self.at.floor] = INFINITY, -1.0
        if not self.problem.must.any():
            upper[self.at.floor] = 0.0
        return self._model(self.base.lower, upper, cost)

    def _model(self, lower: Floats, upper: Floats, cost: Floats) -> Model:
        base = self.base
        whole = np.arange(self.at.columns) < self.at.pairs
        return Model(base.matrix, base.row_lower, base.row_upper, lower, upper, cost, whole)

    def _whole(
        self, whole: Model, in_play: NDArray[np.bool_]
    ) -> tuple[NDArray[np.bool_] | None, Outcome]:
        """Solve for whole people among some pairs."""
        kept = np.concatenate([in_play, np.ones(self.at.columns - self.at.pairs, dtype=bool)])
        left = None if self.ends is None else self.ends - time.monotonic()
        if left is not None and left <= 0:
            self.late = True
            return None, Outcome.LATE
        limit = {} if left is None else {"time_limit": left}
        program = Program(
            _restricted(whole, kept),
            mip_rel_gap=self.parameters.gap,
            mip_max_nodes=self.parameters.nodes,
            **limit,
        )
        outcome = program.solve()
        self.late = self.late or outcome is Outcome.LATE
        if outcome is Outcome.INFEASIBLE or not program.has_solution:
            return None, outcome
        taken = np.zeros(self.at.pairs, dtype=bool)
        taken[in_play] = program.values()[: int(in_play.sum())] > 0.5
        return taken, outcome


def _restricted(whole: Model, kept: NDArray[np.bool_]) -> Model:
    return Model(
        whole.matrix[:, kept].tocsr(), whole.row_lower, whole.row_upper,
        whole.lower[kept], whole.upper[kept], whole.cost[kept],
        None if whole.whole is None else whole.whole[kept],
    )  # fmt: skip
