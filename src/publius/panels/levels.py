"""Leximin: raise the smallest chance as far as it goes, fix it, then the next smallest, and on.

The order of fixing follows Kurokawa, Procaccia and Shah ("Leximin allocations in the real
world", 2018): a row whose dual is positive is tight in every optimum, so it is settled.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from publius.panels.errors import SolverError
from publius.panels.solver import Floats, Outcome, Program

TIGHT = 1e-7  # a dual above this marks a row that cannot rise further
SLACK = 1e-8  # room left below a settled level, so that rounding never makes it infeasible


class Levels:
    """Climbs the levels of a program whose first rows read ``chance of type t - z >= 0``."""

    def __init__(self, program: Program, rows: int, z: int) -> None:
        self._program = program
        self._z = z
        self._open: NDArray[np.bool_] = np.ones(rows, dtype=np.bool_)
        self.reached: Floats = np.zeros(rows)

    def climb(self, *, all_levels: bool, improve: Callable[[], bool] = lambda: False) -> Floats:
        """Settle every row, or stop after the first level above zero; give the levels.

        ``improve`` may add columns to the program and then says that it did.
        """
        while self._open.any():
            self._solve()
            while improve():
                self._solve()
            level = max(0.0, float(self._program.values()[self._z]))
            settled = self._open & (self._duals() > TIGHT)
            if not settled.any() or (not all_levels and level > TIGHT):
                settled = self._open.copy()
            self._settle(settled, level)
        return self.reached

    def _duals(self) -> Floats:
        return self._program.row_duals()[: len(self._open)]

    def _solve(self) -> None:
        if self._program.solve() is Outcome.INFEASIBLE:
            raise SolverError("solver-failed", reason="a settled level became infeasible")

    def _settle(self, rows: NDArray[np.bool_], level: float) -> None:
        self.reached[rows] = level
        self._open[rows] = False
        for row in np.flatnonzero(rows):
            self._program.set_coefficient(int(row), self._z, 0.0)
            self._program.set_row(int(row), max(0.0, level - SLACK), np.inf)
