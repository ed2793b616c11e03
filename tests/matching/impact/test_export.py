"""The neutral form: another engine that adds weight times impact promises what ours does."""

import io
import json

import numpy as np
import pytest

from publius.matching.impact import ImpactEngine, ImpactIndex
from publius.matching.impact.engine import wanted
from publius.matching.impact.export import impacts_of, write_impacts
from tests.matching.examples import TOWN, item
from tests.matching.impact.batches import batch, build_crowd


def test_the_exported_impacts_give_the_promises_of_the_index(folder):
    build_crowd(folder)
    engine = ImpactEngine(folder, using="numpy")
    need = wanted(engine.generation, batch(1))[0]
    weights = dict(zip(need.terms.tolist(), (need.whole * need.unit).tolist(), strict=True))

    summed = {
        key: sum(weights.get(term, 0) * impact for term, impact in impacts.items())
        for key, impacts, _ in impacts_of(engine.generation)
    }

    tops = engine.candidates(batch(1), 20)
    for key, promised in zip(tops.keys[0].tolist(), tops.promised[0].tolist(), strict=True):
        assert summed[key] == pytest.approx(need.promise(promised, engine.generation.model))


def test_a_line_names_the_person_their_words_and_what_filters_may_ask(tmp_path):
    index = ImpactIndex(tmp_path, using="numpy")
    index.upsert([*TOWN, item("e", "Zymurgy", "Zoe", place="Northfield", visibility="public")])
    index.delete(people=["Bo"])
    file = io.StringIO()

    written = write_impacts(index, file)

    lines = {line["person"]: line for line in map(json.loads, file.getvalue().splitlines())}
    assert written == len(lines) == 5
    assert lines["Zoe"]["filters"] == ["kind=practical", "place=northfield", "visibility=public"]
    assert list(lines["Zoe"]["impacts"]) == ["zymurgi"]
    assert np.isclose(lines["Zoe"]["impacts"]["zymurgi"], 1.7, atol=0.1)
