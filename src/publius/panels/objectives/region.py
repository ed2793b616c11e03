"""A convex region of chances, and a point deep inside it.

Where the rules leave some quantities no room at all (somebody must be in every panel; two limits
that together allow one number only), an interior point method loses its footing. Here those
quantities are found by linear programs, fixed, and taken out of the search.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import qr
from scipy.sparse import bmat, csr_matrix, identity

from publius.panels.errors import SolverError
from publius.panels.solver import INFINITY, Floats, Model, Outcome, Program

ROOM = 1e-7  # less room than this between two bounds is no room
TIGHT = 1e-7  # a dual above this marks a bound that every point of the region touches
OVERLAP = 1e-5  # how far rounding may push two bounds past each other before we call it a fault


@dataclass(frozen=True, slots=True)
class Region:
    """All ``v`` with ``matrix v = right`` and ``lower <= v <= upper``; every lower is finite.

    The first ``disjoint`` rows share no variable with each other, which saves work later.
    """

    matrix: csr_matrix
    right: Floats
    lower: Floats
    upper: Floats
    disjoint: int = 0


@dataclass(frozen=True, slots=True)
class Inside:
    """A region without its fixed variables, a point strictly inside, and the way back.

    ``rows`` says which rows of the whole region are left: those that do not follow from others.
    """

    region: Region
    start: Floats
    free: NDArray[np.bool_]
    rows: NDArray[np.bool_]
    values: Floats

    def whole(self, free_values: Floats) -> Floats:
        """All variables again, the fixed ones included."""
        values = self.values.copy()
        values[self.free] = free_values
        return values

    def all_rows(self, duals: Floats) -> Floats:
        """The duals of all rows: 0 for those that follow from others."""
        everything = np.zeros(len(self.rows))
        everything[self.rows] = duals
        return everything


def look_inside(region: Region) -> Inside:
    """Fix what has no room, and find a point with room on every side of the rest."""
    lower, upper = region.lower.copy(), region.upper.copy()
    while True:
        free = upper - lower > ROOM
        if not free.any():
            return _inside(region, lower, lower, free)
        program = _roomiest(region, lower, upper, free)
        if program.solve() is Outcome.INFEASIBLE:
            raise SolverError("solver-failed", reason="there is no way to meet the floors and caps")
        solution, count = program.values(), len(lower)
        if solution[count] > ROOM:
            point = lower + solution[:count] + solution[count] * free
            return _inside(region, point, lower, free)
        _fix_tight(program, region, lower, upper, free)


def _roomiest(region: Region, lower: Floats, upper: Floats, free: NDArray[np.bool_]) -> Program:
    """Maximise the room t: every free variable is ``lower + t + w``, at least t below its upper.

    Writing v that way keeps the lower bounds out of the rows.
    """
    count = len(lower)
    room = csr_matrix(free.astype(np.float64).reshape(-1, 1))
    capped = np.flatnonzero(free & np.isfinite(upper))
    above = identity(count, format="csr")[capped]
    twice = csr_matrix(np.full((len(capped), 1), 2.0))
    return Program(
        Model(
            csr_matrix(bmat([[region.matrix, region.matrix @ room], [above, twice]])),
            np.concatenate([_rest(region, lower), np.full(len(capped), -INFINITY)]),
            np.concatenate([_rest(region, lower), (upper - lower)[capped]]),
            np.append(np.zeros(count), -OVERLAP),
            np.append(np.where(free, INFINITY, 0.0), 1.0),
            np.append(np.zeros(count), -1.0),
        )
    )


def _rest(region: Region, values: Floats) -> Floats:
    return np.asarray(region.right - region.matrix @ values)


def _fix_tight(
    program: Program, region: Region, lower: Floats, upper: Floats, free: NDArray[np.bool_]
) -> None:
    """Let the bounds meet where duals say that they always do (strict complementarity)."""
    count, rows = len(lower), region.matrix.shape[0]
    down = free & (np.abs(program.column_duals()[:count]) > TIGHT)
    capped = np.flatnonzero(free & np.isfinite(upper))
    up = capped[np.abs(program.row_duals()[rows:]) > TIGHT]
    if not down.any() and not len(up):
        raise SolverError("solver-failed", reason="no room was found, and no reason for it")
    upper[down] = lower[down]
    lower[up] = upper[up]


def _inside(region: Region, point: Floats, lower: Floats, free: NDArray[np.bool_]) -> Inside:
    matrix = region.matrix[:, free]
    right = _rest(region, np.where(free, 0.0, lower))
    keep = _independent(matrix)
    inner = Region(
        csr_matrix(matrix[keep]),
        right[keep],
        region.lower[free],
        region.upper[free],
        int(keep[: region.disjoint].sum()),
    )
    return Inside(inner, point[free], free, keep, np.where(free, point, lower))


def _independent(matrix: csr_matrix) -> NDArray[np.bool_]:
    """Which rows to keep so that no row follows from the others.

    A row with a variable of its own follows from nothing; only the others need a closer look.
    """
    sizes = np.diff(matrix.indptr)
    alone = np.bincount(matrix.indices, minlength=matrix.shape[1]) == 1
    keep = np.asarray(abs(matrix) @ alone.astype(np.float64)) > 0
    doubtful = np.flatnonzero(~keep & (sizes > 0))
    if len(doubtful):
        _, triangle, order = qr(matrix[doubtful].toarray().T, mode="economic", pivoting=True)
        weight = np.abs(np.diag(triangle))
        rank = int((weight > 1e-9 * weight.max(initial=0.0)).sum())
        keep[doubtful[order[:rank]]] = True
    return keep
