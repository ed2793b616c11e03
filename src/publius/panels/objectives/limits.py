"""Floors and caps that can be kept, per type of people; those that cannot are refused."""

import numpy as np
from numpy.typing import NDArray

from publius.panels.errors import SettingError
from publius.panels.objectives.chances import Limits
from publius.panels.objectives.objective import Objective
from publius.panels.objectives.spread import Range, Spread

CLEAR = 1e-9  # a floor or a cap this near to what is possible counts as possible


def possible_range(spread: Spread, objective: Objective) -> Range:
    """The highest floor and the cap that go with the objective; refuse what goes beyond them.

    Nothing is worked out where no floor and no cap were set. The programs stay feasible in this
    order even while panels are still being found.
    """
    if not objective.is_bounded():
        return Range(1.0, 1.0)
    spread.within(0.0, 1.0)
    lowest = spread.corner(0.0, 1.0).cap
    if objective.cap < lowest - CLEAR:
        raise SettingError("cap-too-low", cap=objective.cap, possible=lowest)
    spread.within(0.0, max(objective.cap, lowest))
    highest = spread.corner(1.0, 0.0).floor
    if objective.floor > highest + CLEAR:
        raise SettingError("floor-too-high", floor=objective.floor, possible=highest)
    cap = max(objective.cap, lowest)
    spread.within(min(objective.floor, highest), cap)
    return Range(highest, cap)


def limits_for(able: NDArray[np.bool_], floor: float, cap: float) -> Limits:
    """The same floor for everybody who can be in a panel, the same cap for all."""
    return Limits(np.where(able, floor, 0.0), np.full(len(able), cap))
