"""Makes valid panels that lean in a wanted direction.

The quick way: the best corner of the linear relaxation, rounded, then repaired by the best
one-for-one swaps. Where repair gets stuck, and wherever a proof is wanted, HiGHS solves the
integer program itself. Every panel is checked in whole numbers before it leaves this room.
"""

import numpy as np
from numpy.typing import NDArray

from publius.panels.errors import SolverError
from publius.panels.problem import Ints, Problem
from publius.panels.randomness import Noise
from publius.panels.solver import INFINITY, Floats, Model, Outcome, Program

SHORTLIST = 240  # people types considered as the incoming side of a swap
SWAPS = 60  # repairs that need more swaps than this are hopeless in practice
RETRIES = 4  # directions tried before the integer program is solved
PENALTY = 1e-3  # how much a swap's direction counts beside one broken rule


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
        self._dense = problem.matrix.toarray()

    def jitter(self, scale: float) -> Floats:
        """Small random weights per type, so that equal choices are not always made alike."""
        return scale * self._noise.uniform(len(self._problem.types))

    def quick(self, weights: Floats) -> Ints:
        """A valid panel that weighs much.

        Where repair gets stuck, a nearby direction usually does better than a slow exact solve.
        """
        for attempt in range(RETRIES):
            spread = 0.1 * float(np.ptp(weights)) if attempt else 0.0
            columns = self._attempt(weights + self.jitter(spread))
            if columns is not None:
                return self._whole(columns)
        return self._exactly(weights, mip_rel_gap=0.05, objective_target=-INFINITY)

    def better_than(self, weights: Floats, threshold: float) -> Ints | None:
        """A valid panel that weighs more than the threshold; None proves that there is none."""
        columns = self._attempt(weights)
        if -self._corner.objective() <= threshold:
            return None
        if columns is not None and weights @ self._whole(columns) > threshold:
            return self._whole(columns)
        best = self._exactly(weights, mip_rel_gap=0.0, objective_target=-threshold)
        return best if weights @ best > threshold else None

    def _attempt(self, weights: Floats) -> Ints | None:
        cost = -weights[self._problem.column_type]
        self._corner.set_cost(cost)
        if self._corner.solve() is Outcome.INFEASIBLE:
            raise SolverError("solver-failed", reason="the relaxation became infeasible")
        return self._repaired(self._rounded(self._corner.values()), cost)

    def _exactly(self, weights: Floats, **options: float) -> Ints:
        """The heaviest valid panel, as exactly as the options ask for."""
        if self._exact is None:
            self._exact = Program(relaxed_model(self._problem, integer=True))
        for name, value in options.items():
            self._exact.set_option(name, value)
        self._exact.set_cost(-weights[self._problem.column_type])
        if self._exact.solve() is Outcome.INFEASIBLE:
            raise SolverError("solver-failed", reason="the integer program became infeasible")
        return self._whole(np.rint(self._exact.values()).astype(np.int64))

    def _whole(self, columns: Ints) -> Ints:
        if not self._problem.accepts(columns):
            raise SolverError("solver-failed", reason="a panel broke a rule after rounding")
        return self._problem.per_type(columns).astype(np.int64)

    def _rounded(self, values: Floats) -> Ints:
        """Round down, then up where most was lost, until the panel has its size."""
        columns = np.floor(values + 1e-7).astype(np.int64)
        missing = self._problem.size - int(columns.sum())
        if missing > 0:
            room = columns < self._problem.caps
            lost = np.where(room, values - columns, -np.inf)
            columns[np.argsort(-lost, kind="stable")[:missing]] += 1
        return columns

    def _repaired(self, columns: Ints, cost: Floats) -> Ints | None:
        """Swap one column for another while that breaks fewer rules; None when stuck."""
        problem = self._problem
        lean = PENALTY * cost / (float(np.abs(cost).max(initial=0.0)) or 1.0)
        activity = problem.matrix @ columns
        for _ in range(SWAPS):
            now = self._broken(activity)
            if not now.any():
                return columns if (columns >= 0).all() else None
            more = self._broken(activity + 1) - now
            less = self._broken(activity - 1) - now
            swap = self._best_swap(columns, more, less, lean)
            if swap is None:
                return None
            leaves, enters = swap
            columns[leaves] -= 1
            columns[enters] += 1
            activity = activity + self._dense[:, enters] - self._dense[:, leaves]
        return None

    def _broken(self, activity: Floats) -> Floats:
        under = np.maximum(self._problem.lower - activity, 0)
        over = np.maximum(activity - self._problem.upper, 0)
        return np.asarray(under + over)

    def _best_swap(
        self, columns: Ints, more: Floats, less: Floats, lean: Floats
    ) -> tuple[int, int] | None:
        rows = np.flatnonzero((more != 0) | (less != 0))
        dense, more, less = self._dense[rows], more[rows], less[rows]
        leaving = np.flatnonzero(columns > 0)
        entering = self._shortlist(np.flatnonzero(columns < self._problem.caps), dense, more, lean)
        out = dense[:, leaving]
        change = (
            (less @ out)[:, None]
            + (more @ dense[:, entering])[None, :]
            - (out * (more + less)[:, None]).T @ dense[:, entering]
        )
        score = change + lean[entering][None, :] - lean[leaving][:, None]
        best = int(score.argmin()) if score.size else -1
        if best < 0 or change.flat[best] >= 0:
            return None
        row, column = divmod(best, len(entering))
        return int(leaving[row]), int(entering[column])

    def _shortlist(
        self, entering: NDArray[np.intp], dense: Floats, more: Floats, lean: Floats
    ) -> NDArray[np.intp]:
        if len(entering) <= SHORTLIST:
            return entering
        promise = more @ dense[:, entering] + lean[entering]
        return np.sort(entering[np.argsort(promise, kind="stable")[:SHORTLIST]])
