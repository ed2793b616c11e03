"""The other way round: people look for needs, with the same code over an index of needs.

A need becomes what a person is otherwise: a key with terms and how much each matters. Its weights
are kept as they are, unsaturated (``NEEDS``); what is asked with are somebody's impacts.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from publius.matching.impact.engine import build
from publius.matching.impact.exact import BILLION, rescore
from publius.matching.impact.generation import Generation
from publius.matching.impact.model import Model
from publius.matching.impact.rows import People, Query, Where, offsets
from publius.matching.impact.tops import Wanted

MOST_WEIGHT = 64.0
NEEDS = Model(k1=0.0, b=0.0, most=MOST_WEIGHT)


def index_needs(folder: Path, needs: Sequence[Wanted]) -> Generation:
    """Write an index of needs that are ready; each one's key is its place in the list."""
    return build(folder, [needs_as_rows(needs)], average=1.0, model=NEEDS)


def needs_as_rows(needs: Sequence[Wanted]) -> People:
    """Give every need's terms an item each, weighing what the need's term weighs."""
    terms = [need.terms for need in needs]
    weights = np.concatenate([np.zeros(0), *(need.exact for need in needs)])
    entries = len(weights)
    return People(
        keys=np.arange(len(needs), dtype=np.int64),
        starts=offsets([len(each) for each in terms]),
        weights=np.minimum(weights, MOST_WEIGHT),
        ends=np.arange(entries + 1, dtype=np.int64),
        terms=np.concatenate([np.zeros(0, dtype=np.int32), *terms]),
        counts=np.ones(entries, dtype=np.int32),
        facet_starts=np.zeros(len(needs) + 1, dtype=np.int64),
        facets=np.zeros(0, dtype=np.int32),
        latitude=np.full(len(needs), np.nan, dtype=np.float32),
        longitude=np.full(len(needs), np.nan, dtype=np.float32),
    )


def asking_for(person: People, generation: Generation) -> Query:
    """Turn one person's rows into a query: their impacts, by the index of people they are in.

    What it finds in an index of needs has the score the need finds the person with.
    """
    terms = np.unique(person.terms).astype(np.int32)
    alike = np.ones(len(terms))
    plain = Wanted(terms, alike, alike.astype(np.int32), 1.0, Where(), 0)
    parts = rescore(person, plain, generation.model, generation.average).parts
    return Query(str(int(person.keys[0])), terms, parts.sum(axis=0) / BILLION)
