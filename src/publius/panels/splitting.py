"""Splits an ideal into whole panels, exactly, wherever its faces hold whole panels.

Where a rest touches so many limits that no whole panel is left between them, the split goes
back to an earlier rest and tries another way; each such turn starts from a smaller rest.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix, vstack

from publius.panels.faces import Remainder
from publius.panels.maker import PanelMaker, relaxed_model
from publius.panels.problem import Ints, Problem
from publius.panels.progress import Progress
from publius.panels.relaxation import Ideal, share_matrix
from publius.panels.solver import Floats, Model, Program

DONE = 1e-7  # a rest this small is no rest: the solver itself is not more exact
TURNS = 12  # times an earlier rest is gone back to before the split is given up
BACK = 10.0  # how many times the mass of the stuck rest to go back to


@dataclass(frozen=True, slots=True)
class Split:
    """Panels (one row each, people per column), their shares, and the mass left unsplit."""

    panels: Ints
    shares: Floats
    rest: float


class _Path:
    """The panels taken so far and the rest before each of them."""

    def __init__(self, start: Remainder, width: int) -> None:
        self.rest = start
        self._width = width
        self._before: list[Remainder] = []
        self._panels: list[Ints] = []
        self._shares: list[float] = []

    def take(self, panel: Ints) -> None:
        before = self.rest.copy()
        share = self.rest.take(panel)
        self._before.append(before)
        self._panels.append(panel)
        self._shares.append(share)

    def back_to(self, mass: float) -> None:
        """Give back the last panels, until the rest has at least this mass."""
        while self._before and self.rest.mass < mass:
            self.rest = self._before.pop()
            self._panels.pop()
            self._shares.pop()

    def split(self) -> Split:
        panels = np.array(self._panels, dtype=np.int64).reshape(-1, self._width)
        return Split(panels, np.array(self._shares), self.rest.mass)


def split(problem: Problem, point: Floats, maker: PanelMaker, progress: Progress) -> Split:
    """Take panels out of a point (people per column) until hardly anything is left."""
    path = _Path(Remainder(problem, point), len(point))
    best = path.split()
    back = BACK
    for _ in range(1 + TURNS):
        _walk(problem, path, maker, progress)
        if path.rest.mass < best.rest:
            best, back = path.split(), BACK
        else:
            back *= 2
        if best.rest <= DONE:
            break
        path.back_to(back * path.rest.mass)
    return best


def _walk(problem: Problem, path: _Path, maker: PanelMaker, progress: Progress) -> None:
    """Take panels until there is no rest, or no whole panel on its face."""
    total = len(problem.caps) + len(problem.rows)
    caps = np.maximum(problem.caps, 1)
    made = 0
    while path.rest.mass > DONE:
        progress.step(min(made, total), total, "Making panels")
        made += 1
        towards = 2 * path.rest.point() / caps - 1
        panel = maker.on_face(towards, path.rest.face())
        if panel is None:
            return
        path.take(panel)


def point_of(problem: Problem, ideal: Ideal) -> Floats:
    """One way to place people in columns that gives everybody the chance aimed at."""
    wanted = ideal.aim * problem.counts
    if np.array_equal(problem.column_type, np.arange(len(problem.types))):
        return np.asarray(wanted)
    inside = relaxed_model(problem)
    slack = 1e-9
    program = Program(
        Model(
            csr_matrix(vstack([share_matrix(problem), inside.matrix])),
            np.concatenate([ideal.aim - slack, inside.row_lower]),
            np.concatenate([ideal.aim + slack, inside.row_upper]),
            inside.lower,
            inside.upper,
            inside.cost,
        )
    )
    program.solve()
    return program.values()
