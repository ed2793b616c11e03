"""One call in which something is broken does not hold up the others."""

import datetime as dt

import pytest
from django.utils import timezone

from publius.web.ledger.models import Event
from publius.web.ledger.tags import Tag
from publius.web.panels.actions.replies import decline
from publius.web.panels.actions.troubles import put_off_filling
from publius.web.panels.models import Draw, Invitation, Place, PlaceState, Reply
from publius.web.panels.tasks import fill_vacant_places, lapse_invitations, places
from tests.factories import CallFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def broken_call(call):
    """A second call with a confirmed group and an empty chair."""
    other = CallFactory(engagement=call.engagement, size=2)
    Draw.objects.create(
        call=other, seed=1, salt="", requested_at=timezone.now(), decision="confirmed"
    )
    Place.objects.create(call=other, number=1, changed_at=timezone.now(), person=PersonFactory(),
                         state=PlaceState.ACCEPTED)  # fmt: skip
    Place.objects.create(call=other, number=2, changed_at=timezone.now())
    return other


@pytest.fixture
def vacancy(call, confirmed):
    decline(invitation=Invitation.objects.filter(call=call)[0], reason="time")
    return Place.objects.get(call=call, state=PlaceState.VACANT)


def break_it(monkeypatch, broken_call):
    real = places.who_steps_in

    def who_steps_in(draw, **limits):
        if draw.call == broken_call:
            raise ZeroDivisionError
        return real(draw, **limits)

    monkeypatch.setattr(places, "who_steps_in", who_steps_in)


def test_the_other_calls_are_filled_and_the_broken_one_is_put_off(
    vacancy, broken_call, monkeypatch
):
    break_it(monkeypatch, broken_call)

    assert fill_vacant_places() == 1

    vacancy.refresh_from_db()
    empty = Place.objects.get(call=broken_call, number=2)
    assert (vacancy.state, empty.state, empty.tries) == (PlaceState.OFFERED, PlaceState.VACANT, 1)
    assert Event.objects.get(tag=Tag.WORK_PUT_OFF).subject_id == str(broken_call.pk)


def test_it_is_tried_again_after_a_pause_and_not_before(vacancy, broken_call, monkeypatch):
    break_it(monkeypatch, broken_call)
    fill_vacant_places()
    fill_vacant_places()
    assert Event.objects.filter(tag=Tag.WORK_PUT_OFF).count() == 1

    Place.objects.filter(call=broken_call).update(put_off_until=timezone.now())
    fill_vacant_places()

    assert Event.objects.filter(tag=Tag.WORK_PUT_OFF).count() == 2


def test_each_pause_is_twice_as_long_up_to_four_hours(broken_call):
    pauses = []
    for _ in range(12):
        put_off_filling(call=broken_call, error=ZeroDivisionError())
        chair = Place.objects.get(call=broken_call, number=2)
        pauses.append(round((chair.put_off_until - timezone.now()) / dt.timedelta(minutes=1)))

    assert pauses == [1, 2, 4, 8, 16, 32, 64, 128, 240, 240, 240, 240]


def test_an_invitation_that_breaks_does_not_keep_others_from_running_out(
    call, confirmed, monkeypatch
):
    first, second = Invitation.objects.filter(call=call).order_by("pk")[:2]
    Invitation.objects.filter(pk__in=[first.pk, second.pk]).update(expires_at=timezone.now())
    real = places.lapse

    def lapse(*, invitation):
        if invitation == first:
            raise ZeroDivisionError
        return real(invitation=invitation)

    monkeypatch.setattr(places, "lapse", lapse)

    assert lapse_invitations() == 1

    replies = [Invitation.objects.get(pk=i.pk).reply for i in (first, second)]
    assert replies == [Reply.NONE, Reply.LAPSED]
