"""Filling vacant chairs, by the lot or by hand."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publius.web.calls.models import Call, Seat
from publius.web.ledger.actions import record_event, store_run
from publius.web.ledger.tags import Tag
from publius.web.people.models import Person

from ..models import Draw, Easing, Override, Place, PlaceState
from ..queries.breaches import breaches
from ..queries.draws import Chair, have_left, was_changed_by
from ..queries.places import held_places, people_already_offered, was_eased_by
from ..queries.stepping_in import SteppingIn
from ..refusals import RefusalError
from .decisions import BrokenTargetsError
from .invitations import offer_place
from .turns import wait_for_turn


class TakenMeanwhileError(Exception):
    """The chairs or the pool are not what they were; nothing of this attempt is kept."""


@transaction.atomic
def fill_places(
    *, draw: Draw, newcomers: Sequence[tuple[Person, int | None]], record: Mapping[str, Any]
) -> list[Place]:
    """Give the vacant chairs of a call to those whom the replacement lottery drew."""
    wait_for_turn(draw.call)
    if have_left(draw, [person for person, _seat in newcomers]):
        raise TakenMeanwhileError
    run = store_run(record)
    vacant = list(Place.objects.filter(call=draw.call, state=PlaceState.VACANT).order_by("number"))
    places = []
    for person, seat in newcomers:
        place = _chair_for(seat, vacant)
        vacant.remove(place)
        places.append(_take(place, person, seat))
    for place in places:
        offer_place(place=place, days=draw.reply_days, run=run, by=None)
    return places


@transaction.atomic
def fill_eased_places(
    *,
    draw: Draw,
    found: SteppingIn,
    shown: str,
    reason: str,
    by: Person,
    key: uuid.UUID,
) -> int:
    """Fill chairs under targets that give way as a person agreed to; returns how many.

    `shown`: the fingerprint of what the person read. Where it is another by now, they look again.
    """
    wait_for_turn(draw.call)
    if was_eased_by(key):
        return 0
    if shown != found.fingerprint:
        raise RefusalError(
            _("The pool has changed meanwhile, so something else would give way. Look again.")
        )
    easing = Easing.objects.create(
        call=draw.call,
        sentences=list(found.eased_words),
        reason=reason,
        agreed_by=by,
        agreed_at=timezone.now(),
        posted_key=key,
    )
    record_event(
        Tag.TARGETS_EASED, draw.call, actor=by, easing=easing.pk, rules=len(found.eased_words)
    )
    try:
        return len(fill_places(draw=draw, newcomers=found.newcomers, record=found.record))
    except TakenMeanwhileError as error:
        raise RefusalError(
            _("Somebody has taken a place or left meanwhile. Nothing was changed. Look again.")
        ) from error


def _chair_for(seat: int | None, vacant: Sequence[Place]) -> Place:
    """The vacant chair of this seat, or any: seats may be shared out anew."""
    if not vacant:
        raise TakenMeanwhileError
    return next((place for place in vacant if place.seat_id == seat), vacant[0])


def _take(place: Place, person: Person, seat: int | None) -> Place:
    free = Place.objects.filter(pk=place.pk, state=PlaceState.VACANT)
    try:
        with transaction.atomic():
            taken = free.update(
                person=person,
                seat=seat,
                state=PlaceState.OFFERED,
                changed_at=timezone.now(),
                stuck_at=None,
                advice=[],
            )
    except IntegrityError as error:
        raise TakenMeanwhileError from error
    if taken != 1:
        raise TakenMeanwhileError
    return Place.objects.select_related("call", "seat", "person").get(pk=place.pk)


@transaction.atomic
def give_up_filling(*, call: Call, advice: Sequence[str]) -> None:
    """Say that nobody can step in, until somebody joins the pool or a person tries again."""
    empty = Place.objects.filter(call=call, state=PlaceState.VACANT, stuck_at__isnull=True)
    numbers = list(empty.values_list("number", flat=True))
    if empty.update(stuck_at=timezone.now(), advice=list(advice)):
        record_event(Tag.PLACE_UNFILLED, call, places=numbers)


@transaction.atomic
def try_filling_again(*, call: Call) -> None:
    Place.objects.filter(call=call, state=PlaceState.VACANT).update(stuck_at=None, advice=[])


@transaction.atomic
def fill_place_by_hand(
    *,
    draw: Draw,
    place: Place,
    person: Person,
    reason: str,
    by: Person,
    key: uuid.UUID,
    accept_broken: bool = False,
) -> None:
    """Offer a vacant chair to somebody a convener chose, with a reason that stays on record."""
    wait_for_turn(draw.call)
    if was_changed_by(key):
        return
    if person.pk in people_already_offered(draw.call):
        raise RefusalError(_("This person was offered a place before. Nobody is asked twice."))
    if have_left(draw, [person]):
        raise RefusalError(_("This person has left the pool. Choose somebody else."))
    held = [Chair(p.person, p.seat) for p in held_places(draw.call)]
    chairs = [*held, Chair(person, place.seat, was_put_in=True)]
    broken = breaches(draw.call, chairs, is_complete=False)
    if broken and not accept_broken:
        raise BrokenTargetsError(broken)
    try:
        taken = _take(place, person, place.seat_id)
    except TakenMeanwhileError as error:
        raise RefusalError(_("Somebody has taken this place meanwhile.")) from error
    _record_choice(draw, place.seat, person, reason, broken, by, key)
    offer_place(place=taken, days=draw.reply_days, run=None, by=by)


def _record_choice(
    draw: Draw,
    seat: Seat | None,
    person: Person,
    reason: str,
    broken: list[str],
    by: Person,
    key: uuid.UUID,
) -> None:
    Override.objects.create(
        draw=draw,
        put_in=person,
        seat=seat,
        reason=reason,
        broken=broken,
        made_by=by,
        made_at=timezone.now(),
        posted_key=key,
    )
    record_event(
        Tag.DRAW_EDITED, draw.call, actor=by, draw=draw.pk, put_in=str(person.public_id),
        broken=len(broken),
    )  # fmt: skip
