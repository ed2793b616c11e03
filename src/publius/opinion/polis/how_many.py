"""How many groups: the clearest number, and a new one only once it has proved steady."""

from collections.abc import Mapping

import numpy as np
from scipy.spatial.distance import cdist

from publius.opinion.polis.clusters import Clusters, Rows
from publius.opinion.stable.silhouette import silhouette

IN_A_ROW = 4  # updates on the same new number of groups before it is taken


def clearness(groups: Clusters, centres: Rows) -> float:
    """The mean silhouette over base clusters, each counting once whatever its size."""
    return silhouette(cdist(centres, centres), np.ones(len(centres)), groups.own)


def steady_k(best: int, before: Mapping[str, int]) -> dict[str, int]:
    """Keep the number of groups until another has been best four updates in a row.

    Takes and gives ``best``, for how many updates it has been so, and ``shown``.

    >>> steady_k(3, {"best": 3, "updates": 2, "shown": 2})
    {'best': 3, 'updates': 3, 'shown': 2}
    >>> steady_k(3, {"best": 3, "updates": 3, "shown": 2})
    {'best': 3, 'updates': 4, 'shown': 3}
    """
    updates = before["updates"] + 1 if before.get("best") == best else 1
    is_steady = not before or updates >= IN_A_ROW
    return {"best": best, "updates": updates, "shown": best if is_steady else before["shown"]}
