"""Stored assignments: replayed to the same bytes, or refused in words."""

import pytest

from publius.matching.assignment import (
    AssignInput,
    Fits,
    Place,
    Quota,
    Seat,
    assign_given,
    replay,
    run_record,
)
from publius.matching.errors import BadRecordError
from publius.matching.records import canonical_json
from tests.matching.assignment.examples import loads

GIVEN = AssignInput.of(
    [Seat("s", 1, 2), Seat("t", 1, 1, call="lane")],
    loads(),
    Fits.of([("s", "Ada", 0.5), ("s", "Bo", 0.4), ("t", "Cy", 0.3)]),
    conflicts=[Place("t", "Ada")],
    quotas=[Quota("new", frozenset({"Bo"}), minimum=1)],
)


@pytest.fixture
def record():
    return run_record(GIVEN, assign_given(GIVEN))


def test_an_input_survives_its_json():
    assert AssignInput.from_json(GIVEN.to_json()) == GIVEN


def test_a_replay_gives_the_same_bytes(record):
    assert canonical_json(replay(record).to_json()) == canonical_json(record["result"])


def test_a_changed_input_is_noticed(record):
    record["input"]["loads"][0]["maximum"] = 2

    with pytest.raises(BadRecordError) as error:
        replay(record)

    assert error.value.code == "input_changed"


def test_changed_fits_are_noticed(record):
    record["input"]["fits"]["pairs"][0][1][0] = 0.6

    with pytest.raises(BadRecordError) as error:
        replay(record)

    assert error.value.code == "input_changed"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kind": "matching.rank"}, "not_a_record"),
        ({"version": "0"}, "other_algorithm"),
        ({"input": {"seats": []}}, "not_a_record"),
        ({"input": GIVEN.to_json() | {"fits": {"seats": []}}}, "not_a_record"),
    ],
)
def test_what_is_no_run_of_ours_is_refused(record, change, code):
    with pytest.raises(BadRecordError) as error:
        replay(record | change)

    assert error.value.code == code
