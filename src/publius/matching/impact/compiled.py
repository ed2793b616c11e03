"""The kernel of ``kernels`` compiled by numba; imported only where the extra ``fast`` is there."""

import numba
import numpy as np
from numpy.typing import NDArray

from publius.matching.impact.kernels import Whole, among, lists, room_for
from publius.matching.impact.shard import Shard


def add_up_compiled(shard: Shard, terms: NDArray[np.int32], weights: Whole) -> Whole:
    """Add each term's weight times impact to everybody who has it."""
    promised = room_for(shard)
    rows, weight = among(shard.dense_terms, terms, weights)
    _add_dense(promised, shard.dense, rows, weight)
    _add_lists(promised, shard.ids, shard.impacts, *lists(shard, terms, weights))
    return promised


# nogil: several threads may each score a shard.
@numba.njit(nogil=True)
def _add_dense(promised, dense, rows, weights):  # type: ignore[no-untyped-def]
    for at in range(len(rows)):
        impacts, weight = dense[rows[at]], weights[at]
        for person in range(len(impacts)):
            promised[person] += weight * np.int32(impacts[person])


@numba.njit(nogil=True)
def _add_lists(promised, ids, impacts, begin, end, weights):  # type: ignore[no-untyped-def]
    for at in range(len(begin)):
        weight = weights[at]
        for posting in range(begin[at], end[at]):
            promised[ids[posting]] += weight * np.int32(impacts[posting])
