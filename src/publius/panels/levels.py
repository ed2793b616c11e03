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
SLACK = 1e-10  # room left below a settled level, so that rounding never makes it infeasible
MORE = 1e-8  # room left where that was not enough


class Levels:
    """Climbs the levels of a program whose first rows read ``chance of type t - z >= 0``.

    Afterwards ``levels`` are the levels in their order, ``turn`` says at which of them each row
    was settled, and ``low`` and ``high`` which rows of the program held any level down.
    """

    def __init__(self, program: Program, rows: int, z: int) -> None:
        self._program = program
        self._z = z
        self._open: NDArray[np.bool_] = np.ones(rows, dtype=np.bool_)
        self.reached: Floats = np.zeros(rows)
        self.levels: list[float] = []
        self.turn: NDArray[np.int64] = np.zeros(rows, dtype=np.int64)
        self.low: NDArray[np.bool_] = np.zeros(0, dtype=np.bool_)
        self.high: NDArray[np.bool_] = np.zeros(0, dtype=np.bool_)

    def climb(self, *, all_levels: bool, improve: Callable[[], bool] = lambda: False) -> Floats:
        """Settle every row, or stop after the first level above zero; give the levels.

        ``improve`` may add columns to the program and then says that it did.
        """
        while self._open.any():
            self._solve()
            while improve():
                self._solve()
            level = max(0.0, float(self._program.values()[self._z]))
            duals = self._program.row_duals()
            self._remember(duals)
            settled = self._open & (duals[: len(self._open)] > TIGHT)
            if not settled.any() or (not all_levels and level > TIGHT):
                settled = self._open.copy()
            self._settle(settled, level)
        return self.reached

    def _remember(self, duals: Floats) -> None:
        if not len(self.low):
            self.low = self.high = np.zeros(len(duals), dtype=np.bool_)
        self.low = self.low | (duals > TIGHT)
        self.high = self.high | (duals < -TIGHT)

    def _solve(self) -> None:
        if self._program.solve() is Outcome.INFEASIBLE:
            self._hold(np.flatnonzero(~self._open), MORE)
            if self._program.solve() is Outcome.INFEASIBLE:
                raise SolverError("solver-failed", reason="a settled level became infeasible")

    def _settle(self, rows: NDArray[np.bool_], level: float) -> None:
        self.reached[rows] = level
        self.turn[rows] = len(self.levels)
        self.levels.append(level)
        self._open[rows] = False
        for row in np.flatnonzero(rows):
            self._program.set_coefficient(int(row), self._z, 0.0)
        self._hold(np.flatnonzero(rows), SLACK)

    def _hold(self, rows: NDArray[np.intp], room: float) -> None:
        for row in rows:
            self._program.set_row(int(row), max(0.0, float(self.reached[row]) - room), np.inf)
