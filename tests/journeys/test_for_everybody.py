"""The same path without a script, without a mouse, and at four times the size."""

import pytest

from publius.web.calls.actions import request_matching
from publius.web.panels.models import PoolEntry
from publius.web.people.models import Expertise

from .browser import ZOOMED
from .citizen import Citizen
from .convener import Convener
from .letters import link_in_the_last_letter_to
from .scenes import a_draw_is_made, a_group_is_formed, a_place_is_offered, a_pool_for, two_views_of
from .worker import the_worker_goes_round

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "I cycle to work over the ring road and the town centre, and know every bad junction."


def test_a_citizen_takes_part_without_javascript(arrives, call, convener):
    request_matching(call=call, by=convener)
    citizen = arrives(Citizen, javascript=False)
    citizen.joins_from_the_call(call.title, address="maya@people.example", name="Maya")
    citizen.says_they_are_interested_in("Person who cycles to work")
    citizen.states("I do it", WORDS, shown_to="Public bodies")
    citizen.says_what_they_need("Large print")
    citizen.helps_to_balance("45 to 64")
    the_worker_goes_round()
    citizen.goes_to("/calls/for-you/")
    citizen.sees("Why you")
    maya = Expertise.objects.get().person
    a_place_is_offered(call, maya, by=convener)
    citizen.goes_to(link_in_the_last_letter_to(maya.email))
    citizen.clicks("Accept the place")
    citizen.reads_the_heading("You have a place")


def test_a_convener_draws_without_javascript(arrives, call, convener):
    a_pool_for(call)
    visitor = arrives(Convener, person=convener, javascript=False)
    visitor.goes_to(f"/desk/calls/{call.slug}/draws/")
    visitor.clicks("Draw now")
    visitor.reads_the_heading("Drawing the panel")
    the_worker_goes_round()
    with visitor.page.expect_navigation():  # the page looks again by itself
        pass
    visitor.reads_the_heading("The drawn panel")


def test_a_citizen_takes_part_by_keyboard(arrives, call, person):
    citizen = arrives(Citizen, person=person)
    citizen.goes_to(f"/calls/{call.slug}/")
    citizen.presses("Tab")
    assert citizen.is_on() == "Skip to main content"
    citizen.presses("Enter")
    citizen.tabs_to("I’d be interested")
    citizen.presses_and_goes_on("Enter")
    citizen.tabs_to("Person who cycles to work")
    citizen.presses("Space")
    citizen.tabs_to("I agree that the people who run this call see")
    citizen.presses("Space")
    citizen.tabs_to("Say that I am interested")
    citizen.presses_and_goes_on("Enter")
    citizen.reads_the_heading("You are in the pool")
    assert PoolEntry.objects.get().person == person


def test_nothing_is_beyond_the_edge_at_400_percent(arrives, call, convener, person):
    two_views_of(call)
    a_pool_for(call)
    draw = a_draw_is_made(call, by=convener)
    desk, page = f"/desk/calls/{call.slug}/", f"/calls/{call.slug}/"
    citizen = arrives(Citizen, person=person, viewport=ZOOMED)
    anybody = ("/", "/calls/", page, f"/engagements/{call.engagement.slug}/", "/organisations/")
    own = (f"{page}interest/", "/me/", "/me/expertise/add/practical/", "/me/access-needs/")
    for path in anybody + own:
        citizen.looks_for_the_edge_of(path)
    at_work = arrives(Convener, person=convener, viewport=ZOOMED)
    for part in ("", "seats/", "offer/", "check/", "matches/", "pool/", "targets/", "draws/"):
        at_work.looks_for_the_edge_of(desk + part)
    at_work.looks_for_the_edge_of(f"{desk}draws/{draw.pk}/")


def test_every_public_page_is_in_order(arrives, call, convener):
    two_views_of(call)
    a_pool_for(call)
    a_group_is_formed(call, by=convener)
    anybody = arrives()
    for path in (
        "/",
        "/how-it-works/",
        "/how-groups-are-chosen/",
        "/privacy/",
        "/accessibility/",
        "/organisations/",
        f"/organisations/{call.engagement.organisation.slug}/",
        f"/engagements/{call.engagement.slug}/",
        "/calls/",
        f"/calls/{call.slug}/",
        f"/calls/{call.slug}/panel/",
    ):
        anybody.goes_to(path)
        anybody.opens_in_full()
