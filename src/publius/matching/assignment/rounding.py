"""Whole people when the search for the best of them was cut short: nobody over any limit.

Pairs are taken as the relaxed program likes them, as long as no maximum is broken; then what is
below its minimum is filled from whoever is left. What cannot be filled so stays short and is
reported.
"""

import numpy as np

from publius.matching.assignment.fits import Floats, Whole
from publius.matching.assignment.problem import Problem
from publius.matching.assignment.relaxed import Relaxed
from publius.matching.assignment.seating import Seating
from publius.matching.assignment.swaps import improve


def round_off(problem: Problem, relaxed: Relaxed) -> Seating:
    """Take whole people one by one, then swap until the seats fare as evenly as swaps can do."""
    seating = Seating(problem, problem.confirmed)
    lows = np.array([rule.minimum for rule in problem.rules])
    _take(seating, np.lexsort((-problem.fit, -relaxed.shares)), needed=lows)
    _take(seating, np.lexsort((-problem.fit, -relaxed.shares)), needed=None)
    improve(seating)
    return seating


def _take(seating: Seating, order: Whole, needed: Floats | None) -> None:
    """Take pairs in this order; with ``needed`` only those a rule still lacks."""
    matrix = seating.problem.matrix.tocsc()
    for pair in order.tolist():
        rules = matrix.indices[matrix.indptr[pair] : matrix.indptr[pair + 1]]
        wanted = needed is None or bool((seating.counts[rules] < needed[rules]).any())
        if wanted and not seating.taken[pair] and seating.allows((), (pair,)):
            seating.change((), (pair,))
