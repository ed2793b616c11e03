"""Finds a panel that keeps a face by swapping one person for another, again and again.

A swap is chosen for breaking fewer rules; where none does, the rules still broken come to weigh
more and whoever has just moved stays put for a few swaps (breakout local search, Morris, 1993,
with a short tabu list). Nothing is proved here: not finding a panel says nothing.
"""

import numpy as np
from numpy.typing import NDArray

from publius.panels.faces import Face
from publius.panels.problem import Ints, Problem
from publius.panels.solver import Floats

SHORTLIST = 240  # columns considered as the incoming side of a swap
SWAPS = 100  # a search that needs more swaps than this is better begun anew
REST = 5  # swaps for which somebody who has just moved stays put
LEAN = 1e-3  # how much a swap's direction counts beside one broken rule


class Swaps:
    """Swaps people of one column for people of another until a panel keeps its face."""

    def __init__(self, problem: Problem) -> None:
        self._dense = problem.matrix.toarray()

    def mend(self, columns: Ints, cost: Floats, face: Face, *, swaps: int = SWAPS) -> Ints | None:
        """A panel on the face, near to these columns and cheap; None when none was found.

        ``columns`` lie between the face's column bounds and have the panel's size.
        """
        free = np.flatnonzero(face.lower < face.upper)
        search = _Search(self._dense[:, free], columns[free], cost[free], face, free)
        settled = np.where(face.lower < face.upper, 0, columns)
        search.start(self._dense @ settled)
        for number in range(swaps):
            if search.done():
                mended = settled
                mended[free] = search.columns
                return mended
            if not search.swap(number):
                return None
        return None


class _Search:
    """One search over the columns that may change at all."""

    def __init__(
        self, dense: Floats, columns: Ints, cost: Floats, face: Face, free: NDArray[np.intp]
    ) -> None:
        self._dense = dense
        self.columns = columns.copy()
        self._lower, self._upper = face.lower[free], face.upper[free]
        self._row_lower, self._row_upper = face.row_lower, face.row_upper
        self._lean = LEAN * cost / (float(np.abs(cost).max(initial=0.0)) or 1.0)
        self._weight = np.ones(len(dense))
        self._rests = np.full(len(columns), -1)
        self._activity = np.zeros(len(dense))

    def start(self, settled: Floats) -> None:
        """Count the rules' people, given those of the columns that never change."""
        self._activity = settled + self._dense @ self.columns

    def done(self) -> bool:
        """Say whether every rule is kept."""
        inside = (self._row_lower <= self._activity) & (self._activity <= self._row_upper)
        return bool(inside.all())

    def swap(self, number: int) -> bool:
        """Make the best swap there is; False when nobody can move."""
        now = self._broken(self._activity)
        more = self._broken(self._activity + 1) - now
        less = self._broken(self._activity - 1) - now
        awake = self._rests < number
        leaving = np.flatnonzero((self.columns > self._lower) & awake)
        entering = self._shortlist(np.flatnonzero((self.columns < self._upper) & awake), more)
        if not len(leaving) or not len(entering):
            return False
        score = self._score(leaving, entering, more, less)
        best = int(score.argmin())
        if score.flat[best] >= -0.5:
            self._weight[now > 0] += 1
        row, column = divmod(best, len(entering))
        self._move(int(leaving[row]), int(entering[column]), number)
        return True

    def _score(
        self, leaving: NDArray[np.intp], entering: NDArray[np.intp], more: Floats, less: Floats
    ) -> Floats:
        """By how much each swap changes the weight of broken rules, and then its cost."""
        out, into = self._dense[:, leaving], self._dense[:, entering]
        both = (out * (more + less)[:, None]).T @ into
        leave = less @ out - self._lean[leaving]
        enter = more @ into + self._lean[entering]
        return np.asarray(leave[:, None] + enter[None, :] - both)

    def _move(self, leaves: int, enters: int, number: int) -> None:
        self.columns[leaves] -= 1
        self.columns[enters] += 1
        self._activity += self._dense[:, enters] - self._dense[:, leaves]
        self._rests[leaves] = self._rests[enters] = number + REST

    def _broken(self, activity: Floats) -> Floats:
        under = np.maximum(self._row_lower - activity, 0)
        over = np.maximum(activity - self._row_upper, 0)
        return np.asarray((under + over) * self._weight)

    def _shortlist(self, entering: NDArray[np.intp], more: Floats) -> NDArray[np.intp]:
        if len(entering) <= SHORTLIST:
            return entering
        promise = more @ self._dense[:, entering] + self._lean[entering]
        return np.sort(entering[np.argsort(promise, kind="stable")[:SHORTLIST]])
