"""What broke off is put off for a while, so that everything else goes on."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from publius.web.calls.models import Call
from publius.web.ledger.actions import record_event
from publius.web.ledger.tags import Tag

from ..models import Invitation, Place, PlaceState

FIRST_PAUSE = dt.timedelta(minutes=1)
LONGEST_PAUSE = dt.timedelta(hours=4)
MOST_DOUBLINGS = 10  # small enough for a database's smallest number


@transaction.atomic
def put_off_filling(*, call: Call, error: Exception) -> None:
    """Leave the empty chairs of one call alone for a while, each time for longer."""
    vacant = Place.objects.filter(call=call, state=PlaceState.VACANT)
    tries = max(vacant.values_list("tries", flat=True), default=0)
    vacant.update(tries=_one_more(tries), put_off_until=_later(tries))
    _record(call, error, tries)


@transaction.atomic
def put_off_release(*, place: Place, error: Exception) -> None:
    rows = Place.objects.filter(pk=place.pk)
    rows.update(tries=_one_more(place.tries), put_off_until=_later(place.tries))
    _record(place.call, error, place.tries)


@transaction.atomic
def put_off_invitation(*, invitation: Invitation, error: Exception) -> None:
    """Leave one invitation alone for a while; the others go on."""
    rows = Invitation.objects.filter(pk=invitation.pk)
    rows.update(tries=_one_more(invitation.tries), put_off_until=_later(invitation.tries))
    _record(invitation.call, error, invitation.tries)


def _later(tries: int) -> dt.datetime:
    """A minute from now, then two, then four, at most four hours."""
    return timezone.now() + min(FIRST_PAUSE * 2**tries, LONGEST_PAUSE)


def _one_more(tries: int) -> int:
    return min(tries + 1, MOST_DOUBLINGS)


def _record(call: Call, error: Exception, tries: int) -> None:
    record_event(Tag.WORK_PUT_OFF, call, error=type(error).__name__, tries=tries + 1)
