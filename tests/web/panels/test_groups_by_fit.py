"""From a proposal to a group: a person decides, and everybody reads that no lot was drawn."""

from uuid import uuid4

import pytest
from django.core import mail
from django.urls import reverse

from publius.web.calls.models import CallState
from publius.web.ledger.models import Event
from publius.web.notify.tasks import send_due_messages
from publius.web.panels.actions.decisions import confirm_draw, discard_draw, edit_draw
from publius.web.panels.actions.draws import request_draw
from publius.web.panels.actions.groups_by_fit import use_as_group
from publius.web.panels.actions.interest import leave_pool
from publius.web.panels.actions.replies import accept_place, decline
from publius.web.panels.actions.targets import Range, set_targets
from publius.web.panels.models import Decision, Draw, Invitation, Method, Place
from publius.web.panels.queries.draws import have_left, panel_of, reserves_of
from publius.web.panels.refusals import RefusalError
from publius.web.panels.tasks import fill_vacant_places
from publius.web.people.models import Demographics

from .conftest import tell
from .sharing import main_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def confirmed(sharing, group):
    confirm_draw(draw=group, by=sharing.convener)
    return group


@pytest.fixture
def desk(client, sharing):
    client.force_login(sharing.convener)
    return client


# --- using a proposal -------------------------------------------------------------------------


def test_the_group_is_whom_the_proposal_names_and_waits_for_a_decision(sharing, proposal, group):
    assert (group.method, group.decision, group.work_state) == ("fit", "pending", "done")
    assert {(chair.person, chair.seat) for chair in panel_of(group)} == {
        (place.person, place.seat) for place in proposal.places.filter(call=sharing.lanes)
    }
    assert Invitation.objects.count() == 0


def test_nobody_had_a_chance_because_no_lot_was_drawn(group):
    assert set(group.people.values_list("chance", flat=True)) == {None}


def test_reserves_are_those_without_a_place_in_any_of_the_groups(sharing, proposal, group):
    placed = set(proposal.places.values_list("person", flat=True))

    reserves = {row.person_id for row in reserves_of(group)}

    assert reserves == {person.pk for person in sharing.people} - placed


def test_used_twice_there_is_one_group(sharing, proposal, group):
    again = use_as_group(assignment=proposal, call=sharing.lanes, by=sharing.convener)

    assert (again, Draw.objects.count()) == (group, 1)


def test_a_draw_that_waits_for_a_decision_comes_first(sharing, proposal):
    request_draw(call=sharing.lanes, by=sharing.convener)

    with pytest.raises(RefusalError, match="Another group waits for a decision on this call"):
        use_as_group(assignment=proposal, call=sharing.lanes, by=sharing.convener)

    assert [draw.method for draw in Draw.objects.all()] == [Method.LOT]


def test_a_lot_cannot_be_drawn_while_the_group_waits(sharing, group):
    assert request_draw(call=sharing.lanes, by=sharing.convener) == group


def test_once_the_group_is_confirmed_no_proposal_replaces_it(sharing, proposal, confirmed):
    with pytest.raises(RefusalError, match="The group of this call is confirmed"):
        use_as_group(assignment=proposal, call=sharing.lanes, by=sharing.convener)


def test_a_group_set_aside_stays_on_the_list_and_the_proposal_can_be_used_again(
    sharing, proposal, group
):
    discard_draw(draw=group, reason="Too few women.", by=sharing.convener)

    again = use_as_group(assignment=proposal, call=sharing.lanes, by=sharing.convener)

    assert again != group
    assert Draw.objects.filter(decision=Decision.DISCARDED).get() == group


def test_the_decision_stands_in_the_ledger_with_its_method(sharing, proposal, confirmed):
    event = Event.objects.get(tag="draw:proposed")

    assert event.data["method"] == "fit"
    assert event.data["assignment"] == proposal.pk
    assert Event.objects.get(tag="draw:confirmed").actor == str(sharing.convener.public_id)


def test_no_page_of_the_group_tells_what_one_person_on_it_answered(desk, sharing, proposal):
    """The target is met either way, so that nothing but a count could tell."""
    on_it = sharing.people[1]
    tell(on_it, gender="woman")
    ranges = {("gender", "woman"): Range(0, 2), ("gender", "man"): Range(0, 2)}
    set_targets(call=sharing.lanes, by=sharing.convener, ranges=ranges)
    group = use_as_group(assignment=proposal, call=sharing.lanes, by=sharing.convener)
    address = reverse("panels:draw", args=[sharing.lanes.slug, group.pk])
    before = main_of(desk.get(address))

    Demographics.objects.filter(person=on_it).update(answers={"gender": "man"})

    assert on_it.label in before
    assert main_of(desk.get(address)) == before


