"""The seats of a call: adding, changing, ordering and removing them."""

import uuid
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from publius.web.people.models import Person

from ..gaps import Gap, NotReady
from ..models import Call, CallState, Seat
from .calls import STILL_CHANGING, settle_change
from .posting import save_once


@transaction.atomic
def save_seat(*, call: Call, by: Person, key: uuid.UUID, **fields: Any) -> Seat:
    """Add a seat, or change the one this form made; new seats come last."""
    _refuse_unless(
        call.state in STILL_CHANGING,
        _("The call is closed, so its seats stay as people answered to them. Nothing was changed."),
    )
    known = Seat.objects.filter(posted_key=key, call=call).first()
    order = known.order if known else call.seats.count() + 1
    seat = save_once(Seat, key=key, within={"call": call}, order=order, **fields)
    settle_change(call, by, ["seats"])
    return seat


@transaction.atomic
def remove_seat(*, seat: Seat, by: Person) -> None:
    """Take a seat out of a draft. Once published, people may already have offered to fill it."""
    _refuse_unless(
        seat.call.state == CallState.DRAFT,
        _(
            "A published seat cannot be removed: people may have offered to fill it. "
            "Set its minimum to 0 and mark it as good to have instead. Nothing was changed."
        ),
    )
    seat.delete()
    settle_change(seat.call, by, ["seats"])


@transaction.atomic
def place_seat(*, seat: Seat, place: int, by: Person) -> None:
    """Put a seat at a place of the list (1 is the first); asking twice changes nothing more."""
    others = list(seat.call.seats.exclude(pk=seat.pk))
    others.insert(max(0, place - 1), seat)
    for number, each in enumerate(others, start=1):
        each.order = number
    Seat.objects.bulk_update(others, ["order"])
    settle_change(seat.call, by, ["order"])


def _refuse_unless(fine: bool, sentence: str) -> None:
    if not fine:
        raise NotReady([Gap(sentence, "seats")])
