"""How much somebody's evidence says about a term, and how that fits into one byte.

A person's evidence for a term is ``wtf = sum over items of weight x tf / (1 - b + b x len / avg)``;
its impact is ``wtf (k1 + 1) / (wtf + k1)``: BM25 over the fields of a record (Robertson, Zaragoza &
Taylor, CIKM 2004, 42-49), with the items of a person as the fields. Each item is measured
by its own length, not by the length of the person: who has more to show is not punished, and
one more item never lowers anything.

On disk the impact is one byte, always rounded up: the index may promise a person a little more
than the truth, never less. So whoever is outside the best candidates by the index is outside
by the exact model too, as soon as the last one wanted has an exact score above what the index
promises the last candidate. That is how ``exact`` proves its answers.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from publius.matching.impact.rows import Floats, Ints
from publius.matching.records import Record

STEPS = 255
# Shares of an item are whole 2**20ths, rounded up: whole numbers add up alike in any order.
FIXED = 2**20
MOST_SHARE = 2**31 - 1
# The weights of a need are whole numbers with this sum, rounded up, so that
# 255 x (sum + one per term) stays below 2**31 for needs of up to four million terms.
NEED_UNITS = 2**22
# Rounding in float64 may not turn an upper bound into something below the truth.
SLACK = 1 + 1e-9


@dataclass(frozen=True, slots=True)
class Model(Record):
    """The constants: ``k1`` how soon more of the same stops counting, ``b`` how length counts.

    ``k1 = 0`` means that nothing is saturated: an impact is the plain sum, up to ``most``. Needs
    are kept that way when people look for needs.

    >>> Model().impact(np.array([0.0, 1.2, 1e9])).round(3).tolist()
    [0.0, 1.1, 2.2]
    """

    k1: float = 1.2
    b: float = 0.75
    most: float = 0.0

    @property
    def ceiling(self) -> float:
        """The largest impact there can be."""
        return self.k1 + 1 if self.k1 else self.most

    @property
    def step(self) -> float:
        """What one of the 255 steps of a byte is worth."""
        return self.ceiling / STEPS

    def impact(self, wtf: Floats) -> Floats:
        if not self.k1:
            return np.minimum(wtf, self.most)
        return wtf * (self.k1 + 1) / (wtf + self.k1)

    def shares(self, weights: Floats, lengths: Ints, average: float) -> Floats:
        """Give what one occurrence of a term in each item is worth."""
        return weights / (1 - self.b + self.b * lengths / average)


MODEL = Model()


def bytes_of(model: Model, sums: Ints) -> NDArray[np.uint8]:
    """Turn sums of shares into bytes, rounded up.

    >>> bytes_of(Model(), np.array([1, FIXED, 2**50])).tolist()
    [1, 116, 255]
    """
    steps = model.impact(sums / FIXED) / model.step
    return np.minimum(np.ceil(steps * SLACK), STEPS).astype(np.uint8)


def idf(people: int, frequencies: Ints) -> Floats:
    """Say how telling terms are: ln(1 + (n - df + .5) / (df + .5)), never negative.

    >>> idf(3, np.array([0, 1, 3])).round(3).tolist()
    [2.079, 0.981, 0.134]
    """
    return np.log1p((people - frequencies + 0.5) / (frequencies + 0.5))


def whole_weights(weights: Floats) -> tuple[NDArray[np.int32], float]:
    """Turn a need's term weights into whole numbers, rounded up, and say what one is worth.

    >>> whole, unit = whole_weights(np.array([1.0, 3.0]))
    >>> whole.tolist(), unit * 2**22
    ([1048576, 3145728], 4.0)
    """
    total = math.fsum(weights.tolist())
    if total <= 0:
        return np.zeros(len(weights), dtype=np.int32), 0.0
    unit = total / NEED_UNITS
    return np.ceil(weights / unit).astype(np.int32), unit
