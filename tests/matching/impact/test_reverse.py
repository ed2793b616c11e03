"""Somebody who looks for needs finds each with the score that need finds them with."""

import numpy as np
import pytest

from publius.matching.impact import ImpactEngine, take
from publius.matching.impact.engine import wanted
from publius.matching.impact.reverse import asking_for, index_needs, needs_as_rows
from publius.matching.impact.rows import Query
from tests.matching.impact.batches import batch, build_crowd, crowd


@pytest.mark.parametrize("person", [0, 7, 1_499])
def test_the_needs_a_person_finds_are_the_needs_that_find_them(tmp_path, person):
    build_crowd(tmp_path / "people")
    engine = ImpactEngine(tmp_path / "people", using="numpy")
    everybody, queries = crowd(), [Query(q.id, q.terms, q.weights) for q in batch(80)]
    ready = wanted(engine.generation, queries)
    index_needs(tmp_path / "needs", ready)
    needs, rows = ImpactEngine(tmp_path / "needs", using="numpy"), needs_as_rows(ready)

    query = asking_for(take(everybody, np.array([person])), engine.generation)
    found = needs.search(query, 10, lambda keys: take(rows, keys))

    scores = {
        number: hits.scores[hits.keys == person]
        for number, hits in enumerate(
            engine.match(queries, 1_500, lambda keys: take(everybody, keys), reasons=False)
        )
    }
    best = sorted((int(score[0]) for score in scores.values() if len(score)), reverse=True)[:10]
    np.testing.assert_allclose(found.scores, best, atol=200)  # billionths, rounded term by term
    for need, score in zip(found.keys.tolist(), found.scores.tolist(), strict=True):
        assert score == pytest.approx(int(scores[need][0]), abs=200)
