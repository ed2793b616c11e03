"""Asking people: whether they are interested, and whether they take a place."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publius.web.calls.models import Call, CallState, Seat
from publius.web.ledger.actions import record_event
from publius.web.ledger.models import Run
from publius.web.ledger.tags import Tag
from publius.web.people.models import Person

from ..models import Ask, Invitation, Place
from ..queries.invitations import (
    asked_since,
    fits_seat,
    matched_people,
    people_who_may_be_asked,
    words_that_matched,
)
from ..queries.places import reason_of_choice
from ..queries.pool import entry_of
from ..refusals import RefusalError
from .delivery import bring, new_invitation

MOST_A_DAY = 200  # interest invitations by one convener
INTEREST_DAYS = 21


@dataclass(frozen=True)
class Asked:
    """What came of asking several people. Nobody is named: only counts go back."""

    sent: int
    asked_before: int
    may_not_be_asked: int


@transaction.atomic
def invite_to_pool(*, call: Call, seat: Seat, public_ids: Iterable[str], by: Person) -> Asked:
    """Ask matched people whether they are interested; one invitation per person and call."""
    if call.state not in (CallState.OPEN, CallState.CLOSED):
        raise RefusalError(_("This call does not take new people. Nobody was asked."))
    people = list(matched_people(call, public_ids).order_by("pk"))
    return ask_people(call=call, seat=seat, people=people, by=by)


def ask_people(*, call: Call, seat: Seat, people: Sequence[Person], by: Person) -> Asked:
    """Ask these people in the caller's transaction; the caller has seen to it who they are."""
    allowed = set(people_who_may_be_asked(p.public_id for p in people).values_list("pk", flat=True))
    reachable = [person for person in people if person.pk in allowed]
    _refuse_too_many(by, len(reachable))
    sent = sum(_ask(call, seat, person, by) for person in reachable)
    return Asked(sent, len(reachable) - sent, len(people) - len(reachable))


def _refuse_too_many(by: Person, more: int) -> None:
    today = asked_since(by, timezone.now() - dt.timedelta(days=1))
    if today + more > MOST_A_DAY:
        left = max(0, MOST_A_DAY - today)
        sentence = _(
            "You can ask %(most)d people in a day, so %(left)d more today. Nobody was asked. "
            "Choose fewer people, or go on tomorrow."
        )
        raise RefusalError(sentence % {"most": MOST_A_DAY, "left": left})


def _ask(call: Call, seat: Seat, person: Person, by: Person) -> bool:
    """False where this person was asked before or is interested already."""
    entry = entry_of(person, call)
    if entry is not None and entry.left_at is None:
        return False
    facts = {"call": call, "person": person, "ask": Ask.INTEREST, "seat": seat, "sent_by": by}
    try:
        with transaction.atomic():
            asked = new_invitation(expires_at=_until(call), **facts)
    except IntegrityError:
        return False
    words = words_that_matched(person, seat)
    bring(asked, words=words, is_by_lot=not fits_seat(person, seat))
    record_event(Tag.INTEREST_INVITED, call, actor=by, seat=seat.pk, person=str(person.public_id))
    return True


def _until(call: Call) -> dt.datetime:
    """The end of the call's last day; three weeks where it has none or it is over."""
    today = timezone.localdate()
    if call.closes_on and call.closes_on >= today:
        return _end_of(call.closes_on)
    return _end_of(today + dt.timedelta(days=INTEREST_DAYS))


def _end_of(day: dt.date) -> dt.datetime:
    """The last second of a day where people are: "by Tuesday" means all of Tuesday."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time(23, 59, 59)))


def offer_place(*, place: Place, days: int, run: Run | None, by: Person | None) -> Invitation:
    """Invite the person on a place, in the caller's transaction."""
    asked = new_invitation(
        expires_at=_end_of(timezone.localdate() + dt.timedelta(days=days)),
        call=place.call,
        person=place.person,
        ask=Ask.PLACE,
        seat=place.seat,
        place=place,
        run=run,
        sent_by=by,
    )
    bring(asked, because=reason_of_choice(place.call, place.person))
    record_event(
        Tag.PLACE_OFFERED,
        place.call,
        actor=by,
        place=place.number,
        seat=place.seat_id,
        person=str(place.person.public_id),
        run=str(run.pk) if run else "",
    )
    return asked.invitation


def restart_clock(invitation: Invitation, on_top: dt.timedelta) -> Invitation:
    """Count the time to answer an offered place from now: only now does the question set out."""
    if invitation.ask == Ask.PLACE:
        time_given = timezone.localdate(invitation.expires_at) - timezone.localdate(
            invitation.sent_at
        )
        invitation.sent_at = timezone.now()
        invitation.expires_at = _end_of(timezone.localdate() + time_given + on_top)
        invitation.save(update_fields=["sent_at", "expires_at"])
    return invitation
