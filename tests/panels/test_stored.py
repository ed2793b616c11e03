"""A stored lottery gives what the lottery itself gives, for every ticket, and replays."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publius.panels import (
    Person,
    Place,
    ReplayError,
    Seat,
    SettingError,
    Target,
    Targets,
    check_replay,
    prepare,
    run_record,
)
from publius.panels.stored import draw_stored, lottery_record, run_of_stored

POOL = [
    Person(f"p{n}", {"job": "planner" if n % 3 else "driver"}, frozenset({"lead"} if n < 4 else ()))
    for n in range(9)
]
TARGETS = Targets(
    (Target("job", "driver", 1, 2), Target("job", "planner", 2, 3)),
    seats=(Seat("lead", "Leads", 1, 1),),
)


def lottery(**facts):
    return prepare(POOL, TARGETS, size=4, tickets=60, **facts)


def stored(of):
    """What comes back from a database: JSON."""
    return json.loads(json.dumps(lottery_record(of)))


@given(seed=st.integers(-(2**53), 2**53), ticket=st.none() | st.integers(0, 59))
@settings(max_examples=40, deadline=None)
def test_drawing_later_gives_what_drawing_at_once_gives(seed, ticket):
    of = lottery()

    assert draw_stored(stored(of), seed=seed, ticket=ticket) == of.draw(seed, ticket=ticket)


@pytest.mark.parametrize("facts", [{"method": "nash"}, {"confirmed": [Place("p0", "lead")]}])
def test_settings_and_confirmed_people_are_kept(facts):
    of = lottery(**facts)

    assert draw_stored(stored(of), seed=5) == of.draw(5)


def test_a_ticket_that_was_thrown_replays_like_any_other_draw():
    of = lottery()
    drawn = draw_stored(stored(of), seed=5, ticket=31)

    record = run_of_stored(stored(of), drawn)

    assert record == run_record(drawn, POOL, TARGETS)
    assert record["parameters"]["ticket"] == 31
    check_replay(record)


@pytest.mark.parametrize("ticket", [-1, 60])
def test_a_ticket_that_does_not_exist_is_refused(ticket):
    with pytest.raises(SettingError, match="numbered 0 to 59"):
        draw_stored(stored(lottery()), seed=1, ticket=ticket)


def test_another_kind_of_run_is_not_a_lottery():
    record = run_record(lottery().draw(3), POOL, TARGETS)

    with pytest.raises(ReplayError):
        draw_stored(record, seed=3)
