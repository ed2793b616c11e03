"""Who is grouped: people with enough votes, and those who were grouped before."""

import numpy as np
from numpy.typing import NDArray

from publius.opinion.ballots import Ballots

ENOUGH_VOTES = 7
AT_LEAST = 15  # people, as far as there are any

Mask = NDArray[np.bool_]


def people_in(ballots: Ballots, min_votes: int = ENOUGH_VOTES, before: Mask | None = None) -> Mask:
    """Say who is grouped: those with ``min_votes`` votes, or all statements if there are fewer.

    Whoever was in ``before`` stays in. If that leaves fewer than 15 people, those with most
    votes join them. Votes on rejected statements count.

    >>> ballots = Ballots.of([("ada", "s1", 1), ("ada", "s2", 1), ("bo", "s1", 1)])
    >>> people_in(ballots, min_votes=2).tolist()  # bo is needed to get nearer to 15
    [True, True]
    """
    votes = ballots.votes_of
    inside: Mask = votes >= min(min_votes, int(np.count_nonzero(ballots.voted_on)))
    if before is not None:
        inside = inside | before
    missing = AT_LEAST - np.count_nonzero(inside)
    if missing > 0:
        keenest = np.argsort(-votes, kind="stable")
        inside[keenest[~inside[keenest]][:missing]] = True
    return inside
