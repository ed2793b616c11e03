"""A convener with two calls and one crowd: who takes which seat, and who decides."""

import pytest

from publius.web.panels.actions.interest import leave_pool
from publius.web.panels.models import Invitation
from tests.web.panels.sharing import Sharing, build_sharing

from .browser import ZOOMED
from .citizen import Citizen
from .convener import Convener
from .letters import letters_called
from .worker import the_worker_goes_round

pytestmark = pytest.mark.django_db(transaction=True)
DESK = "/desk/engagements/getting-about/"
ASSIGNMENT = f"{DESK}assignment/"


@pytest.fixture
def sharing() -> Sharing:
    """Given six people who are interested in bike lanes and in night buses."""
    return build_sharing()


def a_proposal_is_worked_out(convener: Convener) -> None:
    convener.goes_to(DESK)
    convener.follows("Work out who takes which seat")
    convener.clicks("Work out a proposal")
    convener.reads_the_heading("Working out who takes which seat")
    the_worker_goes_round()
    convener.goes_to(convener.page.url.removeprefix(convener.base))


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_two_pools_to_a_group_a_person_decided_on(arrives, sharing, scripts):
    convener = arrives(Convener, person=sharing.convener, javascript=scripts)

    # When a proposal is worked out
    a_proposal_is_worked_out(convener)

    # Then every seat is filled, nobody sits twice, and the reasons can be read
    convener.reads_the_heading("The proposal")
    convener.sees("All fits together reach 100% of the most that any proposal could reach.")
    convener.opens_in_full()

    # And whoever is left over has a reason
    label = sharing.people[4].label
    convener.follows(f"Why not {label}?")
    convener.reads_the_heading(f"Why not {label}?")
    convener.sees("Nothing they told us so far speaks of this seat")
    convener.follows("Back to the proposal")

    # When the convener uses it for the first call and decides
    convener.clicks("Use this as the group Bike lanes")
    convener.reads_the_heading("The proposed panel")
    convener.sees("Proposed by fit")
    convener.sees("If somebody says no, a lot fills the place")
    convener.opens_in_full()
    convener.confirms_the_draw()

    # Then two people are invited, and everybody reads that no lot was drawn
    the_worker_goes_round()
    assert len(letters_called("You are offered a place")) == 2
    citizen = arrives(Citizen, person=sharing.people[4], javascript=scripts)
    citizen.goes_to("/calls/bike-lanes/panel/")
    citizen.sees("No lot was drawn.")
    citizen.clicks("See why you are in it or not")
    citizen.reads_the_heading("No lot was drawn for this group")
    citizen.opens_in_full()
    assert Invitation.objects.filter(call=sharing.buses).count() == 0


def test_what_cannot_all_be_kept_is_named_and_leads_to_where_it_is_changed(arrives, sharing):
    # Given only three people for the four places of two groups
    for person in sharing.people[3:]:
        leave_pool(call=sharing.lanes, person=person)
        leave_pool(call=sharing.buses, person=person)
    convener = arrives(Convener, person=sharing.convener)

    # When nobody may take two places
    a_proposal_is_worked_out(convener)

    # Then the page says what clashes, and the smallest change leads back to the form
    convener.reads_the_heading("There is no proposal")
    convener.sees("Nobody takes more than 1 place.")
    convener.follows("Let one person take up to 2 places.")
    convener.types("How many places may one person take at most?", "2")
    convener.clicks("Work out a proposal")
    the_worker_goes_round()
    convener.goes_to(convener.page.url.removeprefix(convener.base))
    convener.reads_the_heading("The proposal")


def test_a_mistake_is_told_and_a_proposal_is_set_aside_with_a_reason(arrives, sharing):
    convener = arrives(Convener, person=sharing.convener)
    convener.goes_to(ASSIGNMENT)
    convener.page.get_by_label("Bike lanes").uncheck()
    convener.page.get_by_label("Night buses").uncheck()
    convener.types("How many places may one person take at most?", "0")
    convener.clicks("Work out a proposal")
    convener.is_told_what_is_wrong(
        "Choose at least one call.",
        "How many places may one person take at most? Enter 1 or more.",
    )
    convener.still_reads_what_was_typed("How many places may one person take at most?", "0")

    a_proposal_is_worked_out(convener)
    convener.clicks("Set the proposal aside")
    convener.clicks("Set the proposal aside")
    convener.is_told_what_is_wrong("Give a reason. It stays on record.")
    convener.types("Reason", "We want a lot after all.")
    convener.clicks("Set the proposal aside")
    convener.sees("We want a lot after all.")


def test_no_page_scrolls_sideways_at_four_hundred_per_cent(arrives, sharing):
    proposal = sharing.ask()
    convener = arrives(Convener, person=sharing.convener, viewport=ZOOMED)

    convener.looks_for_the_edge_of(ASSIGNMENT)
    convener.looks_for_the_edge_of(f"{ASSIGNMENT}{proposal.pk}/")
    person = sharing.people[4].public_id
    convener.looks_for_the_edge_of(f"{ASSIGNMENT}{proposal.pk}/people/{person}/")
