"""Whoever was chosen by hand reads why; whoever was drawn, that the lot has fallen on them."""

from uuid import uuid4

import pytest
from django.utils import timezone

from publius.web.notify.models import Message
from publius.web.panels.actions.decisions import confirm_draw, edit_draw
from publius.web.panels.actions.replacement import fill_place_by_hand
from publius.web.panels.actions.replies import decline
from publius.web.panels.models import Invitation, Place, PlaceState
from publius.web.panels.queries.draws import can_step_in, panel_of
from publius.web.panels.queries.places import can_be_offered_by_hand, reason_of_choice

pytestmark = pytest.mark.django_db
REASON = "She chairs the residents' group."


def letter_to(person) -> Message:
    return Message.objects.get(person=person, purpose="invitation_place")


def swapped(draw, convener):
    leaving = panel_of(draw)[0].person
    coming = can_step_in(draw, panel_of(draw))[0]
    edit_draw(
        draw=draw,
        taken_out=leaving,
        put_in=coming,
        reason=REASON,
        by=convener,
        key=uuid4(),
        accept_broken=True,
    )
    return leaving, coming


def test_somebody_put_into_a_draw_by_hand_reads_why(draw, convener):
    _leaving, coming = swapped(draw, convener)

    confirm_draw(draw=draw, by=convener)

    letter = letter_to(coming)
    assert f"because: “{REASON.rstrip('.')}”." in letter.body
    assert "lot has fallen" not in letter.body
    assert letter.subject.startswith("You are offered a place")


def test_everybody_else_reads_that_the_lot_has_fallen_on_them(draw, convener):
    _leaving, coming = swapped(draw, convener)

    confirm_draw(draw=draw, by=convener)

    others = Message.objects.filter(purpose="invitation_place").exclude(person=coming)
    assert others.count() == draw.call.size - 1
    assert [m for m in others if "The lot has fallen on you" not in m.body] == []


def test_whoever_was_put_in_and_taken_out_again_was_not_chosen_by_hand(draw, convener):
    leaving, coming = swapped(draw, convener)
    edit_draw(
        draw=draw,
        taken_out=coming,
        put_in=leaving,
        reason="A mistake.",
        by=convener,
        key=uuid4(),
        accept_broken=True,
    )
    confirm_draw(draw=draw, by=convener)

    assert (reason_of_choice(draw.call, coming), reason_of_choice(draw.call, leaving)) == (
        "",
        "A mistake.",
    )


def test_an_empty_chair_offered_by_hand_says_so(call, confirmed, convener):
    decline(invitation=Invitation.objects.filter(call=call)[0], reason="time")
    chair = Place.objects.get(call=call, state=PlaceState.VACANT)
    person = can_be_offered_by_hand(call)[0]

    fill_place_by_hand(
        draw=confirmed,
        place=chair,
        person=person,
        reason=REASON,
        by=convener,
        key=uuid4(),
        accept_broken=True,
    )

    assert "because: “She chairs" in letter_to(person).body
    assert Place.objects.get(pk=chair.pk).changed_at <= timezone.now()
