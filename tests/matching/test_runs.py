"""A stored run can be computed again, and a changed one is caught."""

import copy
import json
from datetime import date

import pytest

from publius.matching import (
    BadRecordError,
    BadValueError,
    Filters,
    Need,
    Parameters,
    Vocabulary,
    match_all,
    replay,
    run_record,
)
from publius.matching.records import canonical_json
from publius.matching.vocabulary import Concept, Sort
from tests.matching.examples import CYCLING, TOWN

NEEDS = (CYCLING, Need("cabs", "Cab drivers who know the night"))
RUN = run_record(match_all(NEEDS, TOWN, top=3, today=date(2026, 1, 1)))


def test_a_run_says_what_it_is_and_how_it_was_made():
    assert list(RUN) == [
        "kind",
        "algorithm",
        "version",
        "seed",
        "parameters",
        "means",
        "input",
        "input_digest",
        "result",
    ]
    assert (RUN["kind"], RUN["algorithm"], RUN["version"], RUN["seed"]) == (
        "matching.rank",
        "words-meanings-vectors",
        "2",
        None,
    )
    assert list(RUN["input"]) == ["needs", "evidence", "top", "filters", "today", "profiles"]
    assert [ranking["need"]["id"] for ranking in RUN["result"]["rankings"]] == ["cabs", "cycling"]


def test_replaying_a_stored_run_gives_the_same_bytes():
    stored = json.dumps(RUN, indent=2)

    again = run_record(replay(json.loads(stored)))

    assert canonical_json(again) == canonical_json(RUN)


def test_a_run_is_replayed_with_its_own_parameters_and_filters():
    filters = Filters(exclude=frozenset({"Cy"}))
    parameters = Parameters(discount=0.5, elsewhere=0.1)
    run = run_record(match_all(NEEDS, TOWN, filters=filters, parameters=parameters))

    again = replay(json.loads(json.dumps(run)))

    assert (again.parameters, again.input.filters) == (parameters, filters)
    assert run_record(again) == run


def test_progress_is_told_need_by_need():
    told = []

    match_all(NEEDS, TOWN, progress=lambda done, total: told.append((done, total)))

    assert told == [(1, 2), (2, 2)]


def test_two_needs_with_one_id_are_refused():
    with pytest.raises(BadValueError) as refused:
        match_all([CYCLING, CYCLING], TOWN)

    assert str(refused.value) == "Two needs have the id 'cycling'; each needs its own."


def test_a_run_whose_input_was_changed_is_refused():
    changed = copy.deepcopy(RUN)
    changed["input"]["evidence"][0]["person"] = "Mallory"

    with pytest.raises(BadRecordError) as refused:
        replay(changed)

    assert refused.value.code == "input_changed"
    assert str(refused.value).startswith("The run's input was changed after it was stored")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            {"version": "0"},
            (
                "The run was made by words-meanings-vectors version 0; this is "
                "words-meanings-vectors version 2. Install the version that made it to replay it."
            ),
        ),
        (
            {"kind": "panels.draw"},
            ("This is not a stored matching run: its kind is 'panels.draw', not 'matching.rank'."),
        ),
        (
            {"parameters": {"discount": "x"}},
            ("This is not a stored matching run: 'discount' should be a number, but is \"x\"."),
        ),
    ],
)
def test_a_run_that_is_not_ours_is_refused(change, sentence):
    with pytest.raises(BadRecordError) as refused:
        replay({**RUN, **change})

    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    "missing", ["kind", "algorithm", "parameters", "means", "input", "input_digest"]
)
def test_a_run_without_a_part_is_refused_by_its_name(missing):
    record = {key: value for key, value in RUN.items() if key != missing}

    with pytest.raises(BadRecordError) as refused:
        replay(record)

    assert str(refused.value) == f"This is not a stored matching run: it has no '{missing}'."


def test_something_else_altogether_is_refused():
    with pytest.raises(BadRecordError) as refused:
        replay(["not", "a", "run"])

    assert str(refused.value) == "This is not a stored matching run: it is not a JSON object."


def test_a_run_of_the_version_before_says_which_version_made_it():
    old = {**RUN, "algorithm": "lexical-cosine", "version": "1"}
    del old["means"]

    with pytest.raises(BadRecordError) as refused:
        replay(old)

    assert str(refused.value) == (
        "The run was made by lexical-cosine version 1; this is words-meanings-vectors version 2. "
        "Install the version that made it to replay it."
    )


@pytest.mark.parametrize(
    ("means", "sentence"),
    [
        (
            {"encoder": "somewhere/else"},
            (
                "The run was made with the encoder 'somewhere/else', which is not here: There is "
                "no encoder 'somewhere/else' and no folder of that name. Choose 'lexical', "
                "'minilm' or the path of a sentence-transformers folder. Nothing was computed."
            ),
        ),
        (
            {"encoder_version": "abc"},
            (
                "The run was made with another encoder version (abc) than the one here "
                "(000000000000), so its result cannot be proved. "
                "Replay it where that one is installed."
            ),
        ),
        (
            {"vocabulary": "f" * 64},
            (
                "The run was made with another vocabulary (ffffffffffff) than the one here "
                f"({RUN['means']['vocabulary'][:12]}), so its result cannot be proved. "
                "Replay it where that one is installed."
            ),
        ),
    ],
)
def test_a_run_made_with_what_is_not_here_is_refused(means, sentence):
    with pytest.raises(BadRecordError) as refused:
        replay({**RUN, "means": {**RUN["means"], **means}})

    assert str(refused.value) == sentence


def test_a_run_with_a_vocabulary_of_its_own_is_replayed_with_it():
    words = Vocabulary([Concept("bike", "bike", Sort.TOPIC, (), ("cycle to work",))])
    run = run_record(match_all(NEEDS, TOWN, vocabulary=words))

    assert run_record(replay(run, vocabulary=words)) == run
