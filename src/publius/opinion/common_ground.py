"""What holds for everybody, whichever way they are grouped.

Any grouping is one reading of the votes. A statement is common ground only if it survives all
that were tried, and only if it was heard: agreement of the few who saw it proves nothing.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from publius.opinion.results import Counts
from publius.opinion.statistics import share_between

MAJORITY = 0.5  # must be passed by the 5 % bound of the share, passes counting against

Sides = NDArray[np.int8]


def find(counts: Iterable[Counts]) -> Sides:
    """Say on which side everybody stands: 1 agrees, -1 disagrees, 0 neither, per statement.

    ``counts`` are the votes of the same people grouped in different ways. Under each of them a
    tenth of the people and five of every group must have voted, and the 5 % bound of the share
    of every group, and of everybody, must be a majority. What all reject is common ground too.

    >>> from publius.opinion import Ballots, stable
    >>> from publius.opinion.results import count
    >>> votes = [(person, "trees", 1) for person in range(20)]
    >>> votes += [(person, "road", 1 if person < 10 else -1) for person in range(20)]
    >>> votes += [(person, "litter", -1) for person in range(20)]
    >>> ballots = Ballots.of(votes)
    >>> find([count(ballots, stable.group(ballots))]).tolist()
    [1, 0, -1]
    """
    every = list(counts)
    heard = np.all([one.ballots.shown & one.is_heard for one in every], axis=0)
    agreed = np.all([_is_majority(one, 2) for one in every], axis=0)
    rejected = np.all([_is_majority(one, 0) for one in every], axis=0)
    return np.where(heard, agreed.astype(np.int8) - rejected.astype(np.int8), 0).astype(np.int8)


def _is_majority(counts: Counts, answer: int) -> NDArray[np.bool_]:
    """Whether every group, and everybody together, surely gives this answer more often than not.

    ``answer`` is a column of the counts: 0 disagrees, 2 agrees.
    """
    parts = np.concatenate([counts.of_all[np.newaxis], counts.by_answer])
    lower, _ = share_between(parts[:, :, answer], parts.sum(axis=2))
    return np.asarray((lower > MAJORITY).all(axis=0))
