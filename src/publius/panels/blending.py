"""Blends panels into a point exactly, making the panels that are still missing.

One linear program mixes the panels known so far with the point's unsplit rest and wants as
little of the rest as possible. Its duals say which panel would help most (column generation).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from publius.panels.faces import Face
from publius.panels.maker import PanelMaker
from publius.panels.problem import Ints
from publius.panels.progress import Progress
from publius.panels.solver import INFINITY, Floats, Model, Outcome, Program

BATCH = 8  # panels made in one round
SPREAD = 0.3  # how far their directions lie apart
ROUNDS = 150  # rounds before a blend is given up
GAIN = 1e-9  # a panel must promise at least this much
STALE = 12  # rounds in a row that may bring next to nothing


@dataclass(frozen=True, slots=True)
class Blend:
    """Panels (people per column), how often each is held, and the share of the rest."""

    panels: list[Ints]
    shares: Floats
    rest: float


class Blender:
    """The program over a face: variable 0 is the rest, every other one a panel."""

    def __init__(self, point: Floats, rest: Floats, panels: Sequence[Ints], face: Face) -> None:
        self.face = face
        self._free = np.flatnonzero(face.lower < face.upper)
        self._width = len(point)
        self._seen = {panel.tobytes() for panel in panels}
        self.panels = list(panels)
        free = [column[self._free] for column in (rest, *panels)]
        body = np.vstack([np.array(free, dtype=np.float64).T, np.ones(len(free))])
        self._program = Program(
            Model(
                csr_matrix(body),
                np.append(point[self._free], 1.0),
                np.append(np.full(len(self._free), INFINITY), 1.0),
                np.zeros(len(free)),
                np.full(len(free), INFINITY),
                np.append(1.0, np.zeros(len(panels))),
            )
        )

    def add(self, panel: Ints) -> bool:
        """Take a panel in; False when it is already there."""
        key = panel.tobytes()
        if key in self._seen:
            return False
        self._seen.add(key)
        self.panels.append(panel)
        held = panel[self._free]
        rows = np.flatnonzero(held)
        self._program.add_column(
            np.append(rows, len(held)).astype(np.int32), np.append(held[rows], 1.0).astype(float)
        )
        return True

    def solve(self) -> float:
        """Blend anew; give the share of the rest that is still needed."""
        if self._program.solve() is Outcome.INFEASIBLE:
            return 1.0
        return float(self._program.values()[0])

    def prices(self) -> tuple[Floats, float]:
        """Weights per column and the weight a panel must exceed to help."""
        duals = self._program.row_duals()
        weights = np.zeros(self._width)
        weights[self._free] = np.maximum(duals[:-1], 0.0)
        return weights, -float(duals[-1])

    def result(self) -> Blend:
        """The panels and their shares."""
        values = np.maximum(self._program.values(), 0.0)
        return Blend(self.panels, values[1:], float(values[0]))


def blend(
    blender: Blender, maker: PanelMaker, progress: Progress, enough: float, *, exact: bool
) -> Blend:
    """Add panels until the rest is small enough, or nothing seems to help any more.

    ``exact`` looks for panels until there is a proof that none would help.
    """
    rest, stale = blender.solve(), 0
    for number in range(ROUNDS):
        if rest <= enough or (stale >= STALE and not exact):
            break
        progress.step(number, ROUNDS, "Balancing everybody's chance")
        if not _round(blender, maker, exact=exact):
            break
        before, rest = rest, blender.solve()
        stale = stale + 1 if rest > 0.9 * before else 0
    return blender.result()


def _round(blender: Blender, maker: PanelMaker, *, exact: bool) -> bool:
    """Add a few panels that the prices ask for; False when there is none to add."""
    weights, threshold = blender.prices()
    added = False
    for number in range(BATCH):
        panel = maker.towards(weights, blender.face, SPREAD if number else 0.0)
        if panel is not None and (number or weights @ panel > threshold + GAIN):
            added = blender.add(panel) or added
    if not added and exact:
        panel = maker.heavier(weights, threshold + GAIN, blender.face)
        added = panel is not None and blender.add(panel)
    return added
