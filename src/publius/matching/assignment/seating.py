"""Who sits where, as it can be changed place by place without breaking a rule."""

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_matrix

from publius.matching.assignment.fits import Floats, Whole
from publius.matching.assignment.problem import Problem


class Seating:
    """The pairs that are taken, with how far each rule and each seat's score has come."""

    def __init__(self, problem: Problem, taken: NDArray[np.bool_]) -> None:
        self.problem = problem
        self.taken = taken.copy()
        columns = csc_matrix(problem.matrix)
        self._rules_of = np.split(columns.indices, columns.indptr[1:-1])
        self._number = {
            pair: number
            for number, pair in enumerate(
                zip(problem.seat.tolist(), problem.person.tolist(), strict=True)
            )
        }
        self.counts: Floats = problem.matrix @ taken.astype(np.float64)
        self.scores: Floats = problem.score_matrix @ taken.astype(np.float64)

    def pair(self, seat: int, person: int) -> int | None:
        """The number of a pair, if it is in view."""
        return self._number.get((seat, person))

    def people(self, seat: int) -> Whole:
        """Who sits there."""
        where = np.flatnonzero(self.taken & (self.problem.seat == seat))
        return self.problem.person[where]

    def allows(self, out: Sequence[int], into: Sequence[int]) -> bool:
        """Whether no rule is broken, or further from being kept, after the change."""
        change = Counter(rule for pair in into for rule in self._rules_of[pair].tolist())
        change.subtract(rule for pair in out for rule in self._rules_of[pair].tolist())
        return not self.problem.confirmed[list(out)].any() and all(
            self._stays(rule, by) for rule, by in change.items() if by
        )

    def _stays(self, rule: int, by: int) -> bool:
        bounds, new = self.problem.rules[rule], self.counts[rule] + by
        return bool(new <= bounds.maximum + 1e-9 if by > 0 else new >= bounds.minimum - 1e-9)

    def change(self, out: Iterable[int], into: Iterable[int]) -> None:
        """Take some pairs out and others in."""
        for pairs, by in ((out, -1), (into, 1)):
            for pair in pairs:
                self.taken[pair] = by > 0
                self.counts[self._rules_of[pair]] += by
                seat = self.problem.seat[pair]
                self.scores[seat] += by * self.problem.fit[pair] / self.problem.size[seat]
