"""Stored runs: whole, digested, and repeatable byte for byte."""

import json
from copy import deepcopy

import pytest

from publius.panels import (
    Person,
    Place,
    PoolError,
    ReplayError,
    Targets,
    canonical_text,
    check_replay,
    draw,
    draw_of,
    replace,
    replay,
    run_record,
)
from tests.panels.pools import council_pool


@pytest.fixture(scope="module")
def record():
    pool, targets, size = council_pool(30)
    return run_record(draw(pool, targets, size=size, seed=5), pool, targets)


def test_a_run_holds_everything_that_the_web_stores(record):
    assert sorted(record) == [
        "algorithm",
        "input",
        "input_digest",
        "kind",
        "parameters",
        "result",
        "seed",
        "version",
    ]


def test_a_run_replays_byte_for_byte_even_after_a_trip_through_json(record):
    stored = json.loads(canonical_text(record))

    assert canonical_text(replay(stored)) == canonical_text(record)
    check_replay(stored)


def test_a_replacement_replays_too():
    pool = [Person(name) for name in "abcd"]
    given = {"confirmed": [Place("a")], "unavailable": ["b"]}
    drawn = replace(pool, Targets(), size=2, seed=8, **given)

    check_replay(run_record(drawn, pool, Targets(), **given))


def test_the_draw_inside_a_run_can_be_read_back(record):
    pool, targets, size = council_pool(30)

    assert draw_of(record) == draw(pool, targets, size=size, seed=5)


@pytest.mark.parametrize(
    ("path", "value", "part"),
    [
        (("version",), "0", "algorithm"),
        (("input", "pool", 0, "features", "gender"), "male", "digest of the input"),
        (("seed",), 6, "result"),
        (("result", "chances", "p000"), 0.9, "result"),
        (("result", "panel", 0, "seat"), "driver", "result"),
        (("extra",), 1, "extra"),
    ],
)
def test_a_run_that_was_changed_does_not_pass(record, path, value, part):
    forged = deepcopy(record)
    place = forged
    for step in path[:-1]:
        place = place[step]
    assert place.get(path[-1]) != value
    place[path[-1]] = value

    with pytest.raises(ReplayError) as refusal:
        check_replay(forged)

    assert refusal.value.params == {"part": part}


def test_a_run_that_lacks_a_part_does_not_pass(record):
    for part in record:
        without = {name: value for name, value in record.items() if name != part}
        with pytest.raises(ReplayError, match=f"a different {part}:"):
            check_replay(without)


def test_the_draw_of_a_run_from_before_tickets_were_measured_apart_can_be_read(record):
    older = deepcopy(record)
    del older["result"]["certificate"]["ticket_deviation"]

    assert draw_of(older).panel == draw_of(record).panel
    assert draw_of(older).certificate.ticket_deviation == 0.0


def test_a_run_is_not_made_from_another_pool_than_the_draw_was():
    pool = [Person(name) for name in "abcd"]
    drawn = draw(pool, Targets(), size=2, seed=0)

    with pytest.raises(PoolError, match="from another pool"):
        run_record(drawn, pool[1:], Targets())
