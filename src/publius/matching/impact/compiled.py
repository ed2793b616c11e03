"""Adding up and turning round, compiled by numba; imported only where the extra ``fast`` is."""

import math

import numba
import numpy as np
from numpy.typing import NDArray

from publius.matching.impact.kernels import Whole, among, lists, room_for
from publius.matching.impact.model import FIXED, MOST_SHARE, SLACK, STEPS, Model
from publius.matching.impact.rows import Ints, People, offsets
from publius.matching.impact.shard import Shard, Turned


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


# Slices and unsigned numbers spare a test for negative places in every step: twice as fast.
@numba.njit(nogil=True)
def _add_lists(promised, ids, impacts, begin, end, weights):  # type: ignore[no-untyped-def]
    for at in range(len(begin)):
        weight = weights[at]
        people, steps = ids[begin[at] : end[at]], impacts[begin[at] : end[at]]
        for place in range(len(people)):
            promised[people[place]] += weight * np.int32(steps[place])


def pick_compiled(promised: Whole, least: int, marked: NDArray[np.bool_]) -> Ints:
    """Number the marked who are promised so much."""
    return np.asarray(_pick(promised, np.int32(least), marked))


@numba.njit(nogil=True)
def _pick(promised, least, marked):  # type: ignore[no-untyped-def]
    enough = 0
    for person in range(len(marked)):
        enough += promised[person] >= least
    picked, at = np.empty(enough + 1, dtype=np.int64), np.uint64(0)
    if not enough:
        return picked[:0]
    if enough < len(marked) // 64:
        for person in range(len(marked)):
            if promised[person] >= least and marked[person]:
                picked[at] = person
                at += np.uint64(1)
        return picked[:at]
    for person in range(len(marked)):  # many are: to write always is quicker than to guess wrong
        picked[at] = person
        at += np.uint64((promised[person] >= least) & marked[person])
    return picked[:at]


def turn_compiled(rows: People, model: Model, average: float) -> Turned:
    """List for every term from 0 who has it, in order, and with which impact."""
    width = int(rows.terms.max()) + 1 if len(rows.terms) else 1
    lengths = _lengths(rows.ends, rows.counts)
    shares = np.ceil(model.shares(rows.weights, lengths, average) * FIXED)
    sizes = _sizes(rows.starts, rows.ends, rows.terms, shares, width)
    pointers = offsets(sizes)
    people = np.empty(int(pointers[-1]), dtype=np.uint16)
    impacts = np.empty(len(people), dtype=np.uint8)
    constants = (model.k1, model.ceiling, model.step)
    entries, free = (rows.terms, rows.counts), pointers[:-1].copy()
    _fill(rows.starts, rows.ends, entries, shares, free, people, impacts, constants)
    return pointers, people, impacts


@numba.njit(nogil=True)
def _lengths(ends, counts):  # type: ignore[no-untyped-def]
    lengths = np.zeros(len(ends) - 1, dtype=np.int64)
    for item in range(len(lengths)):
        for entry in range(ends[item], ends[item + 1]):
            lengths[item] += counts[entry]
    return lengths


@numba.njit(nogil=True)
def _sizes(starts, ends, terms, shares, width):  # type: ignore[no-untyped-def]
    """Count the people who have each term; items that say nothing are left out."""
    sizes, last = np.zeros(width, dtype=np.int64), np.full(width, -1, dtype=np.int32)
    for person in range(len(starts) - 1):
        for item in range(starts[person], starts[person + 1]):
            if shares[item] == 0:
                continue
            for signed in terms[ends[item] : ends[item + 1]]:
                term = np.uint32(signed)
                if last[term] != person:
                    last[term] = person
                    sizes[term] += 1
    return sizes


@numba.njit(nogil=True)
def _fill(starts, ends, entries, shares, free, people, impacts, constants):  # type: ignore[no-untyped-def]
    """Add up one person at a time, then append to the lists of the terms they have."""
    terms, counts = entries
    sums = np.zeros(len(free), dtype=np.int64)
    for person in range(len(starts) - 1):
        for item in range(starts[person], starts[person + 1]):
            said, often = terms[ends[item] : ends[item + 1]], counts[ends[item] : ends[item + 1]]
            for entry in range(len(said)):
                share = min(shares[item] * often[entry], MOST_SHARE)
                sums[np.uint32(said[entry])] += np.int64(share)
        for signed in terms[ends[starts[person]] : ends[starts[person + 1]]]:
            term = np.uint32(signed)
            if sums[term]:
                place = np.uint64(free[term])
                people[place] = person
                impacts[place] = _byte(sums[term], constants)
                free[term] += 1
                sums[term] = 0


@numba.njit(nogil=True)
def _byte(whole, constants):  # type: ignore[no-untyped-def]
    k1, ceiling, step = constants
    wtf = whole / FIXED
    impact = wtf * (k1 + 1) / (wtf + k1) if k1 else min(wtf, ceiling)
    return min(math.ceil(impact / step * SLACK), STEPS)
