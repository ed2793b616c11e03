"""How far a statement is agreed with once viewpoints are taken out, without any groups.

A vote is explained by how readily the person agrees with anything, by what the statement has for
everybody, and by whether person and statement share a viewpoint:

    agreement = mean + person + statement + viewpoint of the person x viewpoint of the statement

This is the model of Community Notes (Wojcik et al., "Birdwatch: crowd wisdom and bridging
algorithms can inform understanding and reduce the spread of misinformation", arXiv:2210.15723).
What people and statements have for everybody is penalised five times as much as viewpoints, so
that it only counts where viewpoints cannot explain the votes.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from publius.opinion import lots
from publius.opinion.ballots import Ballots
from publius.opinion.pca import project

Floats = NDArray[np.float64]
VIEWPOINT_PENALTY = 0.03
INTERCEPT_PENALTY = 5 * VIEWPOINT_PENALTY
MOST_VOTES = 200_000  # of people drawn by lot
MOST_ROUNDS = 100
SETTLED = 1e-6


@dataclass(frozen=True, eq=False)
class Side:
    """People or statements: an ``intercept`` (for everybody) and a ``viewpoint`` for each."""

    intercept: Floats
    viewpoint: Floats

    @property
    def known(self) -> Floats:
        """What the other side needs to be fitted (4 columns)."""
        f, i = self.viewpoint, self.intercept
        return np.array([f, f * f, i, i * f]).T


def bridging(ballots: Ballots) -> list[float | None]:
    """How far somebody without a viewpoint would agree with each statement: 0 no, 1 yes.

    None for statements that are not shown or have no votes. Unsure counts as one half. A
    statement with few votes stays near the mean of all.

    >>> for_all = [(person, "both", 1) for person in range(20)]
    >>> camps = [(person, s, 1 if person < 10 else -1) for person in range(20) for s in "abc"]
    >>> [round(rating, 1) for rating in bridging(Ballots.of(for_all + camps))]
    [0.9, 0.6, 0.6, 0.6]
    """
    drawn = lots.sample(ballots, ballots.votes_of > 0, MOST_VOTES)
    chosen = lots.only(ballots, drawn)
    rating = dict(zip((s.id for s in chosen.statements), _ratings(chosen), strict=True))
    return [rating[statement.id] for statement in ballots.statements]


def _ratings(ballots: Ballots) -> list[float | None]:
    votes, agreement = _tables(ballots)
    cast = np.asarray(votes.sum(axis=0)).ravel()
    if not votes.nnz:
        return [None] * len(cast)
    mean = float(agreement.sum() / votes.nnz)
    lean = project(ballots).positions[:, 0]
    people = Side(np.zeros(len(lean)), lean / (np.sqrt(np.mean(lean**2)) or 1))
    statements = Side(np.zeros(len(cast)), np.zeros(len(cast)))
    for _ in range(MOST_ROUNDS):
        before = statements.intercept
        statements = _fit(votes.T, agreement.T, mean, people)
        people = _fit(votes, agreement, mean, statements)
        if np.max(np.abs(statements.intercept - before)) < SETTLED:
            break
    ratings = np.clip(mean + statements.intercept, 0, 1).tolist()
    return [rating if n else None for rating, n in zip(ratings, cast, strict=True)]


def _tables(ballots: Ballots) -> tuple[sparse.csr_array, sparse.csr_array]:
    """Who voted (1), and how far they agreed (0, 1/2, 1), people x statements."""
    shown = ballots.shown[ballots.column]
    place = ballots.row[shown], ballots.column[shown]
    shape = len(ballots.people), len(ballots.statements)
    agreement = (ballots.answer[shown] + 1) / 2
    votes = sparse.csr_array((np.ones(len(agreement)), place), shape=shape)
    return votes, sparse.csr_array((agreement, place), shape=shape)


def _fit(votes: sparse.csr_array, agreement: sparse.csr_array, mean: float, other: Side) -> Side:
    """Solve one side by ridge regression with the other held (alternating least squares).

    As in Community Notes errors are averaged over votes, penalties over people (statements).
    """
    cast = np.asarray(votes.sum(axis=1)).ravel()
    f, ff, i, i_f = (votes @ other.known).T
    total = np.asarray(agreement.sum(axis=1)).ravel() - mean * cast - i
    along = agreement @ other.viewpoint - mean * f - i_f
    usual = cast.mean()
    own, shared = cast + INTERCEPT_PENALTY * usual, ff + VIEWPOINT_PENALTY * usual
    size = own * shared - f * f
    return Side((shared * total - f * along) / size, (own * along - f * total) / size)
