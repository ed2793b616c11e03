"""Latent classes: kinds of voters, each with its own chance of agreeing with each statement.

Somebody of class c agrees with statement j with a chance of its own, whatever else they voted
(Lazarsfeld & Henry, Latent Structure Analysis, 1968). What they passed or did not see says
nothing. The classes are found by expectation maximisation (Dempster, Laird & Rubin, JRSS B 39,
1977) from several starts: all go some way, the best goes to the end (Biernacki, Celeux &
Govaert, CSDA 41, 2003).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from publius.opinion.ballots import Ballots

Floats = NDArray[np.float64]
IMAGINED = 8.0  # votes per class and statement, shared out as everybody voted on it
SOME_WAY, TO_THE_END = 12, 150  # rounds
SETTLED = 1e-6  # share of the fit that a round must still add


@dataclass(frozen=True, eq=False)
class Classes:
    """Several sets of classes at once (first axis).

    ``agree`` (sets x k x statements) is the chance of agreeing, ``share`` (sets x k) how many
    people belong.
    """

    agree: Floats
    share: Floats

    def belonging(self, votes: sparse.csr_array) -> tuple[Floats, Floats]:
        """How probably each person belongs to each class (sets x people x k), and how likely
        the votes are (the logarithm, per set)."""
        sets, k, width = self.agree.shape
        chances = np.concatenate([np.log(self.agree), np.log1p(-self.agree)], axis=2)
        joint = (votes @ chances.reshape(sets * k, 2 * width).T).reshape(-1, sets, k)
        joint += np.log(self.share)
        top = joint.max(axis=2, keepdims=True)
        weight = np.exp(joint - top)
        total = weight.sum(axis=2, keepdims=True)
        likely = (top + np.log(total)).sum(axis=(0, 2))
        return (weight / total).transpose(1, 0, 2), likely

    def likelihood(self, votes: sparse.csr_array) -> float:
        """The logarithm of how likely the votes are under the first set of classes."""
        return float(self.belonging(votes)[1][0])

    def plausible(self, own: Floats) -> Floats:
        """The logarithm of how plausible such classes are before anybody voted, per set."""
        near = np.log(self.agree) @ own + np.log1p(-self.agree) @ (1 - own)
        plausible: Floats = IMAGINED * near.sum(axis=1) + np.log(self.share).sum(axis=1)
        return plausible


def clear_votes(ballots: Ballots) -> sparse.csr_array:
    """Agreements beside disagreements with what is shown (people x 2 statements), 1 each."""
    clear = (ballots.answer != 0) & ballots.shown[ballots.column]
    width = len(ballots.statements)
    column = ballots.column[clear] + np.int32(width) * (ballots.answer[clear] < 0)
    ends = np.cumsum(np.bincount(ballots.row[clear], minlength=len(ballots.people)))
    shape = len(ballots.people), 2 * width
    return sparse.csr_array((np.ones(len(column)), column, np.append(0, ends)), shape=shape)


def find(votes: sparse.csr_array, starts: Floats) -> Classes:
    """Find the classes that fit best, from ``starts`` (sets x people x k, probabilities)."""
    by_statement = votes.T.tocsr()
    own = _chance_of_all(votes)
    belonging, fit = starts, np.zeros(len(starts))
    for _ in range(SOME_WAY):
        belonging, fit = _round(votes, by_statement, own, belonging)
    best = int(np.argmax(np.round(fit, 6)))
    belonging, fit = belonging[best : best + 1], fit[best : best + 1]
    for _ in range(TO_THE_END):
        before = fit
        belonging, fit = _round(votes, by_statement, own, belonging)
        if fit[0] - before[0] <= SETTLED * abs(fit[0]):
            break
    return _most_likely(by_statement, own, belonging)


def _round(
    votes: sparse.csr_array, by_statement: sparse.csr_array, own: Floats, belonging: Floats
) -> tuple[Floats, Floats]:
    classes = _most_likely(by_statement, own, belonging)
    belonging, likely = classes.belonging(votes)
    return belonging, likely + classes.plausible(own)


def _most_likely(by_statement: sparse.csr_array, own: Floats, belonging: Floats) -> Classes:
    """The classes that make the votes of those who belong to them most likely."""
    sets, people, k = belonging.shape
    weights = belonging.transpose(1, 0, 2).reshape(people, sets * k)
    counts = (by_statement @ weights).reshape(2, -1, sets, k).transpose(2, 0, 3, 1)
    agrees, disagrees = counts[:, 0], counts[:, 1]
    mass = belonging.sum(axis=1) + 1
    return Classes(
        agree=(agrees + IMAGINED * own) / (agrees + disagrees + IMAGINED),
        share=mass / mass.sum(axis=1, keepdims=True),
    )


def _chance_of_all(votes: sparse.csr_array) -> Floats:
    agrees, disagrees = votes.sum(axis=0).reshape(2, -1)
    chance: Floats = (agrees + 1) / (agrees + disagrees + 2)
    return chance
