"""The panels found so far, once each, and the search for one more that helps."""

from collections.abc import Iterable

import numpy as np

from publius.panels.maker import PanelMaker
from publius.panels.problem import Ints
from publius.panels.solver import Floats


class Gathered:
    """Panels in the order they were found; a program over them may grow with each."""

    def __init__(self, found: Iterable[Ints] = ()) -> None:
        self._seen: set[bytes] = set()
        self.found: list[Ints] = []
        for panel in found:
            self.add(panel)

    def add(self, panel: Ints) -> bool:
        """Take a panel in; False when it is already there."""
        key = panel.tobytes()
        if key in self._seen:
            return False
        self._seen.add(key)
        self.found.append(panel)
        return True


def add_better(
    gathered: Gathered, maker: PanelMaker, weights: Floats, threshold: float, batch: int = 1
) -> bool:
    """Add a panel that weighs more than the threshold; False proves that there is none.

    Further panels that lean the same way come with it.
    """
    best = maker.better_than(weights, threshold)
    if best is None or not gathered.add(best):
        return False
    scale = 0.3 * float(np.abs(weights).max(initial=0.0))
    for _ in range(batch - 1):
        gathered.add(maker.quick(weights + maker.jitter(scale)))
    return True
