"""One linear or integer program in HiGHS, always minimised, always the same twice.

Every model runs on one thread: HiGHS shares a scheduler inside a process and fails when models
ask for different numbers of threads. A time limit stops a solve for good: no result ever depends
on the clock. HiGHS itself is imported when the first program is made.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from publius.panels.errors import SolverError, TimeLimitError
from publius.panels.progress import Deadline

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
INFINITY = float("inf")

DUAL_SIMPLEX = 1
PATIENCE = 3_000  # steps of the primal simplex beyond which it is probably going in circles
UNLIMITED = 2_147_483_647

Option = bool | float | str
OPTIONS: dict[str, Option] = {
    "output_flag": False,
    "threads": 1,
    "parallel": "off",
    "random_seed": 0,
    "simplex_iteration_limit": PATIENCE,
    "simplex_strategy": 4,  # primal: new columns and new costs leave the last solution feasible
    "primal_feasibility_tolerance": 1e-9,
    "dual_feasibility_tolerance": 1e-9,
    "mip_feasibility_tolerance": 1e-9,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 1e-9,
}


class Outcome(StrEnum):
    """How a solve ended, as far as a caller can act on it."""

    OPTIMAL = "optimal"
    INFEASIBLE = "infeasible"
    CUT = "cut"  # the most nodes that were asked for (mip_max_nodes) settled neither


@dataclass(frozen=True, slots=True)
class Model:
    """Minimise ``cost · v`` where ``matrix v`` and ``v`` stay between their bounds.

    ``matrix`` has one row per rule and one column per variable.
    """

    matrix: csr_matrix
    row_lower: Floats
    row_upper: Floats
    lower: Floats
    upper: Floats
    cost: Floats
    integer: NDArray[np.bool_] | None = None


@cache
def _library() -> Any:
    try:
        return import_module("highspy")
    except ImportError:
        raise SolverError("solver-missing") from None


@cache
def _quiet_highs() -> Any:
    """HiGHS prints its banner to standard output while it is being made; this one does not."""

    class QuietHighs(_library().Highs):  # type: ignore[misc]
        def enableCallbacks(self) -> None:  # noqa: N802 - the name is HiGHS's; it runs first
            self.setOptionValue("output_flag", False)
            super().enableCallbacks()

    return QuietHighs


class Program:
    """A model loaded into HiGHS, ready to be solved and changed again and again."""

    def __init__(self, model: Model, **options: Option) -> None:
        self._highs = _quiet_highs()()
        self._set(**(OPTIONS | options))
        self._highs.passModel(_translated(model))

    def solve(self) -> Outcome:
        """Solve from wherever the last solve ended; if that fails, afresh with dual simplex."""
        outcome = self._run()
        if outcome is None:
            self._highs.clearSolver()
            self._set(simplex_strategy=DUAL_SIMPLEX, simplex_iteration_limit=UNLIMITED)
            outcome = self._run()
            self._set(
                simplex_strategy=OPTIONS["simplex_strategy"], simplex_iteration_limit=PATIENCE
            )
        if outcome is None:
            status = self._highs.modelStatusToString(self._highs.getModelStatus())
            raise SolverError("solver-failed", reason=status)
        return outcome

    def _set(self, **options: Option) -> None:
        for name, value in options.items():
            self._highs.setOptionValue(name, value)

    def _run(self) -> Outcome | None:
        deadline = Deadline.current()
        if deadline is not None:
            self._set(time_limit=self._highs.getRunTime() + deadline.left())
        self._highs.run()
        status = self._highs.getModelStatus().name
        if status == "kTimeLimit" and deadline is not None:
            raise TimeLimitError(seconds=deadline.seconds)
        return _OUTCOMES.get(status)

    def values(self) -> Floats:
        """The variables of the last solution."""
        return np.array(self._highs.getSolution().col_value)

    def row_duals(self) -> Floats:
        """What tightening each row by one would add to the objective."""
        return np.array(self._highs.getSolution().row_dual)

    def column_duals(self) -> Floats:
        """What moving each variable's bound by one would add to the objective."""
        return np.array(self._highs.getSolution().col_dual)

    def objective(self) -> float:
        """The value of the last solution."""
        return float(self._highs.getInfo().objective_function_value)

    def set_cost(self, cost: Floats) -> None:
        """Aim somewhere else."""
        count = len(cost)
        self._highs.changeColsCost(count, np.arange(count, dtype=np.int32), cost)

    def set_option(self, name: str, value: Option) -> None:
        """Change how the next solve works."""
        self._highs.setOptionValue(name, value)

    def set_upper(self, column: int, upper: float) -> None:
        """Let a variable that has no lower bound rise to ``upper``."""
        self._highs.changeColBounds(column, -INFINITY, upper)

    def set_bounds(self, column: int, lower: float, upper: float) -> None:
        """Move both bounds of one variable."""
        self._highs.changeColBounds(column, lower, upper)

    def set_limits(self, lower: Ints, upper: Ints, row_lower: Ints, row_upper: Ints) -> None:
        """Move the bounds of every variable and of every row."""
        columns, rows = len(lower), len(row_lower)
        self._highs.changeColsBounds(
            columns, np.arange(columns, dtype=np.int32), lower.astype(float), upper.astype(float)
        )
        self._highs.changeRowsBounds(
            rows,
            np.arange(rows, dtype=np.int32),
            row_lower.astype(float),
            row_upper.astype(float),
        )

    def set_row(self, row: int, lower: float, upper: float) -> None:
        """Move the bounds of one row."""
        self._highs.changeRowBounds(row, lower, upper)

    def set_coefficient(self, row: int, column: int, value: float) -> None:
        """Change one number in the matrix."""
        self._highs.changeCoeff(row, column, value)

    def add_column(self, rows: NDArray[np.int32], values: Floats) -> None:
        """Add a variable from 0 upwards that costs nothing."""
        self._highs.addCol(0.0, 0.0, INFINITY, len(rows), rows, values)


_OUTCOMES = {
    "kOptimal": Outcome.OPTIMAL,
    "kObjectiveTarget": Outcome.OPTIMAL,
    "kSolutionLimit": Outcome.CUT,
    "kInfeasible": Outcome.INFEASIBLE,
    "kUnboundedOrInfeasible": Outcome.INFEASIBLE,
}


def _translated(model: Model) -> Any:
    highspy = _library()
    lp = highspy.HighsLp()
    lp.num_row_, lp.num_col_ = model.matrix.shape
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = model.cost, model.lower, model.upper
    lp.row_lower_, lp.row_upper_ = model.row_lower, model.row_upper
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.num_row_, lp.a_matrix_.num_col_ = model.matrix.shape
    lp.a_matrix_.start_ = model.matrix.indptr
    lp.a_matrix_.index_ = model.matrix.indices
    lp.a_matrix_.value_ = model.matrix.data.astype(np.float64)
    if model.integer is not None:
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        lp.integrality_ = [kinds[int(whole)] for whole in model.integer]
    return lp
