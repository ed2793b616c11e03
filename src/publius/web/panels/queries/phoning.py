"""Whom to ring next, with the one thing a caller needs to know of them: a name and a number."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from publius.web.calls.models import Call
from publius.web.directory.models import Role, RoleName
from publius.web.people.contact import Contact
from publius.web.people.models import ContactRoute
from publius.web.people.queries import contacts_of

from ..models import MOST_ATTEMPTS, Ask, Invitation, PhoneAttempt, PhoneOutcome, Reply
from .invitations import RELATED

PAUSE = dt.timedelta(hours=4)  # after nobody answered


@dataclass(frozen=True)
class ToRing:
    """One person in the queue: from when on, and what came of earlier attempts."""

    invitation: Invitation
    contact: Contact
    attempts: Sequence[PhoneAttempt]
    due_at: dt.datetime

    @property
    def left(self) -> int:
        return MOST_ATTEMPTS - len(self.attempts)


def to_ring(call: Call, now: dt.datetime) -> list[ToRing]:
    """Everybody who chose the phone and has not answered, in the order to ring them."""
    waiting = Invitation.objects.filter(
        call=call, route=ContactRoute.PHONE, reply=Reply.NONE, person__is_active=True
    )
    open_ones = [
        each
        for each in waiting.select_related(*RELATED).prefetch_related("phone_attempts")
        if each.expires_at > now or (each.ask == Ask.PLACE and not each.phone_attempts.all())
    ]
    contacts = contacts_of(each.person for each in open_ones)
    found = [_in_queue(each, contacts.get(each.person_id, Contact())) for each in open_ones]
    return sorted((each for each in found if each), key=lambda each: each.due_at)


def _in_queue(invitation: Invitation, contact: Contact) -> ToRing | None:
    """None where ringing is over, or no longer agreed to."""
    attempts = list(invitation.phone_attempts.all())
    last = attempts[-1] if attempts else None
    if contact.route != ContactRoute.PHONE or len(attempts) >= MOST_ATTEMPTS:
        return None
    if last and last.outcome == PhoneOutcome.WRONG_NUMBER:
        return None
    return ToRing(invitation, contact, attempts, _due(invitation, last))


def _due(invitation: Invitation, last: PhoneAttempt | None) -> dt.datetime:
    if last is None:
        return invitation.sent_at
    return last.call_back_at or last.at + PAUSE


def one_to_ring(call: Call, key: int, now: dt.datetime) -> ToRing | None:
    return next((each for each in to_ring(call, now) if each.invitation.pk == key), None)


def calls_to_ring_for(user) -> list[Call]:
    """The calls with people to ring, of the organisations this user rings or convenes for."""
    roles = Role.objects.living().filter(person=user, role__in=[RoleName.CALLER, RoleName.CONVENER])
    calls = Call.objects.visible_to(user).filter(
        engagement__organisation__in=roles.values("organisation"),
        invitations__route=ContactRoute.PHONE,
        invitations__reply=Reply.NONE,
    )
    return list(calls.distinct().select_related("engagement__organisation"))
