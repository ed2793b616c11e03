"""One linear or integer program in HiGHS, always minimised, always on one thread.

HiGHS shares a scheduler inside a process and fails when models ask for different numbers of
threads. The search for whole people ends at a number of branches, which is the same on every
machine; the time limit is the last resort, and a search it has cut short says so.
"""

from dataclasses import dataclass
from enum import StrEnum

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from publius.matching.assignment.errors import SolverStopped
from publius.matching.assignment.fits import Floats

INFINITY = float(highspy.kHighsInf)
Option = bool | float | str
OPTIONS: dict[str, Option] = {
    "output_flag": False,
    "threads": 1,
    "parallel": "off",
    "random_seed": 0,
}
# Without the crossover to a corner this is quick where the simplex method is not: for floors.
INTERIOR: dict[str, Option] = {
    "solver": "ipm",
    "run_crossover": "off",
    "ipm_optimality_tolerance": 1e-6,
}


class Outcome(StrEnum):
    """How a solve ended, as far as a caller can act on it."""

    OPTIMAL = "optimal"
    INFEASIBLE = "infeasible"
    STOPPED = "stopped"  # nodes are up: the same on every machine
    LATE = "late"  # time is up: another machine may get further


@dataclass(frozen=True, slots=True)
class Model:
    """Minimise ``cost · v`` where ``matrix v`` and ``v`` stay between their bounds."""

    matrix: csr_matrix
    row_lower: Floats
    row_upper: Floats
    lower: Floats
    upper: Floats
    cost: Floats
    whole: NDArray[np.bool_] | None = None


class _QuietHighs(highspy.Highs):
    """HiGHS prints its banner to standard output while it is being made; this one does not."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]

    def enableCallbacks(self) -> None:  # noqa: N802 - the name is HiGHS's; it runs first
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()  # type: ignore[no-untyped-call]


class Program:
    """A model loaded into HiGHS, ready to be solved and changed again and again."""

    def __init__(self, model: Model, **options: Option) -> None:
        self._highs = _QuietHighs()
        for name, value in (OPTIONS | options).items():
            self._highs.setOptionValue(name, value)
        self._highs.passModel(_translated(model))

    def solve(self) -> Outcome:
        """Solve from wherever the last solve ended."""
        self._highs.run()
        status = self._highs.getModelStatus()
        if status not in _OUTCOMES:
            raise SolverStopped("solver_stopped", reason=self._highs.modelStatusToString(status))
        return _OUTCOMES[status]

    @property
    def has_solution(self) -> bool:
        """Whether there is any solution, finished or not."""
        found = self._highs.getInfo().primal_solution_status
        return bool(found == highspy.SolutionStatus.kSolutionStatusFeasible)

    def values(self) -> Floats:
        """The variables of the last solution."""
        return np.array(self._highs.getSolution().col_value)

    def reduced_costs(self) -> Floats:
        """What taking in a bit of each variable would add to the objective."""
        return np.array(self._highs.getSolution().col_dual)

    def row_duals(self) -> Floats:
        """What tightening each row by one would add to the objective."""
        return np.array(self._highs.getSolution().row_dual)

    def objective(self) -> float:
        """The value of the last solution."""
        return float(self._highs.getInfo().objective_function_value)

    def set_cost(self, cost: Floats) -> None:
        """Aim somewhere else."""
        count = len(cost)
        self._highs.changeColsCost(count, np.arange(count, dtype=np.int32), cost)

    def set_bounds(self, columns: NDArray[np.int32], lower: Floats, upper: Floats) -> None:
        """Move the bounds of some variables."""
        self._highs.changeColsBounds(len(columns), columns, lower, upper)

    def set_row(self, row: int, lower: float, upper: float) -> None:
        """Move the bounds of one row."""
        self._highs.changeRowBounds(row, lower, upper)


_OUTCOMES = {
    highspy.HighsModelStatus.kOptimal: Outcome.OPTIMAL,
    highspy.HighsModelStatus.kInfeasible: Outcome.INFEASIBLE,
    highspy.HighsModelStatus.kUnboundedOrInfeasible: Outcome.INFEASIBLE,
    highspy.HighsModelStatus.kModelEmpty: Outcome.OPTIMAL,
    highspy.HighsModelStatus.kUnknown: Outcome.STOPPED,  # interior point, close but unpolished
    highspy.HighsModelStatus.kIterationLimit: Outcome.STOPPED,
    highspy.HighsModelStatus.kSolutionLimit: Outcome.STOPPED,
    highspy.HighsModelStatus.kTimeLimit: Outcome.LATE,
}


def _translated(model: Model) -> highspy.HighsLp:
    lp = highspy.HighsLp()
    lp.num_row_, lp.num_col_ = model.matrix.shape
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = model.cost, model.lower, model.upper
    lp.row_lower_, lp.row_upper_ = model.row_lower, model.row_upper
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.num_row_, lp.a_matrix_.num_col_ = model.matrix.shape
    lp.a_matrix_.start_ = model.matrix.indptr
    lp.a_matrix_.index_ = model.matrix.indices
    lp.a_matrix_.value_ = model.matrix.data.astype(np.float64)
    if model.whole is not None:
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        lp.integrality_ = [kinds[int(each)] for each in model.whole]
    return lp
