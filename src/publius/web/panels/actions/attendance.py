"""Who came, noted once by those who run the call; a second look may put it right."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from publius.web.calls.models import Call
from publius.web.ledger.actions import record_event
from publius.web.ledger.tags import Tag
from publius.web.people.models import Person

from ..models import Place, PlaceState


@transaction.atomic
def note_attendance(*, call: Call, came: Collection[int], by: Person) -> None:
    """`came`: the numbers of the places whose people came; everybody else who accepted did not."""
    accepted = Place.objects.filter(call=call, state=PlaceState.ACCEPTED)
    noted = {"came_noted_by": by, "came_noted_at": timezone.now()}
    there = accepted.filter(number__in=came).update(came=True, **noted)
    away = accepted.exclude(number__in=came).update(came=False, **noted)
    record_event(Tag.ATTENDANCE_NOTED, call, actor=by, came=there, away=away)
