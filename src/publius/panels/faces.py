"""What is left of an ideal once panels have been taken out of it, and where the rest lives.

A point of the panels' polytope is split into panels by repeating one step: take a panel that
keeps every limit the point touches, give it the largest share that leaves the rest inside the
polytope, and go on with the rest. Each step makes the rest touch a limit more, so there are at
most as many panels as limits (the constructive proof of Carathéodory's theorem, as Birkhoff,
1946, uses it for matrices).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from publius.panels.problem import Ints, Problem
from publius.panels.solver import Floats

TOUCHES = 1e-10  # the rest of a point is at a limit when it is this near
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Face:
    """Bounds of each column and of each row that a panel has to keep."""

    lower: Ints
    upper: Ints
    row_lower: Ints
    row_upper: Ints


def whole(problem: Problem) -> Face:
    """All valid panels."""
    return Face(np.zeros_like(problem.caps), problem.caps, problem.lower, problem.upper)


class Remainder:
    """A point (people per column) minus the shares taken from it; ``mass`` is what is left of 1."""

    def __init__(self, problem: Problem, point: Floats) -> None:
        self._problem = problem
        self._left = np.clip(point, 0.0, problem.caps)
        self.mass = 1.0
        self._none = np.zeros(len(point), dtype=np.bool_)
        self._full = np.zeros(len(point), dtype=np.bool_)
        self._low: Flags = np.zeros(len(problem.rows), dtype=np.bool_)
        self._high: Flags = np.zeros(len(problem.rows), dtype=np.bool_)
        self._touch(1e-9)

    def copy(self) -> "Remainder":
        """The same rest, to come back to."""
        again = object.__new__(Remainder)
        again.__dict__.update(self.__dict__)
        return again

    def point(self) -> Floats:
        """The rest as a point of the polytope."""
        return np.asarray(self._left / self.mass)

    def face(self) -> Face:
        """The panels that keep every limit the rest touches."""
        problem = self._problem
        return Face(
            np.where(self._full, problem.caps, 0),
            np.where(self._none, 0, problem.caps),
            np.where(self._high, problem.upper, problem.lower),
            np.where(self._low, problem.lower, problem.upper),
        )

    def take(self, panel: Ints) -> float:
        """Give a panel on the face the largest share there is; say how much of 1 that was."""
        share = min(1.0, max(0.0, self._room(panel)))
        taken = share * self.mass
        self._left = np.maximum(self._left - taken * panel, 0.0)
        self.mass *= 1.0 - share
        if self.mass > 0.0:
            self._touch(TOUCHES)
        return taken

    def _room(self, panel: Ints) -> float:
        """The largest share of the rest for this panel; the limits that decide it are marked."""
        problem, point = self._problem, self.point()
        rows, kept = problem.matrix @ point, problem.matrix @ panel
        rooms = (
            (self._none, point, panel),
            (self._full, problem.caps - point, problem.caps - panel),
            (self._low, rows - problem.lower, kept - problem.lower),
            (self._high, problem.upper - rows, problem.upper - kept),
        )
        ratios = [_ratios(marked, room, used) for marked, room, used in rooms]
        share = min(float(ratio.min(initial=1.0)) for ratio in ratios)
        decide = [ratio <= share for ratio in ratios]
        self._none, self._full = self._none | decide[0], self._full | decide[1]
        self._low, self._high = self._low | decide[2], self._high | decide[3]
        return share

    def _touch(self, tolerance: float) -> None:
        """Mark the limits that the rest has come to; a mark is never taken back."""
        problem, point = self._problem, self.point()
        rows = problem.matrix @ point
        self._none = self._none | (point <= tolerance)
        self._full = self._full | (point >= problem.caps - tolerance)
        self._low = self._low | (rows <= problem.lower + tolerance)
        self._high = self._high | (rows >= problem.upper - tolerance)


def _ratios(marked: Flags, room: Floats, used: Floats | Ints) -> Floats:
    ratios = np.full(len(room), np.inf)
    np.divide(room, used, out=ratios, where=~marked & (used > 0))
    return ratios
