"""The linear programs over whole panels that floors, caps and levels are measured with."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from publius.panels.gathered import Gathered, add_better
from publius.panels.maker import PanelMaker
from publius.panels.problem import Ints
from publius.panels.solver import INFINITY, Floats, Model, Program

GAIN = 1e-9  # a panel must promise at least this much to be added


class Panels(Gathered):
    """Every panel found so far, once each; all programs over whole panels share it."""

    def __init__(self, maker: PanelMaker, counts: Ints, found: Sequence[Ints]) -> None:
        self.maker = maker
        self.counts = counts.astype(np.float64)
        super().__init__(found)

    def keep(self, chosen: NDArray[np.bool_]) -> None:
        """Forget the panels that are not chosen."""
        super().__init__([self.found[number] for number in np.flatnonzero(chosen)])

    def add_better(self, weights: Floats, threshold: float, batch: int = 1) -> bool:
        """Add a panel that weighs more than the threshold; False proves that there is none."""
        return add_better(self, self.maker, weights, threshold, batch)

    def shares(self) -> csr_matrix:
        """The share of each type's people (rows) on each panel (columns)."""
        return csr_matrix((np.array(self.found) / self.counts).T)


class Weighing:
    """A program whose rows are every type's chance twice, from below and from above.

    It reads ``floor <= chance + below · v``, ``chance + above · v <= cap`` and "shares add up to
    1", where v are a few variables of the caller's that come before the panels' shares.
    """

    def __init__(
        self, panels: Panels, below: Floats, above: Floats, floor: Floats, cap: Floats, cost: Floats
    ) -> None:
        self._panels = panels
        self._types = len(floor)
        endless = np.full(self._types, INFINITY)
        own = np.vstack([below, above, np.zeros((1, below.shape[1]))])
        self.program = Program(
            Model(
                csr_matrix(own),
                np.concatenate([floor, -endless, [1.0]]),
                np.concatenate([endless, cap, [1.0]]),
                np.zeros(len(cost)),
                np.ones(len(cost)),
                cost,
            )
        )
        self._loaded = 0
        self._load()

    def improve(self) -> bool:
        """Add a panel that the duals ask for; False proves that none would help."""
        duals = self.program.row_duals()
        weights = (duals[: self._types] + duals[self._types : -1]) / self._panels.counts
        if not self._panels.add_better(weights, GAIN - float(duals[-1])):
            return False
        self._load()
        return True

    def _load(self) -> None:
        for panel in self._panels.found[self._loaded :]:
            rows = np.flatnonzero(panel)
            share = panel[rows] / self._panels.counts[rows]
            places = np.concatenate([rows, rows + self._types, [2 * self._types]])
            values = np.concatenate([share, share, [1.0]])
            self.program.add_column(places.astype(np.int32), values)
        self._loaded = len(self._panels.found)
