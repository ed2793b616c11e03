"""The exact score of some people from their evidence rows, and what it is made of.

Every term's part is rounded to a whole billionth, so the parts of an explanation add up to
the score exactly, in any order.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from publius.matching.impact.model import Model
from publius.matching.impact.rows import Floats, Ints, People
from publius.matching.impact.tops import Wanted

BILLION = 10**9


@dataclass(frozen=True, slots=True)
class Scored:
    """Scores in billionths, one per person, with what it takes to explain them.

    ``parts`` (people x terms) add up to ``scores``; ``wtf`` is what they come from. The rest
    describes the entries that met the need: whose they are, of which item, which of the need's
    terms, and how much they give.
    """

    scores: Ints
    parts: Ints
    wtf: Floats
    person: Ints
    item: Ints
    term: Ints
    share: Floats


@dataclass(frozen=True, slots=True)
class Parts:
    """Why, as a table: this item's use of this term gives this person so many billionths.

    ``person`` counts through those found, ``item`` through all items of the rows they came from.
    """

    person: Ints
    item: Ints
    term: NDArray[np.int32]
    part: Ints


def rescore(rows: People, need: Wanted, model: Model, average: float) -> Scored:
    """Score people exactly, by the same formula the index was built with."""
    width = len(need.terms)
    if not width or not len(rows.terms):
        empty = np.zeros(0, dtype=np.int64)
        parts = np.zeros((len(rows), width), dtype=np.int64)
        nothing = empty.astype(np.float64)
        return Scored(parts.sum(axis=1), parts, nothing, empty, empty, empty, nothing)
    term, entry = _met(rows.terms, need.terms)
    item = _owner(rows.ends, entry)
    person = _owner(rows.starts, item)
    share = model.shares(rows.weights, rows.lengths(), average)[item] * rows.counts[entry]
    wtf = np.zeros(len(rows) * width)
    np.add.at(wtf, person * width + term, share)
    impacts = model.impact(wtf).reshape(len(rows), width)
    parts = np.rint(impacts * need.exact * BILLION).astype(np.int64)
    return Scored(parts.sum(axis=1), parts, wtf, person, item, term, share)


def _met(terms: NDArray[np.int32], wanted: NDArray[np.int32]) -> tuple[Ints, Ints]:
    """Find the entries a need asks for: where each stands in the need, and in ``terms``."""
    beyond = int(wanted[-1]) + 1
    places = np.full(beyond + 1, -1, dtype=np.int32)
    places[wanted] = np.arange(len(wanted))
    at = places[np.minimum(terms, beyond)]
    entry = np.flatnonzero(at >= 0)
    return at[entry].astype(np.int64), entry


def explain(scored: Scored, need: Wanted, chosen: Ints) -> Parts:
    """Share every part of the chosen people's scores out among the items it comes from.

    The pieces are rounded down, and what is left over goes to a cell's last entry.
    """
    place = np.full(len(scored.scores), -1, dtype=np.int64)
    place[chosen] = np.arange(len(chosen))
    person = place[scored.person]
    kept = np.flatnonzero(person >= 0)
    term, whole = scored.term[kept], scored.parts.ravel()
    cell = scored.person[kept] * scored.parts.shape[1] + term
    share = scored.share[kept] / np.maximum(scored.wtf[cell], 1e-300)
    part = (whole[cell] * share).astype(np.int64)
    last = np.zeros(len(whole), dtype=np.int64)
    last[cell] = np.arange(len(cell))
    left = whole.copy()
    np.subtract.at(left, cell, part)
    ends = last[cell] == np.arange(len(cell))
    part[ends] += left[cell[ends]]
    return Parts(person[kept], scored.item[kept], need.terms[term], part)


def _owner(starts: Ints, at: Ints) -> Ints:
    """Say in which of several consecutive runs each position lies."""
    return np.asarray(np.searchsorted(starts, at, side="right") - 1)
