"""How far apart two groups are, with an interval that says how sure that is."""

from math import hypot

from publius.opinion.types import GroupAnswer


def difference_between(more: GroupAnswer, less: GroupAnswer) -> tuple[float, float]:
    """Bounds (5 % and 95 % on either side) of the difference of two groups' agree shares.

    Squares of the distances to the shares' own bounds are added (R. G. Newcombe, “Interval
    estimation for the difference between independent proportions”, Statistics in Medicine 17,
    1998; G. Y. Zou and A. Donner, “Construction of confidence limits about effect measures”,
    Statistics in Medicine 27, 2008).

    >>> from publius.opinion import Tally
    >>> def answer(share, low, high):
    ...     return GroupAnswer(Tally(0, 0, 0), share, 1 - share, (low, high), *[0.0] * 6)
    >>> low, high = difference_between(answer(.8, .7, .9), answer(.3, .2, .4))
    >>> round(low, 3), round(high, 3)
    (0.359, 0.641)
    """
    (more_low, more_high), (less_low, less_high) = more.agree_between, less.agree_between
    difference = more.agree - less.agree
    low = difference - hypot(more.agree - more_low, less_high - less.agree)
    high = difference + hypot(more_high - more.agree, less.agree - less_low)
    return max(low, -1.0), min(high, 1.0)
