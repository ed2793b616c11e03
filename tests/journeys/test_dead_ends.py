"""Where a way ends: the page says what happened, what was kept and what to do next."""

import datetime as dt

import pytest
from django.utils import timezone

from publius.web.panels.actions.replies import accept_place
from publius.web.panels.models import Invitation, Reply
from publius.web.switches.actions import turn_on
from publius.web.switches.models import Brake
from tests.factories import PersonFactory

from .citizen import Citizen
from .letters import link_in_the_last_letter_to
from .scenes import a_place_is_offered

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def invitation(call, convener, person):
    return a_place_is_offered(call, person, by=convener)


@pytest.fixture
def link(invitation):
    return link_in_the_last_letter_to(invitation.person.email)


def test_a_link_that_was_cut_in_two(arrives, link):
    citizen = arrives(Citizen)
    citizen.goes_to(link[:-9] + "/")
    citizen.reads_the_heading("This link leads to no invitation")


def test_a_link_that_was_used(arrives, invitation, link):
    accept_place(invitation=invitation)
    citizen = arrives(Citizen)
    citizen.goes_to(link)
    citizen.reads_the_heading("You have a place")
    citizen.sees("the link cannot be used for another answer")


def test_a_link_that_has_run_out(arrives, invitation, link):
    past = timezone.now() - dt.timedelta(days=1)
    Invitation.objects.filter(pk=invitation.pk).update(expires_at=past)
    citizen = arrives(Citizen)
    citizen.goes_to(link)
    citizen.reads_the_heading("This invitation has run out")


def test_a_link_that_belongs_to_somebody_else(arrives, call, invitation, link):
    citizen = arrives(Citizen, person=PersonFactory())
    citizen.goes_to(link)
    citizen.reads_the_heading("This invitation is for somebody else")
    citizen.does_not_see(call.title)


def test_an_answer_on_a_page_that_was_open_too_long(arrives, invitation, link):
    citizen = arrives(Citizen)
    citizen.goes_to(link)
    citizen.page.context.clear_cookies()
    citizen.clicks("Accept the place")
    citizen.reads_the_heading("We could not take this form")
    citizen.sees("Nothing was changed.")
    invitation.refresh_from_db()
    assert invitation.reply == Reply.NONE


def test_an_answer_while_nothing_may_change(arrives, invitation, link):
    citizen = arrives(Citizen)
    citizen.goes_to(link)
    turn_on(brake=Brake.READ_ONLY, by=None, message="We move house until noon.")
    citizen.clicks("Accept the place")
    citizen.sees("We move house until noon.")
    invitation.refresh_from_db()
    assert invitation.reply == Reply.NONE


def test_a_page_that_is_not_there(arrives):
    citizen = arrives(Citizen)
    citizen.goes_to("/calls/no-such-call/")
    citizen.reads_the_heading("Page not found")


def test_a_desk_that_is_not_yours(arrives, call, person):
    citizen = arrives(Citizen, person=person)
    citizen.goes_to(f"/desk/calls/{call.slug}/")
    citizen.reads_the_heading("Page not found")
    citizen.does_not_see(call.title)
