"""What holds on to an earlier map: how many kinds it had, and which, while they are good enough."""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from publius.opinion.grouping import NOBODY
from publius.opinion.mixture.classes import Classes, find
from publius.opinion.mixture.number import Trial
from publius.opinion.stable.choice import NOTHING_WAITS, Waiting

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
GOOD_ENOUGH = 0.93  # of what kinds found afresh explain, the old ones must still explain
CLEARLY_LIKELIER = 2  # times as likely must another kind be before somebody changes
SEEN_BEFORE = 1  # another number of kinds must have been better at the last map too


def how_many(trial: Trial, known: int, waiting: Waiting) -> tuple[int, Waiting]:
    """The number of kinds; the ``known`` one until another is better twice in a row.

    >>> trial = Trial({1: np.zeros(3), 2: np.ones(3)}, cost=9.0)
    >>> how_many(trial, 1, NOTHING_WAITS)
    (1, Waiting(k=2, seen=1))
    >>> how_many(trial, 1, Waiting(k=2, seen=1))
    (2, Waiting(k=0, seen=0))
    """
    best = trial.simplest(known)
    if best == known or known not in trial.saved:
        return best, NOTHING_WAITS
    seen = waiting.seen if waiting.k == best else 0
    return (best, NOTHING_WAITS) if seen >= SEEN_BEFORE else (known, Waiting(best, seen + 1))


def keep_or_change(votes: sparse.csr_array, fresh: Classes, earlier: Numbers) -> Classes:
    """The kinds that the ``earlier`` groups have become, unless fresh ones explain clearly more.

    ``earlier`` is each person's group on the earlier map (``NOBODY`` for newcomers).
    """
    k = fresh.share.shape[1]
    if not np.array_equal(np.unique(earlier[earlier != NOBODY]), np.arange(k)):
        return fresh
    kept = find(votes, _as_they_were(earlier, k)[np.newaxis])
    alone = find(votes, np.ones((1, len(earlier), 1))).likelihood(votes)
    least = alone + GOOD_ENOUGH * (fresh.likelihood(votes) - alone)
    return kept if kept.likelihood(votes) >= least else fresh


def stay(own: Numbers, before: Numbers, belonging: Floats) -> Numbers:
    """Leave people where they were ``before`` unless another kind is clearly likelier now.

    >>> belonging = np.array([[0.6, 0.4], [0.9, 0.1], [0.6, 0.4]])
    >>> stay(np.array([0, 0, 0]), np.array([1, 1, NOBODY]), belonging).tolist()
    [1, 0, 0]
    """
    rows = np.arange(len(own))
    is_close = belonging[rows, own] < CLEARLY_LIKELIER * belonging[rows, before]
    return np.where((before != NOBODY) & is_close, before, own)


def _as_they_were(earlier: Numbers, k: int) -> Floats:
    """Everybody in their earlier group, newcomers in all alike."""
    return np.where(earlier[:, None] == NOBODY, 1 / k, np.eye(k)[earlier])