# --- somebody leaves in between ---------------------------------------------------------------


def test_who_left_the_pool_is_named_on_the_proposal_before_it_is_used(desk, sharing, proposal):
    gone = sharing.people[1]
    leave_pool(call=sharing.lanes, person=gone)

    page = main_of(
        desk.get(reverse("panels:assignment", args=[sharing.engagement.slug, proposal.pk]))
    )

    assert f"{gone.label} left the pool or took back their offer of this seat" in page


def test_a_group_with_somebody_who_left_cannot_be_confirmed(sharing, proposal):
    gone = sharing.people[1]
    leave_pool(call=sharing.lanes, person=gone)
    group = use_as_group(assignment=proposal, call=sharing.lanes, by=sharing.convener)

    with pytest.raises(RefusalError) as refusal:
        confirm_draw(draw=group, by=sharing.convener)

    assert str(refusal.value) == (
        f"{gone.label} left the pool after the proposal. Put somebody else in their place, or set "
        "the group aside and ask for a new proposal."
    )
    assert Place.objects.count() == 0


def test_somebody_else_is_put_in_their_place_with_a_reason(sharing, proposal):
    gone = sharing.people[1]
    leave_pool(call=sharing.lanes, person=gone)
    group = use_as_group(assignment=proposal, call=sharing.lanes, by=sharing.convener)

    edit_draw(
        draw=group, taken_out=gone, put_in=sharing.people[4], reason="They left.",
        by=sharing.convener, key=uuid4(),
    )  # fmt: skip
    confirm_draw(draw=group, by=sharing.convener)

    assert have_left(group, [chair.person for chair in panel_of(group)]) == []
    assert Place.objects.filter(person=sharing.people[4]).exists()


# --- invitations, replies, reserves -----------------------------------------------------------


def test_confirming_invites_everybody_and_says_that_no_lot_was_drawn(sharing, confirmed):
    send_due_messages()

    letters = [letter for letter in mail.outbox if "You are offered a place" in letter.subject]
    body = sharing.engagement.organisation.name
    assert len(letters) == 2
    assert f"and a person of {body} decided on the group." in letters[0].body
    assert "lot has fallen" not in letters[0].body


def test_when_somebody_says_no_a_lot_finds_a_reserve_and_the_letter_says_so(sharing, confirmed):
    decline(invitation=Invitation.objects.filter(ask="place").first(), reason="time")

    fill_vacant_places()

    send_due_messages()
    newest = Invitation.objects.latest("pk")
    assert newest.person_id in {row.person_id for row in reserves_of(confirmed)}
    (letter,) = [each for each in mail.outbox if each.to == [newest.person.email]]
    assert letter.subject == "You have been drawn: a place in “Bike lanes”"


def test_when_everybody_accepts_the_group_is_formed(sharing, confirmed):
    for invitation in Invitation.objects.filter(ask="place"):
        accept_place(invitation=invitation)

    sharing.lanes.refresh_from_db()
    assert sharing.lanes.state == CallState.FORMED


# --- what everybody reads ---------------------------------------------------------------------


def test_the_public_page_says_by_whom_and_that_no_lot_was_drawn(client, sharing, confirmed):
    page = main_of(client.get(reverse("panels:panel", args=[sharing.lanes.slug])))

    name, body = sharing.convener, sharing.engagement.organisation.name
    assert (
        f"The group was proposed by fit, confirmed by {name} of {body}. No lot was drawn." in page
    )
    assert "chance anybody had" not in page


@pytest.mark.parametrize(
    ("number", "lead"),
    [
        (1, "You were proposed for “Cyclist”"),
        (4, "You were not proposed, and are one of the reserves"),
        (0, "You were not proposed for this group."),
    ],
)
def test_everybody_in_the_pool_reads_why_and_that_there_was_no_lot(
    client, sharing, confirmed, number, lead
):
    client.force_login(sharing.people[number])

    page = main_of(client.get(reverse("panels:my_chance", args=[sharing.lanes.slug])))

    assert "No lot was drawn for this group" in page
    assert lead in page


def test_somebody_proposed_elsewhere_reads_for_which_seat(client, sharing, confirmed):
    client.force_login(sharing.people[0])

    page = main_of(client.get(reverse("panels:my_chance", args=[sharing.lanes.slug])))

    assert "as many places as one person takes: “Passenger” in “Night buses”" in page


def test_nobody_reads_why_before_the_group_is_confirmed(client, sharing, group):
    client.force_login(sharing.people[0])

    page = client.get(reverse("panels:my_chance", args=[sharing.lanes.slug]))

    assert "panels/my_chance_today.html" in [template.name for template in page.templates]
    assert "reasons" not in page.context
