"""Keeping what explains a match, and answering why somebody is not on a list."""

import datetime as dt
from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils import timezone

from publius.web.ledger.actions import record_event
from publius.web.ledger.tags import Tag
from publius.web.people.models import Person

from ..explaining import MatchExplained
from ..models import Inquiry, Match, Seat


@transaction.atomic
def keep_explanations(*, found: Iterable[MatchExplained], at: dt.datetime) -> int:
    """Store what goes with matches; one that was replaced meanwhile is explained anew."""
    return sum(
        Match.objects.filter(pk=each.match.pk, explained_at=None).update(
            raises=each.raises, unmet=each.unmet, explained_at=at
        )
        for each in found
    )


@transaction.atomic
def ask_why_not(*, seat: Seat, person: Person, by: Person) -> Inquiry:
    """Ask why a person is not on the list of a seat; while one waits it is that one.

    Whom somebody may ask about is for the caller to see to.
    """
    try:
        with transaction.atomic():
            inquiry = Inquiry.objects.create(
                call=seat.call, seat=seat, person=person, asked_by=by, asked_at=timezone.now()
            )
    except IntegrityError:
        return Inquiry.objects.filter(seat=seat, person=person).latest("asked_at", "pk")
    record_event(Tag.ABSENCE_ASKED, seat.call, actor=by, seat=seat.pk, person=str(person.public_id))
    return inquiry


@transaction.atomic
def answer_inquiry(*, inquiry: Inquiry, causes: list[str]) -> None:
    if Inquiry.objects.still_claimed(inquiry).select_for_update().first() is not None:
        inquiry.finish(timezone.now(), causes=causes)
