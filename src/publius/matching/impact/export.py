"""The index in a form other engines take: for every person their terms and impacts.

``{person: {term: impact}}`` is what Qdrant's sparse vectors, OpenSearch's and Elasticsearch's
``rank_features`` hold; a need's terms and weights are the query (docs/how-to/scale-out.md).
"""

import json
from collections.abc import Iterator
from typing import TextIO

import numpy as np
from numpy.typing import NDArray

from publius.matching.impact.generation import Generation
from publius.matching.impact.index import ImpactIndex
from publius.matching.impact.shard import Shard, postings
from publius.matching.impact.signals import SHIFT

Impacts = dict[int, float]


def impacts_of(generation: Generation) -> Iterator[tuple[int, Impacts, list[int]]]:
    """Give each row's key, its terms with their impacts, and its filter values, all by number."""
    step = generation.model.step
    for part in generation.parts:
        terms = _by_row(part.shard)
        facets = _facets_by_row(part.shard)
        for row in np.flatnonzero(part.living).tolist():
            numbers, steps = terms[row]
            impacts = dict(zip(numbers.tolist(), (steps * step).tolist(), strict=True))
            yield int(part.shard.keys[row]), impacts, facets[row].tolist()


def _by_row(shard: Shard) -> list[tuple[NDArray[np.int32], NDArray[np.float64]]]:
    term, row, steps = postings(shard)
    kept = steps > 0
    order = np.lexsort((term[kept], row[kept]))
    term, row, steps = term[kept][order], row[kept][order], steps[kept][order]
    cuts = np.searchsorted(row, np.arange(1, len(shard)))
    return list(zip(np.split(term, cuts), np.split(steps.astype(np.float64), cuts), strict=True))


def _facets_by_row(shard: Shard) -> list[NDArray[np.int32]]:
    facet = np.repeat(shard.facets, np.diff(shard.facet_pointers))
    order = np.argsort(shard.facet_ids, kind="stable")
    cuts = np.searchsorted(shard.facet_ids[order], np.arange(1, len(shard)))
    return np.split(facet[order], cuts)


def write_impacts(index: ImpactIndex, file: TextIO) -> int:
    """Write one JSON object a line for every row; return how many.

    A row is one person's items of one kind, visibility and place: ``person``, ``filters`` such as
    ``kind=lived``, and ``impacts`` by stem or, for concepts, by ``concept:`` and its id.
    """
    values, written = index.catalogue.texts_of_facets(), 0
    for key, impacts, facets in impacts_of(index.engine.generation):
        line = {
            "person": index.catalogue.names_of([key >> SHIFT])[0],
            "filters": sorted(values[each] for each in facets),
            "impacts": {
                term: round(impacts[number], 4) for number, term in _names(index, impacts).items()
            },
        }
        file.write(json.dumps(line, ensure_ascii=False) + "\n")
        written += 1
    return written


def _names(index: ImpactIndex, impacts: Impacts) -> dict[int, str]:
    words = index.catalogue.texts_of_terms([each // 2 for each in impacts if each % 2 == 0])
    order = index.model.vocabulary.order
    return {
        number: f"concept:{order[number // 2]}" if number % 2 else words[number // 2]
        for number in sorted(impacts)
    }
