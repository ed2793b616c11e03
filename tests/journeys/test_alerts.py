"""Somebody says what they want to hear of, a call is published, night comes, one letter arrives."""

import pytest

from publius.web.calls.actions import publish_call
from publius.web.calls.models import CallState
from publius.web.people.actions import give_consent
from publius.web.people.models import Purpose
from tests.factories import (
    AreaFactory,
    CallFactory,
    OfferFactory,
    PersonFactory,
    SeatFactory,
    convener_of,
)

from .browser import ZOOMED
from .citizen import Citizen
from .letters import first_link_in, letters_called, letters_to
from .worker import the_worker_goes_round

pytestmark = pytest.mark.django_db(transaction=True)
NEED = "Rides the night bus home from a late shift and knows the stops where it is dark."


@pytest.fixture
def area():
    return AreaFactory(name="Kiln Lane", slug="kiln-lane", latitude=52.22, longitude=-1.55)


@pytest.fixture
def draft(area):
    """A call about night buses that nobody has published yet."""
    call = CallFactory(title="Night buses after midnight", state=CallState.DRAFT, area=area)
    OfferFactory(call=call)
    SeatFactory(call=call, title="Night bus passenger", need=NEED, maximum=6)
    return call


def night_comes(settings) -> None:
    settings.NIGHT_HOUR = 0
    the_worker_goes_round()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_an_alert_to_the_letter_and_to_its_end(arrives, area, draft, settings, scripts):
    person = PersonFactory(display_name="Ada", email="ada@people.example", area=area)
    citizen = arrives(Citizen, person=person, javascript=scripts)

    # Nothing is about night buses yet, so Ada saves an alert.
    citizen.goes_to("/calls/?words=night+buses")
    citizen.follows("Be told when a call about this opens")
    citizen.chooses("Where?", "Kiln Lane")
    citizen.ticks("Within 10 km of it")
    citizen.clicks("Save the alert")
    citizen.reads_the_heading("Night buses")
    citizen.sees("No open call is about this today.")

    # Nobody writes before she agrees.
    citizen.follows("Choose how often we may write")
    citizen.ticks("Every morning on which there is something new")
    citizen.clicks("Save")
    citizen.is_told_what_is_wrong("Tick the box if we may write to you, or choose “Never”.")
    citizen.ticks("I agree that Publius writes to me when a call needs what I know.")
    citizen.clicks("Save")
    citizen.reads_the_heading("Your alerts")

    # The call is published; the night tells her once.
    publish_call(call=draft, by=convener_of(draft))
    night_comes(settings)
    the_worker_goes_round()
    (letter,) = letters_called("A call that may need you")
    assert letter.to == ["ada@people.example"]
    assert "Your alert “night buses” found it" in letter.body
    citizen.goes_to(first_link_in(letter))
    citizen.reads_the_heading("Night buses after midnight")
    citizen.goes_to("/me/alerts/")
    citizen.sees("Finds 1 open call today")
    citizen.follows("Night buses")
    citizen.sees("Night bus passenger")
    citizen.opens_in_full()

    # The link in the letter stops the letters; she is not signed in where she reads her mail.
    elsewhere = arrives(Citizen, javascript=scripts)
    elsewhere.goes_to(link_that_stops(letter))
    elsewhere.reads_the_heading("Stop letters about calls?")
    elsewhere.clicks("Stop these letters")
    elsewhere.reads_the_heading("No more letters about calls")
    citizen.goes_to("/me/alerts/")
    citizen.sees("We do not write to you about calls.")
    assert len(letters_to("ada@people.example")) == 1


def link_that_stops(letter) -> str:
    return next(
        line.partition("/me/")[1] + line.partition("/me/")[2]
        for line in letter.body.splitlines()
        if "/stop/" in line
    )


def test_pausing_and_removing_an_alert_by_phone(arrives, person):
    citizen = arrives(Citizen, person=person)
    citizen.goes_to("/me/")
    citizen.follows("Your alerts, and letters about calls")
    citizen.sees("You have no alerts yet.")
    citizen.clicks("Add an alert")
    citizen.types("What do you want to hear of?", "direct payments")
    citizen.clicks("Save the alert")
    citizen.clicks("Pause it")
    citizen.sees("Paused")
    citizen.clicks("Resume it")
    citizen.follows("Remove it")
    citizen.clicks("Remove it")
    citizen.reads_the_heading("Your alerts")
    citizen.sees("You have no alerts yet.")


def test_what_cannot_be_saved_is_said_and_kept(arrives, person, area):
    citizen = arrives(Citizen, person=person)
    citizen.goes_to("/me/alerts/add/")
    citizen.types("What do you want to hear of?", "about the")
    citizen.ticks("Within 10 km of it")
    citizen.clicks("Save the alert")
    citizen.is_told_what_is_wrong(
        "These words could stand in any call. Add one that says what it is about.",
        "Choose the area from which the distance is measured.",
    )
    citizen.still_reads_what_was_typed("What do you want to hear of?", "about the")


def test_a_link_that_was_cut_in_two_stops_nothing(arrives):
    citizen = arrives(Citizen)
    citizen.goes_to("/me/alerts/stop/abc/")
    citizen.reads_the_heading("This link does not work")


@pytest.mark.parametrize("path", ["", "add/", "how-often/"])
def test_no_page_scrolls_sideways_at_four_hundred_per_cent(arrives, person, path):
    give_consent(person=person, purpose=Purpose.CALL_ALERTS)
    citizen = arrives(Citizen, person=person, viewport=ZOOMED)
    citizen.looks_for_the_edge_of(f"/me/alerts/{path}")
