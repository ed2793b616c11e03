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

    The entries that met the need: ``entry`` says which of the people's, ``cell`` numbers
    (person, term), ``share`` how much they give; ``parts`` (people x terms) add up to ``scores``.
    """

    scores: Ints
    parts: Ints
    entry: Ints
    cell: Ints
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
        return Scored(parts.sum(axis=1), parts, empty, empty, empty.astype(np.float64))
    at, entry = _met(rows.terms, need.terms)
    item = _owner(rows.ends, entry)
    share = model.shares(rows.weights, rows.lengths(), average)[item] * rows.counts[entry]
    cell = _owner(rows.starts, item) * width + at
    wtf = np.zeros(len(rows) * width)
    np.add.at(wtf, cell, share)
    impacts = model.impact(wtf).reshape(len(rows), width)
    parts = np.rint(impacts * need.exact * BILLION).astype(np.int64)
    return Scored(parts.sum(axis=1), parts, entry, cell, share)


def _met(terms: NDArray[np.int32], wanted: NDArray[np.int32]) -> tuple[Ints, Ints]:
    """Find the entries a need asks for: where each stands in the need, and in ``terms``."""
    beyond = int(wanted[-1]) + 1
    places = np.full(beyond + 1, -1, dtype=np.int32)
    places[wanted] = np.arange(len(wanted))
    at = places[np.minimum(terms, beyond)]
    entry = np.flatnonzero(at >= 0)
    return at[entry].astype(np.int64), entry


def explain(scored: Scored, rows: People, need: Wanted, chosen: Ints) -> Parts:
    """Share every part of the chosen people's scores out among the items it comes from."""
    width = len(need.terms)
    place = np.full(len(rows), -1, dtype=np.int64)
    place[chosen] = np.arange(len(chosen))
    kept = place[scored.cell // max(width, 1)] >= 0
    order = np.argsort(scored.cell[kept], kind="stable")
    entry, cell = scored.entry[kept][order], scored.cell[kept][order]
    part = _shared_out(scored.share[kept][order], cell, scored.parts.ravel()[cell])
    return Parts(
        place[cell // max(width, 1)],
        _owner(rows.ends, entry),
        need.terms[cell % max(width, 1)],
        part,
    )


def _shared_out(share: Floats, cell: Ints, part: Ints) -> Ints:
    """Split each cell's whole part in the ratio of its shares; the pieces add up to it exactly."""
    if not len(cell):
        return cell
    first = np.flatnonzero(np.diff(cell, prepend=cell[0] - 1))
    last = np.append(first[1:], len(cell)) - 1
    group = np.repeat(np.arange(len(first)), last - first + 1)
    so_far = np.cumsum(share)
    so_far -= (so_far[first] - share[first])[group]
    whole = so_far[last][group]
    reached = np.rint(part * np.divide(so_far, whole, where=whole > 0, out=np.ones_like(whole)))
    reached[last] = part[last]
    before = np.concatenate([[0.0], reached[:-1]])
    before[first] = 0
    return np.asarray(reached - before, dtype=np.int64)


def _owner(starts: Ints, at: Ints) -> Ints:
    """Say in which of several consecutive runs each position lies."""
    return np.asarray(np.searchsorted(starts, at, side="right") - 1)
