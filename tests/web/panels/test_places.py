"""From a confirmed draw to a full room: confirm, reply, run out, step in."""

import datetime as dt
from uuid import uuid4

import pytest
from django.utils import timezone

from publius.web.calls.models import CallState
from publius.web.ledger.queries import events_about
from publius.web.notify.models import Message
from publius.web.panels.actions.decisions import (
    BrokenTargetsError,
    confirm_draw,
    discard_draw,
    edit_draw,
)
from publius.web.panels.actions.interest import leave_pool
from publius.web.panels.actions.replacement import fill_place_by_hand
from publius.web.panels.actions.replies import (
    accept_place,
    answer_question,
    ask_question,
    decline,
    give_up_place,
)
from publius.web.panels.models import (
    Ask,
    Invitation,
    Override,
    Place,
    PlaceState,
    PoolEntry,
    Question,
    Reply,
    SeatOffer,
)
from publius.web.panels.queries.breaches import breaches
from publius.web.panels.queries.draws import Chair, can_step_in, panel_of
from publius.web.panels.queries.places import places_of
from publius.web.panels.refusals import RefusalError
from publius.web.panels.tasks import fill_vacant_places, lapse_invitations

pytestmark = pytest.mark.django_db


def first_invitation(call) -> Invitation:
    place = places_of(call).first()
    return place.invitations.select_related("call", "place", "person").get(reply=Reply.NONE)


def states(call) -> list[str]:
    return [place.state for place in places_of(call)]


def test_confirming_makes_one_place_and_one_message_per_person(call, confirmed):
    people = {chair.person for chair in panel_of(confirmed)}

    assert {place.person for place in places_of(call)} == people
    assert states(call) == [PlaceState.OFFERED] * call.size
    assert Message.objects.filter(purpose="invitation_place").count() == call.size


def test_confirming_closes_the_call_to_new_interest(call, confirmed):
    call.refresh_from_db()

    assert call.state == CallState.CLOSED


def test_confirming_twice_confirms_once(call, confirmed, convener):
    confirm_draw(draw=confirmed, by=convener)

    assert Place.objects.filter(call=call).count() == call.size
    assert Message.objects.filter(purpose="invitation_place").count() == call.size


def test_a_draw_that_was_set_aside_cannot_be_confirmed(draw, convener):
    discard_draw(draw=draw, reason="Too many from one street.", by=convener)

    with pytest.raises(RefusalError, match="has been decided on"):
        confirm_draw(draw=draw, by=convener)
    assert Place.objects.count() == 0


def test_the_chair_of_somebody_who_left_after_the_draw_is_filled_by_the_next_lottery(
    draw, convener
):
    leaver = panel_of(draw)[0].person
    leave_pool(call=draw.call, person=leaver)

    confirm_draw(draw=draw, by=convener)
    fill_vacant_places()

    places = Place.objects.filter(call=draw.call)
    assert (places.count(), places.filter(person=leaver).count()) == (6, 0)
    assert places.filter(state=PlaceState.OFFERED).count() == 6


def swap(draw, seat=None):
    """Somebody on the panel, and somebody outside who can take that seat."""
    panel = panel_of(draw)
    for chair in panel:
        for person in can_step_in(draw, panel):
            offers = SeatOffer.objects.filter(entry__person=person, entry__call=draw.call)
            if chair.seat is None or offers.filter(seat=chair.seat).exists():
                return chair.person, person
    raise LookupError


def test_a_change_by_hand_is_kept_with_its_reason(draw, convener):
    leaving, coming = swap(draw)

    edit_draw(
        draw=draw, taken_out=leaving, put_in=coming, reason="A conflict of interest.",
        by=convener, key=uuid4(),
    )  # fmt: skip

    people = {chair.person for chair in panel_of(draw)}
    assert (leaving in people, coming in people) == (False, True)
    assert Override.objects.get().reason == "A conflict of interest."


def test_the_same_change_posted_twice_is_made_once(draw, convener):
    leaving, coming = swap(draw)
    change = {
        "draw": draw, "taken_out": leaving, "put_in": coming, "reason": "Clash.", "by": convener,
        "key": uuid4(),
    }  # fmt: skip

    edit_draw(**change)
    edit_draw(**change)

    assert Override.objects.count() == 1


def test_a_change_that_breaks_a_target_needs_a_second_yes(draw, convener):
    _leaving, coming = swap(draw)
    SeatOffer.objects.filter(entry__person=coming).update(ruled_out_at=timezone.now())
    seated = next(c.person for c in panel_of(draw) if c.seat)
    change = {
        "draw": draw, "taken_out": seated, "put_in": coming, "reason": "Clash.", "by": convener,
    }  # fmt: skip

    with pytest.raises(BrokenTargetsError) as caught:
        edit_draw(**change, key=uuid4())
    edit_draw(**change, key=uuid4(), accept_broken=True)

    assert Override.objects.get().broken == list(caught.value.sentences)
    assert coming.label in caught.value.sentences[0]


def test_accepting_takes_the_place(call, confirmed):
    invitation = first_invitation(call)

    accept_place(invitation=invitation)

    invitation.refresh_from_db()
    place = places_of(call).first()
    assert (invitation.reply, place.state) == (Reply.ACCEPTED, PlaceState.ACCEPTED)


def test_accepting_twice_is_accepting_once(call, confirmed):
    invitation = first_invitation(call)

    accept_place(invitation=invitation)
    accept_place(invitation=invitation)

    assert [e.tag for e in events_about(call)].count("place:accepted") == 1


