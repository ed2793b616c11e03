"""Measures a lottery: everybody's chance, how equal the chances are, how near to the best."""

from collections.abc import Mapping, Sequence

import numpy as np

from publius.panels.solver import Floats
from publius.panels.types import Person, Place, SeatCount, TargetCount, Targets


def gini(chances: Floats) -> float:
    """How unequal chances are: 0 when all are equal, towards 1 when few people hold them all.

    Half the mean absolute difference divided by the mean (Gini, 1912).

    >>> gini(np.array([0.2, 0.2])), gini(np.array([0.0, 1.0]))
    (0.0, 0.5)
    """
    if not len(chances) or chances.sum() <= 0:
        return 0.0
    ranked = np.sort(chances)
    weight = 2 * np.arange(1, len(ranked) + 1) - len(ranked) - 1
    return max(0.0, float(weight @ ranked) / (len(ranked) * float(ranked.sum())))


def geometric_mean(chances: Floats) -> float:
    """The n-th root of the product of n chances; 0 as soon as one of them is 0.

    >>> round(geometric_mean(np.array([0.1, 0.4])), 6)
    0.2
    """
    if not len(chances) or chances.min() <= 0:
        return 0.0
    return float(np.exp(np.log(chances).mean()))


def count_targets(
    pool: Sequence[Person], panel: Sequence[Person], targets: Targets
) -> tuple[TargetCount, ...]:
    """Each target beside the pool and the panel."""
    return tuple(
        TargetCount(
            target.feature,
            target.value,
            target.minimum,
            target.maximum,
            pool=sum(p.holds(target.feature, target.value) for p in pool),
            panel=sum(p.holds(target.feature, target.value) for p in panel),
        )
        for target in targets.targets
    )


def count_seats(
    pool: Sequence[Person], panel: Sequence[Place], targets: Targets
) -> tuple[SeatCount, ...]:
    """Each seat beside how many people in the pool fit it and how many fill it."""
    return tuple(
        SeatCount(
            seat.id,
            seat.title,
            seat.minimum,
            seat.maximum,
            pool=sum(seat.id in person.seats for person in pool),
            panel=sum(place.seat == seat.id for place in panel),
        )
        for seat in targets.seats
    )


def in_percent(chance: float) -> str:
    """A chance as people read it.

    >>> in_percent(0.066661), in_percent(0.00016667)
    ('6.67 %', '0.0167 %')
    """
    percent = 100 * chance
    return f"{percent:.2f} %" if percent >= 1 or percent == 0 else f"{percent:.3g} %"


def state_optimality(smallest: float, best: float, tickets: int, *, proven: bool) -> str:
    """Say how far the smallest chance is from the best possible, and why."""
    gap = max(0.0, best - smallest)
    if not proven:
        return (
            f"The smallest chance is {in_percent(smallest)}. No lottery can give everybody more "
            f"than {in_percent(best)}; whether that can be reached was not settled."
        )
    if gap < 1e-9:
        return f"The smallest chance is {in_percent(smallest)}: no lottery can give more."
    return (
        f"The smallest chance is {in_percent(smallest)}. The best possible is "
        f"{in_percent(best)}; the difference of {100 * gap:.2g} percentage points comes from "
        f"dividing the chances into {tickets:,} equally likely tickets."
    )


def chances_of_selectable(chances: Mapping[str, float], unselectable: Sequence[str]) -> Floats:
    """The chances of everybody who can be in a valid panel, in the order of their ids."""
    out = set(unselectable)
    return np.array([chances[person] for person in sorted(chances) if person not in out])
