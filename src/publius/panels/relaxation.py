"""The chances that would be ideal if people could be split: the bound no lottery can beat."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import bmat, csr_matrix

from publius.panels.levels import Levels
from publius.panels.maker import relaxed_model
from publius.panels.problem import Problem
from publius.panels.sharpening import sharpened
from publius.panels.solver import INFINITY, Floats, Model, Program


@dataclass(frozen=True, slots=True)
class Ideal:
    """Per type: the chance everybody is owed, and one way to give it.

    ``floor`` must be met; ``aim`` meets it and adds up to the panel's size. Where the floor is
    not leximin's, ``best`` is what no lottery can beat as the smallest chance, and ``able`` says
    which types can be in a valid panel at all.
    """

    floor: Floats
    aim: Floats
    best: float | None = None
    able: NDArray[np.bool_] | None = None


def ideal_chances(problem: Problem, *, all_levels: bool, cap: float = 1.0) -> Ideal:
    """Leximin (or only the first level of it) over the linear relaxation.

    Nobody gets more than ``cap``, which must be possible.
    """
    program = Program(_model(problem, cap))
    z = len(problem.caps)
    levels = Levels(program, len(problem.types), z)
    floor = levels.climb(all_levels=all_levels)
    program.solve()
    exact = sharpened(problem, levels) if all_levels and cap >= 1 else None
    if exact is not None:
        return Ideal(exact, exact)
    aim = problem.per_type(program.values()[:z]) / problem.counts
    return Ideal(floor, aim)


def share_matrix(problem: Problem) -> csr_matrix:
    """Each type's chance: the columns of its people, divided by their number."""
    types, columns = len(problem.types), len(problem.caps)
    return csr_matrix(
        (1.0 / problem.counts[problem.column_type], (problem.column_type, np.arange(columns))),
        shape=(types, columns),
    )


def _model(problem: Problem, cap: float) -> Model:
    """Rows "chance of type t - z >= 0" first, then caps and rules; the last variable is z."""
    share, inside = share_matrix(problem), relaxed_model(problem)
    types = len(problem.types)
    minus_z = csr_matrix(-np.ones((types, 1)))
    capped = share if cap < 1 else share[:0]
    return Model(
        csr_matrix(bmat([[share, minus_z], [capped, None], [inside.matrix, None]])),
        np.concatenate([np.zeros(types), np.full(capped.shape[0], -INFINITY), inside.row_lower]),
        np.concatenate([np.full(types, INFINITY), np.full(capped.shape[0], cap), inside.row_upper]),
        np.append(inside.lower, 0.0),
        np.append(inside.upper, 1.0),
        np.append(inside.cost, -1.0),
    )