def test_an_answer_stands(call, confirmed):
    invitation = first_invitation(call)
    accept_place(invitation=invitation)

    with pytest.raises(RefusalError, match="Your first answer stands"):
        decline(invitation=invitation, reason="time")
    assert places_of(call).first().state == PlaceState.ACCEPTED


def test_the_panel_is_formed_when_the_last_person_accepts(call, confirmed):
    for place in places_of(call):
        accept_place(invitation=place.invitations.get())

    call.refresh_from_db()
    assert call.state == CallState.FORMED
    assert events_about(call)[-1].tag == "panel:formed"


def test_declining_makes_room_and_somebody_steps_in_under_the_same_targets(call, confirmed):
    invitation = first_invitation(call)
    decline(invitation=invitation, reason="dates", words="I work on Tuesdays.")
    assert states(call)[0] == PlaceState.VACANT

    assert fill_vacant_places() == 1

    panel = [Chair(place.person, place.seat) for place in places_of(call)]
    assert states(call) == [PlaceState.OFFERED] * call.size
    assert breaches(call, panel) == []
    assert invitation.person not in [chair.person for chair in panel]


def test_nobody_is_offered_a_place_twice(call, confirmed):
    for _ in range(3):
        decline(invitation=first_invitation(call), reason="time")
        fill_vacant_places()

    asked = list(Invitation.objects.filter(ask=Ask.PLACE).values_list("person", flat=True))
    assert len(asked) == len(set(asked))


def test_a_replacement_is_a_run_of_its_own(call, confirmed):
    decline(invitation=first_invitation(call), reason="time")
    fill_vacant_places()

    newest = Invitation.objects.filter(ask=Ask.PLACE).order_by("pk").last()
    assert newest.run is not None
    assert newest.run != confirmed.run


def test_an_invitation_runs_out_and_somebody_else_is_asked(call, confirmed):
    invitation = first_invitation(call)
    Invitation.objects.filter(pk=invitation.pk).update(
        expires_at=timezone.now() - dt.timedelta(minutes=1)
    )

    assert lapse_invitations() == 1
    assert fill_vacant_places() == 1

    invitation.refresh_from_db()
    assert invitation.reply == Reply.LAPSED
    with pytest.raises(RefusalError, match="has run out"):
        accept_place(invitation=invitation)


def test_the_place_of_a_closed_account_is_offered_to_somebody_else(call, confirmed):
    invitation = first_invitation(call)
    accept_place(invitation=invitation)
    invitation.person.is_active = False
    invitation.person.save()

    assert (lapse_invitations(), fill_vacant_places(), lapse_invitations()) == (1, 1, 0)
    assert places_of(call).first().person != invitation.person


def test_when_nobody_can_step_in_it_is_said_once_and_why(call, confirmed):
    PoolEntry.objects.exclude(person__places__call=call).update(left_at=timezone.now())
    decline(invitation=first_invitation(call), reason="time")

    fill_vacant_places()
    fill_vacant_places()

    place = places_of(call).first()
    assert (place.state, len(place.advice) > 0) == (PlaceState.VACANT, True)
    assert [e.tag for e in events_about(call)].count("place:unfilled") == 1


def test_a_chair_nobody_could_fill_can_be_given_by_hand_with_a_reason(
    call, confirmed, convener, pool
):
    outside = next(p for p in pool if not p.places.exists())
    PoolEntry.objects.exclude(person__places__call=call).update(left_at=timezone.now())
    decline(invitation=first_invitation(call), reason="time")
    fill_vacant_places()
    PoolEntry.objects.filter(person=outside).update(left_at=None)
    place = places_of(call).first()

    fill_place_by_hand(
        draw=confirmed, place=place, person=outside, reason="Came back.", by=convener,
        key=uuid4(), accept_broken=True,
    )  # fmt: skip

    place.refresh_from_db()
    assert (place.state, place.person) == (PlaceState.OFFERED, outside)
    assert len(panel_of(confirmed)) == call.size


def test_nobody_who_left_the_pool_is_put_on_a_chair_by_hand(call, confirmed, convener, pool):
    gone = next(p for p in pool if not p.places.exists())
    decline(invitation=first_invitation(call), reason="time")
    leave_pool(call=call, person=gone)

    with pytest.raises(RefusalError, match="left the pool"):
        fill_place_by_hand(
            draw=confirmed, place=places_of(call).first(), person=gone, reason="Knows it.",
            by=convener, key=uuid4(), accept_broken=True,
        )  # fmt: skip

    assert not gone.invitations.exists()


def test_giving_up_an_accepted_place_makes_room(call, confirmed):
    invitation = first_invitation(call)
    accept_place(invitation=invitation)

    give_up_place(invitation=invitation, reason="access")
    give_up_place(invitation=invitation, reason="access")

    invitation.refresh_from_db()
    assert (invitation.reply, states(call)[0]) == (Reply.DECLINED, PlaceState.VACANT)
    assert [e.tag for e in events_about(call)].count("place:declined") == 1


def test_a_question_is_asked_once_and_answered_once_by_mail(call, confirmed, convener):
    invitation = first_invitation(call)
    key = uuid4()
    ask_question(invitation=invitation, text="Is there parking?", key=key)
    ask_question(invitation=invitation, text="Is there parking?", key=key)
    question = Question.objects.get()

    assert answer_question(question=question, answer="Yes, behind the hall.", by=convener)
    assert not answer_question(question=question, answer="No.", by=convener)

    letter = Message.objects.get(purpose="question_answered")
    assert letter.address == invitation.person.email
    assert "Yes, behind the hall." in letter.body
