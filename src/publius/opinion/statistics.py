"""The figures behind every list, for whole arrays at once: shares, tests, scores.

All of them are those of Polis (C. Small et al., “Polis: scaling deliberation by mapping high
dimensional opinion spaces”, RECERCA 26(2), 2021), whose output they meet to 1e-9. Counts may be
numbers or arrays of any shape that fit each other, usually groups x statements; ``seen`` is
agrees + disagrees + passes.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

Array = NDArray[np.float64]

CLEARLY = 1.2816  # the 90 % point of the normal distribution, as Polis rounds it
META_PRIORITY = 49.0


def share(count: ArrayLike, seen: ArrayLike) -> Array:
    """Estimate a share with one vote added on either side: (count + 1) / (seen + 2).

    The mean of a Beta(count + 1, seen - count + 1), Laplace's rule of succession.

    >>> share(7, 8).item()
    0.8
    """
    return (np.asarray(count) + 1.0) / (np.asarray(seen) + 2.0)


def share_between(count: ArrayLike, seen: ArrayLike) -> tuple[Array, Array]:
    """Give the 5 % and 95 % points of the share: those of a Beta(count + 1, seen - count + 1).

    >>> [round(bound.item(), 3) for bound in share_between(0, 0)]
    [0.05, 0.95]
    """
    agree = np.asarray(count) + 1.0
    other = np.asarray(seen) - np.asarray(count) + 1.0
    low, high = special.betaincinv(agree, other, 0.05), special.betaincinv(agree, other, 0.95)
    return np.asarray(low), np.asarray(high)


def prop_test(count: ArrayLike, seen: ArrayLike) -> Array:
    """Ask whether a share is above one half: z = 2 sqrt(n + 1) ((s + 1) / (n + 1) - 1/2).

    >>> round(prop_test(7, 8).item(), 4)  # 2 x 3 x (8/9 - 1/2)
    2.3333
    """
    n = np.asarray(seen) + 1.0
    return np.asarray(2.0 * np.sqrt(n) * ((np.asarray(count) + 1.0) / n - 0.5))


def two_prop_test(
    count: ArrayLike, seen: ArrayLike, other_count: ArrayLike, other_seen: ArrayLike
) -> Array:
    """Ask whether one share is above another: a pooled z with one added to all four counts.

    z = (p1 - p2) / sqrt(p (1 - p) (1/n1 + 1/n2)), p being the share of both together; 0 where
    p is 1.

    >>> round(two_prop_test(6, 8, 1, 6).item(), 4)  # (7/9 - 2/7) / (1/4)
    1.9683
    """
    s1, n1 = np.asarray(count) + 1.0, np.asarray(seen) + 1.0
    s2, n2 = np.asarray(other_count) + 1.0, np.asarray(other_seen) + 1.0
    pooled = (s1 + s2) / (n1 + n2)
    spread = np.sqrt(np.maximum(pooled * (1 - pooled), 0) * (1 / n1 + 1 / n2))
    difference = s1 / n1 - s2 / n2
    return np.divide(difference, spread, out=np.zeros_like(difference), where=pooled < 1)


@dataclass(frozen=True, eq=False)
class Side:
    """One side (agree or disagree) of every group and statement, each group against the rest.

    ``share`` and its test ``z`` (is it above one half?); ``ratio`` of the share to that of
    everybody in the other groups, and its test ``ratio_z`` (is it above theirs?).
    """

    share: Array
    z: Array
    ratio: Array
    ratio_z: Array

    @property
    def strength(self) -> Array:
        """What representative statements are ranked by: ratio x its z x share x its z."""
        return self.ratio * self.ratio_z * self.share * self.z

    @property
    def is_clear(self) -> NDArray[np.bool_]:
        return (self.ratio_z > CLEARLY) & (self.z > CLEARLY)


def representativeness(counts: ArrayLike, seen: ArrayLike) -> Side:
    """Compare every group (first axis) with all the others together.

    >>> agree = representativeness([[6], [1]], [[8], [6]])
    >>> round(agree.ratio[0, 0].item(), 4)  # (7/10) / (2/8)
    2.8
    """
    own, voted = np.asarray(counts), np.asarray(seen)
    other, other_voted = own.sum(axis=0) - own, voted.sum(axis=0) - voted
    return Side(
        share=share(own, voted),
        z=prop_test(own, voted),
        ratio=share(own, voted) / share(other, other_voted),
        ratio_z=two_prop_test(own, voted, other, other_voted),
    )


def group_aware_consensus(agrees: ArrayLike, seen: ArrayLike) -> Array:
    """Multiply the agree shares of all groups (first axis): how far every group agrees.

    >>> group_aware_consensus([[3], [1]], [[3], [2]]).tolist()  # 4/5 x 2/4
    [0.4]
    """
    return np.asarray(share(agrees, seen).prod(axis=0))


def extremity(statement_positions: ArrayLike) -> Array:
    """Measure how far each statement (rows of x, y) lies from the middle of the map.

    >>> extremity([[3, 4]]).tolist()
    [5.0]
    """
    return np.asarray(np.hypot(*np.asarray(statement_positions, dtype=float).reshape(-1, 2).T))


def priority(
    agrees: ArrayLike,
    passes: ArrayLike,
    seen: ArrayLike,
    extremity: ArrayLike,
    is_meta: ArrayLike = False,
) -> Array:
    """Weigh how much can be learnt by asking about a statement next.

    ((1 - p) (1 + E) a (1 + 8 x 2^(-S/5)))^2 with p the share of passes, a that of agrees
    (both with one added vote on either side), S how many voted and E the extremity: agreed,
    divisive, rarely passed and new statements first. A meta statement always weighs 49.

    >>> priority(0, 0, 0, 0).item()  # (1/2 x 1 x 1/2 x 9)^2
    5.0625
    """
    voted = np.asarray(seen, dtype=float)
    importance = (1 - share(passes, voted)) * (1 + np.asarray(extremity)) * share(agrees, voted)
    novelty = 1 + 8 * np.exp2(-voted / 5)
    return np.where(np.asarray(is_meta), META_PRIORITY, np.square(importance * novelty))
