"""Joining and leaving the pool, and ruling people out for single seats."""

from collections.abc import Iterable

import rules
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publius.web.calls.models import Call, CallState, Seat
from publius.web.calls.queries import is_looking_for_people
from publius.web.ledger.actions import record_event
from publius.web.ledger.tags import Tag
from publius.web.people.models import Person

from ..models import Ask, Invitation, Place, PlaceState, PoolEntry, Route, SeatOffer
from ..queries.draws import undecided_draw
from ..queries.pool import has_general_places
from ..refusals import RefusalError
from .turns import wait_for_turn


@transaction.atomic
def join_pool(
    *,
    call: Call,
    person: Person,
    seats: Iterable[Seat],
    words: str = "",
    route: Route | None = None,
) -> PoolEntry:
    """Say "I'd be interested". Saying it again changes seats and words of the same entry."""
    seats = list(seats)
    refuse_if_not_welcome(call, person)
    if not seats and not has_general_places(call):
        raise RefusalError(_("Choose at least one seat. In this group everybody fills one."))
    now = timezone.now()
    entry, is_new = PoolEntry.objects.get_or_create(
        call=call,
        person=person,
        defaults={"joined_at": now, "words": words, "route": route or _route(call, person)},
    )
    came_back = PoolEntry.objects.filter(pk=entry.pk, left_at__isnull=False).update(
        left_at=None, joined_at=now
    )
    PoolEntry.objects.filter(pk=entry.pk).update(words=words)
    _offer_seats(entry, seats)
    if is_new or came_back:
        _try_empty_chairs_again(call)
        record_event(Tag.POOL_JOINED, call, actor=person, seats=len(seats), route=entry.route)
    entry.refresh_from_db()
    return entry


def refuse_if_not_welcome(call: Call, person: Person) -> None:
    """Raise where this call takes no interest (any more) from this person."""
    if not rules.test_rule("panels.join_pool", person, call):
        raise RefusalError(_("You run this call, so you cannot be in its group."))
    if not person.has_finished_sign_up:
        raise RefusalError(
            _("Finish signing up first: tell us what to call you and that you are 18.")
        )
    if is_looking_for_people(call):
        return
    was_asked = Invitation.objects.filter(call=call, person=person, ask=Ask.INTEREST).exists()
    if not (was_asked and call.state in (CallState.OPEN, CallState.CLOSED)):
        raise RefusalError(_("This call no longer takes new interest. Nothing was changed."))


def _route(call: Call, person: Person) -> Route:
    asked = Invitation.objects.filter(call=call, person=person, ask=Ask.INTEREST).exists()
    return Route.INVITED if asked else Route.FOUND


def _offer_seats(entry: PoolEntry, seats: list[Seat]) -> None:
    """Make the offers what was ticked. A seat that was ruled out stays ruled out."""
    offers = SeatOffer.objects.filter(entry=entry)
    offers.exclude(seat__in=seats).filter(ruled_out_at__isnull=True).delete()
    SeatOffer.objects.bulk_create(
        [SeatOffer(entry=entry, seat=seat) for seat in seats], ignore_conflicts=True
    )


def _try_empty_chairs_again(call: Call) -> None:
    """Somebody new may fit where nobody could step in before."""
    Place.objects.filter(call=call, state=PlaceState.VACANT).update(stuck_at=None)


@transaction.atomic
def leave_pool(*, call: Call, person: Person) -> None:
    """Take interest back. Leaving twice is leaving once."""
    wait_for_turn(call)
    if Place.objects.filter(call=call, person=person).exists():
        raise RefusalError(
            _("You hold a place in this group. Give it up first, under “Your replies and places”.")
        )
    entries = PoolEntry.objects.living().filter(call=call, person=person)
    if entries.update(left_at=timezone.now()):
        record_event(Tag.POOL_LEFT, call, actor=person)


@transaction.atomic
def rule_seat_out(*, offer: SeatOffer, by: Person, reason: str) -> None:
    """Keep a person from being drawn for one seat. They read the reason."""
    wait_for_turn(offer.entry.call)
    _refuse_while_deciding(offer.entry.call)
    changed = SeatOffer.objects.filter(pk=offer.pk, ruled_out_at__isnull=True).update(
        ruled_out_at=timezone.now(), ruled_out_by=by, ruled_out_reason=reason
    )
    if changed:
        _record_ruling(Tag.SEAT_RULED_OUT, offer, by)


@transaction.atomic
def rule_seat_in(*, offer: SeatOffer, by: Person) -> None:
    wait_for_turn(offer.entry.call)
    _refuse_while_deciding(offer.entry.call)
    changed = SeatOffer.objects.filter(pk=offer.pk, ruled_out_at__isnull=False).update(
        ruled_out_at=None, ruled_out_by=None, ruled_out_reason=""
    )
    if changed:
        _record_ruling(Tag.SEAT_RULED_IN, offer, by)


def _refuse_while_deciding(call: Call) -> None:
    if undecided_draw(call):
        raise RefusalError(
            _("A draw waits for a decision, so its pool stands. Confirm it or set it aside first.")
        )


def _record_ruling(tag: Tag, offer: SeatOffer, by: Person) -> None:
    person = str(offer.entry.person.public_id)
    record_event(tag, offer.entry.call, actor=by, seat=offer.seat_id, person=person)
