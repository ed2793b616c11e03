"""What each objective wishes for, in the one form that the interior point method understands."""

import numpy as np
from numpy.typing import NDArray

from publius.panels.objectives.chances import Wish
from publius.panels.problem import Problem
from publius.panels.solver import Floats

EVEN = 1e-3  # people whose fits differ by less than about this share their chances evenly
SMALLEST = 1e-2  # wanted chances below this part of the average weigh no more than it does


def nash(problem: Problem, able: NDArray[np.bool_]) -> Wish:
    """The product of the chances of everybody who can be in a panel (Nash, 1950)."""
    people = np.where(able, problem.counts, 0.0)
    return Wish(people, np.zeros_like(people), np.zeros_like(people))


def relevance(problem: Problem, fits: Floats) -> Wish:
    """The expected fit of the panel, less a little for unevenness: ``fit p - EVEN p² / 2``."""
    people = problem.counts.astype(np.float64)
    return Wish(np.zeros_like(people), people * fits, EVEN * people)


def nearest(problem: Problem, wanted: Floats) -> Wish:
    """As near as possible to wanted chances, in squares relative to them.

    The distance is ``sum (p - a)² / a``, as in the calibration of survey weights (Deville and
    Särndal, "Calibration estimators in survey sampling", 1992).
    """
    people = problem.counts.astype(np.float64)
    average = float(people @ wanted) / max(float(people.sum()), 1.0)
    weight = people / np.maximum(wanted, SMALLEST * average)
    return Wish(np.zeros_like(people), weight * wanted, weight)


def scaled_to(size: int, counts: Floats, weights: Floats) -> Floats:
    """Chances in proportion to the weights that add up to the panel's size, none above 1.

    Whoever would exceed 1 gets 1, and the rest is scaled again.

    >>> scaled_to(2, np.array([1.0, 2.0]), np.array([9.0, 1.0])).tolist()
    [1.0, 0.5]
    """
    certain = np.zeros(len(weights), dtype=np.bool_)
    while True:
        total = float(counts[~certain] @ weights[~certain])
        left = size - float(counts[certain].sum())
        factor = left / total if total > 0 else 0.0
        over = ~certain & (weights * factor > 1.0)
        if not over.any():
            return np.where(certain, 1.0, weights * factor)
        certain |= over
