"""Works the ideal out to the last digit.

Each settled level leaves a little room to the solver, and what thousands of people leave adds up
for the few who are settled last. The rules that held each level down are known, though, and they
hold exactly: as many equations as levels.
"""

import numpy as np
from numpy.typing import NDArray

from publius.panels.levels import Levels
from publius.panels.problem import Problem
from publius.panels.solver import Floats

MOVES = 0.1  # a level that moves more than this share of itself was not what it seemed
KEPT = 1e-9  # by how much a sharpened ideal may break a rule
FULL = 1e-6  # a column this near to its cap is at it


def sharpened(problem: Problem, levels: Levels) -> Floats | None:
    """Everybody's chance by type, from the rules that are tight; None where they do not tell."""
    if not np.array_equal(problem.column_type, np.arange(len(problem.types))):
        return None
    system, bound = _equations(problem, levels)
    fixed = _at_cap(problem, levels)
    while True:
        known = _solved(system, bound, np.array(levels.levels), fixed)
        if known is None:
            return None
        above = _above_cap(problem, levels, known, fixed)
        if not (~np.isnan(above)).any():
            break
        fixed = np.where(np.isnan(above), fixed, above)
    return known[levels.turn] if _holds(problem, known[levels.turn]) else None


def _equations(problem: Problem, levels: Levels) -> tuple[Floats, Floats]:
    """The rules that hold exactly: what a unit of each level takes, and what there is."""
    rules = len(problem.rows)
    low, high = levels.low[-rules:], levels.high[-rules:]
    tight = low | high | (problem.lower == problem.upper)
    bound = np.where(low, problem.lower, problem.upper)[tight].astype(np.float64)
    return _places(problem, levels.turn)[tight], bound


def _solved(system: Floats, bound: Floats, rough: Floats, fixed: Floats) -> Floats | None:
    """The levels nearest to the rough ones that keep the equations and what is fixed."""
    free = np.isnan(fixed)
    known = np.where(free, rough, fixed)
    rest = bound - system @ known
    change = np.linalg.lstsq(system[:, free] * known[free], rest, rcond=1e-12)[0]
    if np.abs(change).max(initial=0.0) > MOVES:
        return None
    known[free] *= 1.0 + change
    return known


def _places(problem: Problem, turn: NDArray[np.int64]) -> Floats:
    """How many places of each rule one unit of each level takes."""
    member = np.zeros((len(turn), int(turn.max(initial=-1)) + 1))
    member[np.arange(len(turn)), turn] = problem.counts
    return np.asarray(problem.matrix @ member)


def _at_cap(problem: Problem, levels: Levels) -> Floats:
    """The levels that a cap decides; NaN for all others."""
    fixed = np.full(len(levels.levels), np.nan)
    highest = problem.caps / problem.counts
    full = levels.reached >= highest - FULL
    fixed[levels.turn[full]] = highest[full]
    return fixed


def _above_cap(problem: Problem, levels: Levels, known: Floats, fixed: Floats) -> Floats:
    """The caps of free levels that came out above them: they were at the cap all along."""
    found = np.full(len(known), np.nan)
    highest = problem.caps / problem.counts
    above = np.isnan(fixed)[levels.turn] & (known[levels.turn] > highest + KEPT)
    found[levels.turn[above]] = highest[above]
    return found


def _holds(problem: Problem, chances: Floats) -> bool:
    columns = chances * problem.counts
    rows = problem.matrix @ columns
    return bool(
        (columns >= -KEPT).all()
        and (columns <= problem.caps + KEPT).all()
        and (rows >= problem.lower - KEPT).all()
        and (rows <= problem.upper + KEPT).all()
    )
