"""How rare each term is in a whole place, kept apart from the items it was counted in.

With these numbers a few people can be scored on their own exactly as they are among everybody.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Statistics:
    """How many items a place has, and in how many of them each term occurs.

    >>> place = Statistics(items=3, df={"cab": 1})
    >>> round(place.idf("cab"), 3), round(place.idf("never heard"), 3)
    (1.693, 2.386)
    """

    items: int
    df: Mapping[str, int]

    def idf(self, term: str) -> float:
        """Give ln((1 + n) / (1 + df)) + 1; a term no item knows weighs most."""
        return idf_of(self.df.get(term, 0), self.items)


def idf_of(df: int, items: int) -> float:
    """Give the smoothed inverse document frequency, which stays positive in an index of one."""
    return math.log((1 + items) / (1 + df)) + 1
