"""Looking for kinds of voters among as many people as that takes, then assigning everybody."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from publius.opinion import lots
from publius.opinion.ballots import Ballots
from publius.opinion.grouping import NOBODY
from publius.opinion.mixture.classes import Classes, clear_votes, find
from publius.opinion.mixture.number import FEWEST_PEOPLE, Trial, try_numbers
from publius.opinion.mixture.starts import starts
from publius.opinion.mixture.steady import keep_or_change
from publius.opinion.pca import project

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
Numbers = NDArray[np.int64]
MOST_KINDS = 5
MOST_VOTES = 100_000  # of people drawn by lot


@dataclass(frozen=True, eq=False)
class Search:
    """The people of ``ballots`` who are grouped (``inside``), and those ``drawn`` of them.

    The drawn stand in an order that depends on nothing but the votes; ``earlier`` is the group
    of each on the earlier map, or ``NOBODY``.
    """

    ballots: Ballots
    inside: Mask
    drawn: Ballots
    earlier: Numbers
    seed: int

    @classmethod
    def among(cls, ballots: Ballots, inside: Mask, own: Numbers, seed: int) -> "Search":
        """Draw people; ``own`` is the earlier group of everybody inside."""
        rows = lots.sample(ballots, lots.originals(ballots, inside), MOST_VOTES)
        earlier = np.full(len(inside), NOBODY)
        earlier[inside] = own
        return cls(ballots, inside, lots.only(ballots, rows), earlier[rows], seed)

    def trial(self) -> Trial:
        """Try every number of kinds on votes that are kept back."""
        return try_numbers(self.drawn, range(2, MOST_KINDS + 1), self.seed)

    def belonging(self, k: int) -> Floats:
        """How probably everybody inside belongs to each of ``k`` kinds (people x k)."""
        if k == 1:
            return np.ones((int(np.count_nonzero(self.inside)), 1))
        belonging, _ = self._classes(k).belonging(clear_votes(self.ballots))
        found: Floats = belonging[0, self.inside]
        return found

    def large_enough(self, kinds: int) -> tuple[int, Floats]:
        """That many kinds, or fewer if one of them turns out too small to speak for anybody."""
        for k in range(kinds, 1, -1):
            belonging = self.belonging(k)
            if np.bincount(belonging.argmax(axis=1), minlength=k).min() >= FEWEST_PEOPLE:
                return k, belonging
        return 1, self.belonging(1)

    def _classes(self, k: int) -> Classes:
        """The kinds found among those drawn, statements in the order of all ballots."""
        votes = clear_votes(self.drawn)
        first = starts(self.drawn, k, project(self.drawn).positions, self.seed)
        found = keep_or_change(votes, find(votes, first), self.earlier)
        places = np.argsort(np.argsort(lots.of_statements(self.ballots), kind="stable"))
        return Classes(found.agree[:, :, places], found.share)
