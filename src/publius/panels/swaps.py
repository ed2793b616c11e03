"""Repairs a rounded panel: one person out, another in, as long as that breaks fewer rules."""

import numpy as np
from numpy.typing import NDArray

from publius.panels.faces import Face
from publius.panels.problem import Ints, Problem
from publius.panels.solver import Floats

SHORTLIST = 240  # columns considered as the incoming side of a swap
SWAPS = 60  # repairs that need more swaps than this are hopeless in practice
PENALTY = 1e-3  # how much a swap's direction counts beside one broken rule


class Repair:
    """Swaps people of one column for people of another until a panel keeps its face."""

    def __init__(self, problem: Problem) -> None:
        self._matrix = problem.matrix
        self._dense = problem.matrix.toarray()

    def mend(self, columns: Ints, cost: Floats, face: Face) -> Ints | None:
        """A panel on the face, near to these columns and cheap; None when stuck."""
        columns = columns.copy()
        lean = PENALTY * cost / (float(np.abs(cost).max(initial=0.0)) or 1.0)
        activity = self._matrix @ columns
        for _ in range(SWAPS):
            now = _broken(activity, face)
            if not now.any():
                return columns
            more = _broken(activity + 1, face) - now
            less = _broken(activity - 1, face) - now
            swap = self._best_swap(columns, more, less, lean, face)
            if swap is None:
                return None
            leaves, enters = swap
            columns[leaves] -= 1
            columns[enters] += 1
            activity = activity + self._dense[:, enters] - self._dense[:, leaves]
        return None

    def _best_swap(
        self, columns: Ints, more: Floats, less: Floats, lean: Floats, face: Face
    ) -> tuple[int, int] | None:
        rows = np.flatnonzero((more != 0) | (less != 0))
        dense, more, less = self._dense[rows], more[rows], less[rows]
        leaving = np.flatnonzero(columns > face.lower)
        entering = _shortlist(np.flatnonzero(columns < face.upper), dense, more, lean)
        out, into = dense[:, leaving], dense[:, entering]
        change = (
            (less @ out)[:, None] + (more @ into)[None, :] - (out * (more + less)[:, None]).T @ into
        )
        score = change + lean[entering][None, :] - lean[leaving][:, None]
        best = int(score.argmin()) if score.size else -1
        if best < 0 or change.flat[best] >= 0:
            return None
        row, column = divmod(best, len(entering))
        return int(leaving[row]), int(entering[column])


def _broken(activity: Floats, face: Face) -> Floats:
    under = np.maximum(face.row_lower - activity, 0)
    return np.asarray(under + np.maximum(activity - face.row_upper, 0))


def _shortlist(
    entering: NDArray[np.intp], dense: Floats, more: Floats, lean: Floats
) -> NDArray[np.intp]:
    if len(entering) <= SHORTLIST:
        return entering
    promise = more @ dense[:, entering] + lean[entering]
    return np.sort(entering[np.argsort(promise, kind="stable")[:SHORTLIST]])
