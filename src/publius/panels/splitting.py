"""Splits an ideal into whole panels, exactly, wherever its faces hold whole panels.

Where a rest touches so many limits that no whole panel is left between them, the last panels
are given back and what they and the rest stood for is blended anew; if that is not enough, more
are given back, at last all of them.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import block_array, csr_matrix, eye_array

from publius.panels.blending import Blend, Blender, blend
from publius.panels.errors import SolverError
from publius.panels.faces import Remainder
from publius.panels.maker import PanelMaker, relaxed_model
from publius.panels.problem import Ints, Problem
from publius.panels.progress import Progress
from publius.panels.relaxation import Ideal, share_matrix
from publius.panels.solver import INFINITY, Floats, Model, Outcome, Program

DONE = 1e-7  # a rest this small is no rest: the solver itself is not more exact
BACK = 30.0  # how much larger the part that is blended anew is than the rest, and then again


@dataclass(frozen=True, slots=True)
class Split:
    """Panels (one row each, people per column), their shares, and the mass left unsplit."""

    panels: Ints
    shares: Floats
    rest: float


class _Path:
    """The panels taken so far and the rest before each of them."""

    def __init__(self, start: Remainder) -> None:
        self.rest = start
        self.panels: list[Ints] = []
        self.shares: list[float] = []
        self._before: list[Remainder] = []

    def take(self, panel: Ints) -> None:
        """Give a panel all it can have."""
        before = self.rest.copy()
        share = self.rest.take(panel)
        self._before.append(before)
        self.panels.append(panel)
        self.shares.append(share)

    def back_to(self, mass: float) -> list[Ints]:
        """Give the last panels back until the rest has at least this mass; say which."""
        given: list[Ints] = []
        while self._before and self.rest.mass < mass:
            self.rest = self._before.pop()
            given.append(self.panels.pop())
            self.shares.pop()
        return given


def split(problem: Problem, point: Floats, maker: PanelMaker, progress: Progress) -> Split:
    """Take panels out of a point (people per column) until hardly anything is left."""
    path = _Path(Remainder(problem, point))
    _walk(problem, path, maker, progress)
    if path.rest.mass <= DONE:
        return _split(path, Blend([], np.zeros(0), 1.0))
    known = list[Ints]()
    while True:
        known += path.back_to(BACK * path.rest.mass)
        blender = Blender(path.rest.point(), known, path.rest.face())
        whole = not path.panels
        found = blend(blender, maker, progress, DONE / path.rest.mass, exact=whole)
        if whole or found.missing * path.rest.mass <= DONE:
            return _split(path, found)
        known = found.panels


def _split(path: _Path, end: Blend) -> Split:
    panels = np.array([*path.panels, *end.panels], dtype=np.int64)
    shares = np.array([*path.shares, *(end.shares * path.rest.mass)])
    held = shares > 0
    return Split(panels[held], shares[held], end.missing * path.rest.mass)


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


def one_place_each(problem: Problem) -> bool:
    """Say whether a type's people can take one kind of place only, so that types are columns."""
    return np.array_equal(problem.column_type, np.arange(len(problem.types)))


def point_of(problem: Problem, ideal: Ideal) -> Floats:
    """One way to place people in columns that gives everybody the chance aimed at."""
    wanted = ideal.aim * problem.counts
    if one_place_each(problem):
        return np.asarray(wanted)
    program = Program(_nearest(problem, wanted))
    if program.solve() is Outcome.INFEASIBLE:
        raise SolverError("solver-failed", reason="an ideal lies outside every panel")
    return program.values()[: len(problem.caps)]


def _nearest(problem: Problem, wanted: Floats) -> Model:
    """Columns, and per type how far they are above and below what is wanted: the least of it."""
    inside, types = relaxed_model(problem), len(problem.types)
    counted = csr_matrix(share_matrix(problem).multiply(problem.counts[:, None]))
    off = eye_array(types)
    return Model(
        csr_matrix(block_array([[counted, off, -off], [inside.matrix, None, None]])),
        np.append(wanted, inside.row_lower),
        np.append(wanted, inside.row_upper),
        np.append(inside.lower, np.zeros(2 * types)),
        np.append(inside.upper, np.full(2 * types, INFINITY)),
        np.append(inside.cost, np.ones(2 * types)),
    )
