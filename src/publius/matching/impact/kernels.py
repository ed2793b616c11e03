"""Adding up impacts: for one need and one shard, what the index promises everybody in it.

There are two ways with the same results to the last bit, since both only add whole numbers: NumPy,
always there, and numba, quicker, with the extra ``fast``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray

from publius.matching.impact.errors import ImpactError
from publius.matching.impact.rows import Ints
from publius.matching.impact.shard import Shard, Turn, turn_round

Whole = NDArray[np.int32]
Kernel = Callable[[Shard, NDArray[np.int32], Whole], Whole]
"""(shard, ascending terms, their whole weights) -> what everybody is promised, see ``room_for``."""

Pick = Callable[[Whole, int, NDArray[np.bool_]], Ints]
"""(promises, the least, who may be found) -> the numbers of those who are promised so much."""


@dataclass(frozen=True, slots=True)
class Way:
    """How to add up, to pick the best and to turn round; the results are the same either way."""

    name: str
    add_up: Kernel
    pick: Pick
    turn: Turn


def way_named(name: str | None = None) -> Way:
    """Choose ``numpy`` or ``numba``, or, without a name, the quicker one that is installed.

    >>> way_named("numpy").add_up is add_up
    True
    """
    if name is None:
        name = "numba" if find_spec("numba") else "numpy"
    if name == "numpy":
        return Way(name, add_up, pick, turn_round)
    if name != "numba":
        raise ImpactError("no_kernel", name=name, known="numpy, numba")
    if not find_spec("numba"):
        raise ImpactError("no_fast")
    from publius.matching.impact.compiled import add_up_compiled, pick_compiled, turn_compiled

    return Way(name, add_up_compiled, pick_compiled, turn_compiled)


def add_up(shard: Shard, terms: NDArray[np.int32], weights: Whole) -> Whole:
    """Add each term's weight times impact to everybody who has it."""
    promised = room_for(shard)
    rows, weight = among(shard.dense_terms, terms, weights)
    for row, each in zip(rows.tolist(), weight, strict=True):
        promised[: len(shard)] += np.multiply(shard.dense[row], each, dtype=np.int32)
    begin, end, weight = lists(shard, terms, weights)
    for first, last, each in zip(begin.tolist(), end.tolist(), weight, strict=True):
        np.add.at(
            promised,
            shard.ids[first:last],
            np.multiply(shard.impacts[first:last], each, dtype=np.int32),
        )
    return promised


def room_for(shard: Shard) -> Whole:
    """Give a zero for everybody, and some more up to a multiple of eight."""
    return np.zeros(len(shard) + -len(shard) % 8, dtype=np.int32)


def lists(
    shard: Shard, terms: NDArray[np.int32], weights: Whole
) -> tuple[NDArray[np.int32], NDArray[np.int32], Whole]:
    """Say where the list of each term that is listed begins and ends, with its weight."""
    if len(shard.terms):
        places, weights = among(shard.terms, terms, weights)
    else:
        known = terms < len(shard.pointers) - 1
        places, weights = terms[known], weights[known]
    return shard.pointers[places], shard.pointers[places + 1], weights


def among(
    known: NDArray[np.int32], terms: NDArray[np.int32], weights: Whole
) -> tuple[NDArray[np.int32], Whole]:
    """Find where those of the terms stand that are known, with their weights."""
    if not len(known):
        return terms[:0], weights[:0]
    places = np.minimum(np.searchsorted(known, terms), len(known) - 1).astype(np.int32)
    there = known[places] == terms
    return places[there], weights[there]


def pick(promised: Whole, least: int, marked: NDArray[np.bool_]) -> Ints:
    """Number the marked who are promised so much; few are, so eight are looked at in one go."""
    enough = promised >= least
    enough[: len(marked)] &= marked
    eights = np.flatnonzero(enough.view(np.uint64))
    if len(eights) > len(enough) // 64:
        return np.flatnonzero(enough)
    places = (eights[:, None] * 8 + np.arange(8)).ravel()
    return np.asarray(places[enough[places]])
