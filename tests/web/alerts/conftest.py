"""A person who rides a night bus, a call about night buses, and the night itself."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from publius.web.alerts.actions import save_alert
from publius.web.alerts.models import Night
from publius.web.alerts.tasks import begin_due_night, write_due_digests
from publius.web.calls.actions import request_matching
from publius.web.calls.tasks import run_due_matches
from publius.web.notify.models import Message
from publius.web.people.actions import give_consent
from publius.web.people.models import Purpose
from tests.factories import CallFactory, ExpertiseFactory, OfferFactory, PersonFactory, SeatFactory

RIDES = "I ride the night bus home from my shift at the hospital, four nights a week."
NEEDS = "Rides the night bus home from a shift and knows where it is late and where it is dark."


def call_about_night_buses(**fields):
    call = CallFactory(
        **{
            "title": "Night buses after midnight",
            "summary": "Which night buses run, where they stop and what they cost.",
            **fields,
        }
    )
    OfferFactory(call=call)
    SeatFactory(call=call, title="Night bus passenger", need=NEEDS)
    return call


def an_alert(person, topic="night buses", **fields):
    return save_alert(
        person=person,
        key=uuid.uuid4(),
        **{"topic": topic, "kind": "", "area": None, "km": None, **fields},
    )


def match(*calls) -> None:
    for call in calls:
        request_matching(call=call, by=None)
    run_due_matches()


def night_falls() -> int:
    """Everything the worker does in one night; returns how many letters were written."""
    begin_due_night()
    run_due_matches()
    while write_due_digests():
        pass
    return Night.objects.latest("day").letters


def letters(person) -> list[Message]:
    return list(Message.objects.filter(person=person, purpose="call_digest").order_by("pk"))


def days_pass(clock, days: int) -> None:
    clock.move_to(timezone.now() + dt.timedelta(days=days))


@pytest.fixture(autouse=True)
def night_hour(settings):
    settings.NIGHT_HOUR = 0


@pytest.fixture
def rider():
    """Knows about night buses and agrees to be written to."""
    person = PersonFactory(display_name="Ada", email="ada@people.example")
    ExpertiseFactory(person=person, words=RIDES)
    give_consent(person=person, purpose=Purpose.CALL_ALERTS)
    return person


@pytest.fixture
def reader():
    """Said nothing of what they know, and agrees to be written to."""
    person = PersonFactory(display_name="Bo", email="bo@people.example")
    give_consent(person=person, purpose=Purpose.CALL_ALERTS)
    return person


@pytest.fixture
def night_buses():
    return call_about_night_buses()
