"""Whether a seat would rather have another seat's people: envy-freeness up to one person.

A seat envies another one by more than one person if the other's people, without the one it would
value most, are worth more to it per place than its own (Lipton et al. 2004; with sizes as weights
Chakraborty et al. 2021). Seats that are not a must envy nobody.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_matrix

from publius.matching.assignment.fits import Floats
from publius.matching.assignment.seating import Seating

NEARLY = 1e-9


class Envy:
    """Counts envy in a seating as it changes."""

    def __init__(self, seating: Seating) -> None:
        self._seating = seating
        self._fits = seating.problem.fits
        self._columns = csc_matrix(self._fits)

    def of(self, seat: int) -> NDArray[np.bool_]:
        """Which seats this one envies by more than one person."""
        problem = self._seating.problem
        taken = self._seating.taken
        seats, people = problem.seat[taken], problem.person[taken]
        worth = self._fits[seat].toarray().ravel()[people]
        most: Floats = np.zeros(len(problem.size))
        np.maximum.at(most, seats, worth)
        sums = np.bincount(seats, worth, len(problem.size))
        envied: NDArray[np.bool_] = (sums - most) / problem.size > (
            self._seating.scores[seat] + NEARLY
        )
        return envied if problem.must[seat] else np.zeros_like(envied)

    def towards(self, seat: int) -> NDArray[np.bool_]:
        """Which seats envy this one by more than one person."""
        problem = self._seating.problem
        people = self._seating.people(seat)
        if not len(people):
            return np.zeros(len(problem.size), dtype=bool)
        worth = self._columns[:, people].toarray()
        rest = (worth.sum(axis=1) - worth.max(axis=1)) / problem.size[seat]
        envious: NDArray[np.bool_] = rest > self._seating.scores + NEARLY
        return envious & problem.must

    def everybody(self) -> list[int]:
        """How many seats each seat envies by more than one person."""
        total = np.zeros(len(self._seating.problem.size), dtype=int)
        for seat in range(len(total)):
            total += self.towards(seat)
        return [int(count) for count in total]

    def around(self, seats: tuple[int, ...]) -> int:
        """How many cases of envy have one of these seats on either side."""
        found = 0
        for place, seat in enumerate(seats):
            others = np.ones(len(self._seating.problem.size), dtype=bool)
            others[list(seats[:place])] = False
            found += int((self.of(seat) & others).sum()) + int((self.towards(seat) & others).sum())
        return found
