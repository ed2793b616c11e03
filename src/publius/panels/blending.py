"""Blends panels into a point exactly, making the panels that are still missing.

One linear program mixes the panels known so far so that as few people as possible are missing
from the point. Its duals say which panel would help most (column generation); as one missing
person costs 1, no dual exceeds 1, which keeps them from swinging from round to round.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from publius.panels.errors import SolverError
from publius.panels.faces import Face
from publius.panels.gathered import Gathered
from publius.panels.maker import PanelMaker
from publius.panels.problem import Ints
from publius.panels.progress import Progress
from publius.panels.solver import INFINITY, Floats, Model, Outcome, Program

BATCH = 8  # panels made in one round, at most: one for every EACH columns that are free
EACH = 12
SPREAD = 0.3  # how far their directions lie apart
ROUNDS = 400  # rounds before a blend is given up
GAIN = 1e-9  # a panel must promise at least this much
STALE = 12  # rounds in a row that may bring next to nothing


@dataclass(frozen=True, slots=True)
class Blend:
    """Panels (people per column), how often each is held, and how many people are missing."""

    panels: list[Ints]
    shares: Floats
    missing: float


class Blender:
    """The program over a face: first how much is missing of each column, then the panels."""

    def __init__(self, point: Floats, panels: Sequence[Ints], face: Face) -> None:
        self.face = face
        self._free = np.flatnonzero(face.lower < face.upper)
        self._width = len(point)
        self._gathered = Gathered(panels)
        self._program = Program(self._model(point[self._free]))

    def _model(self, point: Floats) -> Model:
        """Rows "held + missing >= point" for each column, and "shares add up to at most 1"."""
        rows, panels = len(point), len(self._gathered.found)
        held = np.ones((rows + 1, panels))
        known = np.array([panel[self._free] for panel in self._gathered.found])
        held[:-1] = known.reshape(panels, rows).T
        missing = np.eye(rows + 1)[:, :-1]
        return Model(
            csr_matrix(np.hstack([missing, held])),
            np.append(point, -INFINITY),
            np.append(np.full(rows, INFINITY), 1.0),
            np.zeros(rows + panels),
            np.full(rows + panels, INFINITY),
            np.append(np.ones(rows), np.zeros(panels)),
        )

    @property
    def width(self) -> int:
        """How many columns are free."""
        return len(self._free)

    def add(self, panel: Ints) -> bool:
        """Take a panel in, and into the program; False when it is already there."""
        if not self._gathered.add(panel):
            return False
        held = panel[self._free]
        rows = np.flatnonzero(held)
        self._program.add_column(
            np.append(rows, len(held)).astype(np.int32), np.append(held[rows], 1.0).astype(float)
        )
        return True

    def solve(self) -> float:
        """Blend anew; say how many people are missing."""
        if self._program.solve() is Outcome.INFEASIBLE:
            raise SolverError("solver-failed", reason="a blend became infeasible")
        return max(0.0, self._program.objective())

    def prices(self) -> tuple[Floats, float]:
        """Weights per column and the weight a panel must exceed to help."""
        duals = self._program.row_duals()
        weights = np.zeros(self._width)
        weights[self._free] = np.maximum(duals[:-1], 0.0)
        return weights, -float(duals[-1])

    def result(self) -> Blend:
        """The panels and their shares."""
        shares = np.maximum(self._program.values()[len(self._free) :], 0.0)
        return Blend(self._gathered.found, shares, max(0.0, self._program.objective()))


def blend(
    blender: Blender, maker: PanelMaker, progress: Progress, enough: float, *, exact: bool
) -> Blend:
    """Add panels until hardly anybody is missing, or nothing seems to help any more.

    ``exact`` looks for panels until there is a proof that none would help.
    """
    missing, stale = blender.solve(), 0
    for number in range(ROUNDS):
        if missing <= enough or (stale >= STALE and not exact):
            break
        progress.step(number, ROUNDS, "Balancing everybody's chance")
        if not _round(blender, maker, exact=exact):
            break
        before, missing = missing, blender.solve()
        stale = stale + 1 if missing > 0.9 * before else 0
    return blender.result()


def _round(blender: Blender, maker: PanelMaker, *, exact: bool) -> bool:
    """Add a few panels that the prices ask for; False when there is none to add."""
    weights, threshold = blender.prices()
    added = False
    for number in range(min(BATCH, 2 + blender.width // EACH)):
        panel = maker.towards(weights, blender.face, SPREAD if number else 0.0)
        if panel is not None and (number or weights @ panel > threshold + GAIN):
            added = blender.add(panel) or added
    if not added and exact:
        panel = maker.heavier(weights, threshold + GAIN, blender.face)
        added = panel is not None and blender.add(panel)
    return added
