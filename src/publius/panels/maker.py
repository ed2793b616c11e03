"""Makes valid panels that lean in a wanted direction.

The quick way: the best corner of the linear relaxation, rounded, then mended by one-for-one
swaps. Where that gets stuck, and wherever a proof is wanted, HiGHS solves the integer program
itself. Every panel is checked in whole numbers before it leaves this room.
"""

import numpy as np

from publius.panels.errors import SolverError
from publius.panels.faces import Face, whole
from publius.panels.problem import Ints, Problem
from publius.panels.randomness import Noise
from publius.panels.solver import INFINITY, Floats, Model, Outcome, Program
from publius.panels.swaps import Swaps

RETRIES = 3  # directions tried before a search is given up
NUDGE = 0.2  # how far the first of them lies from the one asked for


def relaxed_model(problem: Problem, *, integer: bool = False) -> Model:
    """The panels' polytope: fractional by default, whole panels when ``integer``."""
    columns = len(problem.caps)
    return Model(
        problem.matrix,
        problem.lower.astype(np.float64),
        problem.upper.astype(np.float64),
        np.zeros(columns),
        problem.caps.astype(np.float64),
        np.zeros(columns),
        np.ones(columns, dtype=np.bool_) if integer else None,
    )


class PanelMaker:
    """Finds panels (whole numbers of people per type) for given weights per type."""

    def __init__(self, problem: Problem, noise: Noise) -> None:
        self._problem = problem
        self._noise = noise
        self._corner = Program(relaxed_model(problem))
        self._exact: Program | None = None
        self._swaps = Swaps(problem)
        self._everywhere = whole(problem)

    def jitter(self, scale: float) -> Floats:
        """Small random weights per type, so that equal choices are not always made alike."""
        return scale * self._noise.uniform(len(self._problem.types))

    def quick(self, weights: Floats) -> Ints:
        """A valid panel that weighs much.

        Where repair gets stuck, a nearby direction usually does better than a slow exact solve.
        """
        place = self._problem.column_type
        self._enter(self._everywhere)
        for attempt in range(RETRIES):
            spread = 0.1 * float(np.ptp(weights)) if attempt else 0.0
            columns = self._attempt((weights + self.jitter(spread))[place], self._everywhere)
            if columns is not None:
                return self._people(columns)
        return self._people(self._certain(weights[place], gap=0.05))

    def better_than(self, weights: Floats, threshold: float) -> Ints | None:
        """A valid panel that weighs more than the threshold; None proves that there is none."""
        lean = weights[self._problem.column_type]
        self._enter(self._everywhere)
        columns = self._attempt(lean, self._everywhere)
        if -self._corner.objective() <= threshold:
            return None
        for _ in range(RETRIES):
            if columns is not None and lean @ columns > threshold:
                return self._people(columns)
            noise = NUDGE * float(weights.max(initial=0.0)) * self.jitter(1.0)
            columns = self._attempt((weights + noise)[self._problem.column_type], self._everywhere)
        columns = self._certain(lean, gap=0.0, enough=threshold)
        return self._people(columns) if lean @ columns > threshold else None

    def on_face(self, weights: Floats, face: Face) -> Ints | None:
        """A panel on a face that leans towards weights, both per column; None when stuck."""
        self._enter(face)
        for attempt in range(RETRIES):
            lean = weights + NUDGE * (1 + attempt) * self._noise.uniform(len(weights))
            columns = self._attempt(lean, face)
            if columns is not None:
                return columns
        return None

    def towards(self, weights: Floats, face: Face, spread: float) -> Ints | None:
        """A panel on a face that probably weighs much, both per column; None when stuck."""
        self._enter(face)
        noise = spread * float(weights.max(initial=0.0)) * self._noise.uniform(len(weights))
        return self._attempt(weights + noise, face)

    def heavier(self, weights: Floats, threshold: float, face: Face) -> Ints | None:
        """A panel on a face that weighs more than the threshold; None proves there is none."""
        columns = self._exactly(weights, face, gap=0.0, enough=threshold)
        return columns if columns is not None and weights @ columns > threshold else None

    def _enter(self, face: Face) -> None:
        self._corner.set_limits(face.lower, face.upper, face.row_lower, face.row_upper)

    def _attempt(self, weights: Floats, face: Face) -> Ints | None:
        self._corner.set_cost(-weights)
        if self._corner.solve() is Outcome.INFEASIBLE:
            return None
        columns = self._swaps.mend(self._rounded(self._corner.values(), face), -weights, face)
        return columns if columns is not None and self._problem.accepts(columns) else None

    def _certain(self, weights: Floats, *, gap: float, enough: float = INFINITY) -> Ints:
        columns = self._exactly(weights, self._everywhere, gap=gap, enough=enough)
        if columns is None:
            raise SolverError("solver-failed", reason="the integer program became infeasible")
        return columns

    def _exactly(
        self, weights: Floats, face: Face, *, gap: float, enough: float = INFINITY
    ) -> Ints | None:
        """The heaviest panel on a face up to a gap, or any that weighs enough."""
        if self._exact is None:
            self._exact = Program(relaxed_model(self._problem, integer=True))
        self._exact.set_option("mip_rel_gap", gap)
        self._exact.set_option("mip_abs_gap", INFINITY if gap == INFINITY else 1e-9)
        self._exact.set_option("objective_target", -enough)
        self._exact.set_limits(face.lower, face.upper, face.row_lower, face.row_upper)
        self._exact.set_cost(-weights)
        if self._exact.solve() is Outcome.INFEASIBLE:
            return None
        columns = np.rint(self._exact.values()).astype(np.int64)
        if not self._problem.accepts(columns):
            raise SolverError("solver-failed", reason="a panel broke a rule after rounding")
        return columns

    def _people(self, columns: Ints) -> Ints:
        return self._problem.per_type(columns).astype(np.int64)

    def _rounded(self, values: Floats, face: Face) -> Ints:
        """Round down, then up where most was lost, until the panel has its size."""
        columns = np.floor(values + 1e-7).astype(np.int64)
        missing = self._problem.size - int(columns.sum())
        if missing > 0:
            lost = np.where(columns < face.upper, values - columns, -np.inf)
            columns[np.argsort(-lost, kind="stable")[:missing]] += 1
        return columns
