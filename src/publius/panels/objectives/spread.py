"""How far the smallest and the largest chance can be moved: floors, caps and Goldilocks."""

from collections.abc import Callable, Iterable
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import bmat, csr_matrix

from publius.panels.errors import SolverError
from publius.panels.maker import relaxed_model
from publius.panels.problem import Problem
from publius.panels.relaxation import share_matrix
from publius.panels.solver import INFINITY, Model, Outcome, Program

CORNERS = 100  # corners looked at before the search is called off; 5 to 15 are usual
EXACT = 1e-11  # a corner that promises less than this, relative to the value, is no better


class Range(NamedTuple):
    """A smallest and a largest chance that go together."""

    floor: float
    cap: float


class Spread:
    """Programs over a smallest chance L and a largest chance U, their first two variables.

    ``improve`` may add columns to the program and then says that it did.
    """

    def __init__(self, program: Program, improve: Callable[[], bool] = lambda: False) -> None:
        self._program = program
        self._improve = improve

    def within(self, floor: float, cap: float) -> None:
        """Look only at chances from the floor to the cap."""
        self._program.set_bounds(0, floor, 1.0)
        self._program.set_bounds(1, 0.0, cap)

    def corner(self, floor_weight: float, cap_weight: float) -> Range:
        """Where a high L and a low U, so weighted, are reached best."""
        self._program.set_cost(np.array([-floor_weight, cap_weight]))
        self._solve()
        while self._improve():
            self._solve()
        floor, cap = self._program.values()[:2]
        return Range(float(floor), float(cap))

    def _solve(self) -> None:
        if self._program.solve() is Outcome.INFEASIBLE:
            raise SolverError("solver-failed", reason="a floor or a cap became infeasible")


def relaxed_spread(problem: Problem, selectable: NDArray[np.bool_]) -> Spread:
    """The smallest chance of those who are selectable, and the largest, if people were split."""
    share, inside = share_matrix(problem), relaxed_model(problem)
    types = len(problem.types)
    smallest = csr_matrix(-selectable.astype(np.float64).reshape(-1, 1))
    largest = csr_matrix(-np.ones((types, 1)))
    rows = bmat([[smallest, None, share], [None, largest, share], [None, None, inside.matrix]])
    endless = np.full(types, INFINITY)
    model = Model(
        csr_matrix(rows),
        np.concatenate([np.where(selectable, 0.0, -INFINITY), -endless, inside.row_lower]),
        np.concatenate([endless, np.zeros(types), inside.row_upper]),
        np.append([0.0, 0.0], inside.lower),
        np.append([1.0, 1.0], inside.upper),
        np.append([0.0, 0.0], inside.cost),
    )
    return Spread(Program(model))


def goldilocks(spread: Spread, average: float) -> Range:
    """The range that minimises ``U / average + average / L``.

    Nobody is then nearly sure to be drawn and nobody nearly sure not to be (Baharav and
    Flanigan, "Fair, manipulation-robust, and transparent sortition", 2024). The ranges that go
    are convex, so the best one lies between two corners. Where it lies, the slope of the value
    asks for the next corner; when that corner promises nothing, the range is the best of all
    (Frank and Wolfe, "An algorithm for quadratic programming", 1956).
    """
    corners = [spread.corner(1.0, 0.0), spread.corner(0.0, 1.0)]
    for _ in range(CORNERS):
        best = _best_between(corners, average)
        steep = (average / best.floor) ** 2
        corner = spread.corner(steep, 1.0)
        promise = (best.cap - corner.cap) + steep * (corner.floor - best.floor)
        if promise <= EXACT * max(1.0, steep):
            return Range(float(best.floor), float(best.cap))
        corners.append(corner)
    raise SolverError("solver-failed", reason="the search for the best range did not settle")


def _best_between(corners: Iterable[Range], average: float) -> Range:
    """The best range on any straight line between two corners."""
    pairs = combinations(corners, 2)
    found = [_best_on(min(pair), max(pair), average) for pair in pairs]
    return min(found, key=lambda r: r.cap / average + average / r.floor)


def _best_on(low: Range, high: Range, average: float) -> Range:
    rise = high.floor - low.floor
    if rise <= 0:
        return Range(high.floor, min(low.cap, high.cap))
    slope = (high.cap - low.cap) / rise
    wanted = average / slope**0.5 if slope > 0 else high.floor
    floor = min(max(wanted, low.floor), high.floor)
    return Range(floor, low.cap + slope * (floor - low.floor))
