"""The ledger can only grow; whoever rewrites a line is found."""

import gzip
import json
import zoneinfo

import pytest
from django.utils import timezone

from publius.web.ledger.actions import record_event, store_run
from publius.web.ledger.models import Event
from publius.web.ledger.queries import check_ledger, events_about, run_record
from publius.web.ledger.tags import Tag

pytestmark = pytest.mark.django_db


@pytest.fixture
def three_lines(call, convener):
    record_event(Tag.CALL_DRAFTED, call, actor=convener)
    record_event(Tag.CALL_CHANGED, call, actor=convener, field="summary")
    record_event(Tag.CALL_PUBLISHED, call)


def test_an_untouched_ledger_is_intact(three_lines):
    check = check_ledger()

    assert (check.lines, check.is_intact) == (3, True)


@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize(
    "change",
    [{"actor": "somebody-else"}, {"data": {"field": "title"}}, {"tag": "call:closed"}],
)
def test_a_rewritten_line_is_found(three_lines, number, change):
    Event.objects.filter(number=number).update(**change)

    assert check_ledger().broken_at == number


def test_a_removed_line_is_found(three_lines):
    Event.objects.filter(number=2).delete()

    assert check_ledger().broken_at == 2


def test_the_history_of_one_thing_is_told_in_order(three_lines, call):
    assert [event.tag for event in events_about(call)] == [
        "call:drafted",
        "call:changed",
        "call:published",
    ]


def test_an_event_names_people_by_their_public_id_only(three_lines, convener):
    event = Event.objects.get(number=1)

    assert event.actor == str(convener.public_id)
    assert convener.email not in json.dumps(list(Event.objects.values("data", "actor")))


def test_a_run_is_kept_byte_for_byte():
    record = {
        "kind": "matching.rank",
        "algorithm": "a",
        "version": "1",
        "seed": None,
        "parameters": {"x": 0.1},
        "input": {"needs": ["é"]},
        "input_digest": "0" * 64,
        "result": {"rankings": []},
    }

    run = store_run(record)
    run.refresh_from_db()

    assert json.loads(run_record(run)) == record


def test_the_record_of_a_run_cannot_be_read_in_the_database():
    record = {
        "kind": "panels.draw",
        "algorithm": "a",
        "version": "1",
        "seed": 7,
        "parameters": {},
        "input": {"pool": [{"id": "c0de", "features": {"Disability": "Yes"}}]},
        "input_digest": "0" * 64,
        "result": {},
    }

    stored = bytes(store_run(record).record)

    with pytest.raises(gzip.BadGzipFile):
        gzip.decompress(stored)
    assert b"Disability" not in stored


def test_beside_the_record_only_what_pages_show_of_the_result_can_be_read():
    record = {
        "kind": "matching.rank",
        "algorithm": "a",
        "version": "1",
        "seed": None,
        "parameters": {},
        "input": {},
        "input_digest": "0" * 64,
        "result": {"considered": 12, "rankings": [{"words": ["dialysis"]}]},
    }

    runs = [store_run(record), store_run(record, shown=["considered"])]

    assert [run.result for run in runs] == [{}, {"considered": 12}]
    assert [json.loads(run_record(run)) for run in runs] == [record, record]


def test_a_line_written_in_another_time_zone_reads_back_intact(call, monkeypatch):
    local = timezone.localtime(timezone.now(), zoneinfo.ZoneInfo("Asia/Tokyo"))
    monkeypatch.setattr("publius.web.ledger.actions.timezone.now", lambda: local)

    record_event(Tag.CALL_CHANGED, call)

    assert check_ledger().is_intact
