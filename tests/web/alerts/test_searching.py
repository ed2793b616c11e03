"""What an alert finds: open calls about its topic, of its kind, near enough; by the matcher."""

import datetime as dt

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from publius.matching import MemoryIndex, rank
from publius.web.alerts.needs import evidence_of, filters_of, need_of
from publius.web.alerts.queries import calls_found_by, calls_perhaps_about
from publius.web.alerts.searching import kept_seats
from publius.web.calls.method import method_now
from publius.web.calls.models import CallState
from tests.factories import AreaFactory, CallFactory, PersonFactory, SeatFactory

from .conftest import an_alert, call_about_night_buses

pytestmark = pytest.mark.django_db


@pytest.fixture
def library():
    """A call about something else."""
    call = CallFactory(title="What becomes of the old library", summary="Books, hours, rooms.")
    SeatFactory(call=call, title="Reader", need="Borrows books and knows the reading room.")
    return call


def found(alert) -> list[str]:
    return [each.call.title for each in calls_found_by(alert)]


def test_an_alert_finds_calls_about_its_topic(reader, night_buses, library):
    assert found(an_alert(reader)) == [night_buses.title]
    assert found(an_alert(reader, topic="borrowing books")) == [library.title]


def test_a_topic_that_only_the_call_names_is_found_too(reader):
    call = CallFactory(title="Crossings in the old town", summary="Where people cross the road.")
    SeatFactory(call=call, title="Guide dog owner", need="Walks with a guide dog.")

    assert found(an_alert(reader, topic="crossings")) == [call.title]


def test_a_word_in_common_is_not_what_a_call_is_about(reader, night_buses, library):
    """It stands on the page, and no letter is written about it."""
    alert = an_alert(reader, topic="hours of sunshine in the garden by the lake with friends")

    assert found(alert) == []
    assert [each.call.title for each in calls_perhaps_about(alert)] == [library.title]
    assert calls_perhaps_about(an_alert(reader)) == []


def test_everyday_words_find_what_is_written_in_official_ones(reader):
    """The reason says how the words were understood."""
    call = CallFactory(title="Safer pavements", summary="What stands in the way on the pavement.")
    SeatFactory(call=call, kind="lived", title="Visually impaired pedestrian", need="Walks there.")

    (found_call,) = calls_found_by(an_alert(reader, topic="my white stick"))

    meanings = {meant for reason in found_call.reasons for _said, meant in reason.meanings}
    assert (found_call.call, bool(meanings)) == (call, True)


def test_what_is_not_open_is_not_found(reader, library):
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    for fields in (
        {"state": CallState.DRAFT}, {"state": CallState.CLOSED}, {"closes_on": yesterday},
    ):  # fmt: skip
        call_about_night_buses(**fields)

    assert found(an_alert(reader)) == []
    assert found(an_alert(reader, topic="books")) == [library.title]


def test_only_calls_with_a_seat_of_that_kind_are_found(reader, night_buses):
    SeatFactory(call=night_buses, kind="professional", title="Timetable planner of night buses")

    kinds = {kind: found(an_alert(reader, kind=kind)) for kind in ("practical", "lived")}

    assert kinds == {"practical": [night_buses.title], "lived": []}


def test_the_reasons_are_the_parts_of_the_score(reader, night_buses):
    best = calls_found_by(an_alert(reader, topic="night bus after midnight"))[0]

    assert {reason.backing for reason in best.reasons} == {
        "What the seat asks for", "What the call is about",
    }  # fmt: skip
    assert sum(reason.share for reason in best.reasons) == pytest.approx(1)
    assert all(word in reason.text for reason in best.reasons for word in reason.words)


# --- places -----------------------------------------------------------------------------------


@pytest.fixture
def arden():
    """A borough with two wards eleven kilometres apart, and a town far away."""
    borough = AreaFactory(slug="arden", latitude=52.20, longitude=-1.60)
    return {
        "borough": borough,
        "north": AreaFactory(slug="north", within=borough, latitude=52.25, longitude=-1.60),
        "south": AreaFactory(slug="south", within=borough, latitude=52.15, longitude=-1.60),
        "far": AreaFactory(slug="far", latitude=53.50, longitude=-2.20),
        "unmapped": AreaFactory(slug="unmapped"),
    }


@pytest.fixture
def calls(arden):
    """One call about night buses in each area, and one in none."""
    calls = {name: call_about_night_buses(title=name, area=area) for name, area in arden.items()}
    return calls | {"nowhere": call_about_night_buses(title="nowhere")}


def test_everywhere_is_everywhere(reader, calls):
    assert set(found(an_alert(reader))) == set(calls)


@pytest.mark.parametrize(
    ("area", "km", "names"),
    [
        ("north", None, {"north", "borough"}),
        ("borough", None, {"north", "south", "borough"}),
        ("unmapped", None, {"unmapped"}),
        ("north", 5, {"north", "borough"}),
        ("north", 25, {"north", "south", "borough"}),
        ("far", 100, {"far"}),
        ("far", 200, {"far", "north", "south", "borough"}),
    ],
)
def test_a_place_and_a_distance_leave_out_what_is_elsewhere(reader, arden, calls, area, km, names):
    assert set(found(an_alert(reader, area=arden[area], km=km))) == names


def test_a_larger_area_is_near_however_far_its_middle_is(reader, arden):
    county = AreaFactory(slug="county", latitude=54.0, longitude=-1.6)
    arden["borough"].within = county
    arden["borough"].save()
    call_about_night_buses(title="county", area=county)

    assert found(an_alert(reader, area=arden["north"], km=5)) == ["county"]


def test_a_seat_with_a_place_of_its_own_counts_there(reader, arden):
    call = call_about_night_buses(area=arden["far"])
    SeatFactory(call=call, title="Night bus driver", area=arden["north"])

    assert found(an_alert(reader, area=arden["north"], km=5)) == [call.title]
    assert found(an_alert(reader, area=arden["south"], km=5)) == []


# --- the index --------------------------------------------------------------------------------


def test_a_seat_that_was_changed_is_found_as_it_is_now(reader, library):
    alert = an_alert(reader, topic="bee keeping")
    before = found(alert)
    library.seats.update(need="Keeps bees on the roof and knows bee keeping.")

    assert (before, found(alert)) == ([], [library.title])


def test_the_index_is_made_again_only_when_seats_changed(library):
    first = kept_seats.current().index
    again = kept_seats.current().index
    library.seats.update(title="Another")

    assert again is first
    assert kept_seats.current().index is not first


class TestAnyTopic(TestCase):
    """Property: whatever somebody types, the alert finds what the ranking finds, or nothing."""

    @given(topic=st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=60))
    def test_finds_exactly_what_the_matcher_ranks(self, topic):
        call_about_night_buses()
        alert = an_alert(PersonFactory(), topic=topic or " ")
        seats = kept_seats.current()
        method = method_now()
        plain = MemoryIndex(
            evidence_of(seats.seats.values()),
            encoder=method.encoder,
            vocabulary=method.vocabulary,
        )

        finds = seats.found_by(alert)

        (filters,) = filters_of(alert)
        ranked = rank(need_of(alert), plain, filters=filters).fits
        kept = [fit.score for fit in ranked if fit.band in ("strong", "good")]
        assert [find.fit.score for find in finds] == kept
