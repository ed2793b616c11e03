"""Which statements speak for one group, and which for everybody, by the rules of Polis."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from publius.opinion.statistics import CLEARLY, Array, Side, prop_test, share

Mask = NDArray[np.bool_]
Columns = NDArray[np.int64]

AT_MOST = 5  # statements per list
AGREE, DISAGREE = 1, -1


class Chosen(NamedTuple):
    """A statement in a list: its column, the side people take, its score."""

    column: int
    side: int
    score: float
    best_agree: bool = False


def speaking_for(agree: Side, disagree: Side, answered: Mask, columns: Columns) -> list[Chosen]:
    """Choose what represents one group; the sides hold one figure per statement.

    A statement qualifies when the group is clearly above one half and clearly above the others,
    on one side; the stronger go first. The statement the group agrees with best leads in any
    case, even where nothing qualifies, and without it the one that sets the group apart most
    stands alone. Agreements come before disagreements. ``answered`` says whether anybody in the
    group agreed or disagreed. ``columns`` are the statements that may be chosen, in the order in
    which they are gone through: where figures tie, the first is taken.
    """
    columns = columns[answered[columns]]
    side = _sides(agree, disagree)
    score = np.where(side == AGREE, agree.strength, disagree.strength)
    ranked = _ranked(columns[(agree.is_clear | disagree.is_clear)[columns]], score)
    best = _best_agree(agree, columns)
    if not ranked and best is None:
        ranked = _furthest_from_others(agree, disagree, columns)
    listed = ranked if best is None else [best, *(column for column in ranked if column != best)]
    chosen = [
        Chosen(column, int(side[column]), float(score[column]), best_agree=column == best)
        for column in listed[:AT_MOST]
    ]
    return sorted(chosen, key=lambda one: -one.side)


def _sides(agree: Side, disagree: Side) -> NDArray[np.int64]:
    """The side on which a group differs more from the others; where neither, the larger one."""
    is_even = agree.ratio_z == disagree.ratio_z
    leans = np.where(is_even, agree.share - disagree.share, agree.ratio_z - disagree.ratio_z)
    return np.where(leans > 0, AGREE, DISAGREE)


def _ranked(columns: Columns, score: Array) -> list[int]:
    ranked: list[int] = columns[np.argsort(-score[columns], kind="stable")].tolist()
    return ranked


def _best_agree(agree: Side, columns: Columns) -> int | None:
    """Go through the statements in order; each takes the lead if it beats the one before.

    A leader that the group agrees with more than others do is beaten by a greater strength; one
    without that by share x z; the first must be clear, or likelier here and above one half.
    That two negative z make a positive strength is so in Polis: now and then a statement leads
    here that the group disagrees with.
    """
    ratio, likely = agree.ratio.tolist(), (agree.share * agree.z).tolist()
    strength, opens = agree.strength.tolist(), _may_open(agree).tolist()
    best: int | None = None
    for column in columns.tolist():
        if best is None:
            leads = opens[column]
        elif ratio[best] > 1:
            leads = strength[column] > strength[best]
        else:
            leads = likely[column] > likely[best]
        best = column if leads else best
    return best


def _may_open(agree: Side) -> Mask:
    return (agree.z > CLEARLY) | ((agree.ratio > 1) & (agree.share > 0.5))


def _furthest_from_others(agree: Side, disagree: Side, columns: Columns) -> list[int]:
    distance = np.maximum(agree.ratio_z, disagree.ratio_z)
    return _ranked(columns, distance)[:1]


def taken_by_all(counts: Columns, seen: Columns, side: int, columns: Columns) -> list[Chosen]:
    """Choose what most voters say, grouped or not: a share above one half, clearly, by p x z.

    >>> agrees, seen, columns = np.array([9, 5]), np.array([10, 10]), np.array([0, 1])
    >>> [(one.column, round(one.score, 3)) for one in taken_by_all(agrees, seen, 1, columns)]
    [(0, 2.261)]
    """
    p, z = share(counts, seen), prop_test(counts, seen)
    score = p * z
    ranked = _ranked(columns[((p > 0.5) & (z > CLEARLY))[columns]], score)[:AT_MOST]
    return [Chosen(column, side, float(score[column])) for column in ranked]
