"""Bringing a question to a person, the way they chose: by e-mail, text message, letter or phone.

E-mails and text messages wait in the outbox. Letters wait to be printed, phone calls to be made.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _l

from publius.web.alerts.links import stop_link
from publius.web.notify.actions import queue_message
from publius.web.people.contact import Contact
from publius.web.people.models import ContactRoute, Purpose
from publius.web.people.queries import contact_of

from ..codes import digest_of, new_token
from ..letters import invitation_letter, reminder_letter
from ..models import Ask, Invitation, InvitationLink
from ..short_codes import digests_of, new_code
from ..text_messages import invitation_text

# How the sentence "You get this message because ..." goes on.
WHY = {
    Ask.INTEREST: _l("you agreed that bodies whose calls need you may write to you"),
    Ask.PLACE: _l("you said that you are interested in this call"),
}
BY_MACHINE = (ContactRoute.EMAIL, ContactRoute.SMS)
KIND_HOUR = dt.time(10)  # nobody is reminded at night


@dataclass(frozen=True)
class NewInvitation:
    """An invitation with what only this moment knows: its token and where it goes."""

    invitation: Invitation
    token: str
    contact: Contact


def new_invitation(*, expires_at: dt.datetime, **facts: Any) -> NewInvitation:
    """Write an invitation down, in the caller's transaction; `bring` sends it off."""
    token, contact, now = new_token(), contact_of(facts["person"]), timezone.now()
    invitation = Invitation.objects.create(
        token_digest=digest_of(token),
        route=contact.route,
        sent_at=now,
        expires_at=expires_at,
        remind_at=half_way(now, expires_at) if contact.route in BY_MACHINE else None,
        **facts,
    )
    return NewInvitation(invitation, token, contact)


def half_way(sent: dt.datetime, until: dt.datetime) -> dt.datetime | None:
    """When to remind: on the day that PUBLIUS_REMINDER says, at ten in the morning."""
    if not settings.REMINDER:
        return None
    middle = sent + (until - sent) * settings.REMINDER
    day = timezone.localdate(middle)
    kind = timezone.make_aware(dt.datetime.combine(day, KIND_HOUR))
    return kind if sent < kind < until else middle


def bring(
    asked: NewInvitation,
    *,
    words: Sequence[str] = (),
    is_by_lot: bool = False,
    because: str = "",
) -> None:
    """Put the message into the outbox, where the person's way is one that a machine goes."""
    invitation = asked.invitation
    if invitation.route == ContactRoute.SMS:
        _text(invitation, asked.contact, purpose="invitation")
    elif invitation.route == ContactRoute.EMAIL:
        letter = invitation_letter(
            invitation, asked.token, list(words), is_by_lot=is_by_lot, because=because
        )
        _mail(invitation, letter, purpose="invitation")


def bring_reminder(invitation: Invitation) -> None:
    """The same question again, with a link of its own: the first one was never kept."""
    if invitation.route == ContactRoute.SMS:
        _text(invitation, contact_of(invitation.person), purpose="reminder")
        return
    token = new_token()
    add_link(invitation, digest_of(token))
    _mail(invitation, reminder_letter(invitation, token), purpose="reminder")


def bring_by_mail(invitation: Invitation, **reasons: Any) -> None:
    """By e-mail after all, where the way a person chose does not reach them."""
    token = new_token()
    add_link(invitation, digest_of(token))
    letter = invitation_letter(invitation, token, list(reasons.pop("words")), **reasons)
    _mail(invitation, letter, purpose="invitation")


def new_short_link(invitation: Invitation) -> str:
    """A code to type that leads to this invitation; only its digest is kept."""
    code = new_code()
    add_link(invitation, digests_of(code)[0])
    return code


def add_link(invitation: Invitation, digest: str) -> None:
    InvitationLink.objects.create(invitation=invitation, digest=digest, made_at=timezone.now())


def _text(invitation: Invitation, contact: Contact, *, purpose: str) -> None:
    code = new_short_link(invitation)
    body = invitation_text(invitation, code, is_reminder=purpose == "reminder")
    _queue(
        invitation,
        purpose,
        channel="sms",
        address=contact.number,
        subject=invitation.call.title,
        body=body,
        agreement=" ".join([Purpose.OTHER_ROUTES, *_agreements(invitation)]),
    )


def _mail(invitation: Invitation, letter: tuple[str, str], *, purpose: str) -> None:
    subject, body = letter
    _queue(
        invitation,
        purpose,
        subject=subject,
        body=body,
        agreement=" ".join(_agreements(invitation)),
        stop_link=stop_link(invitation.person) if invitation.ask == Ask.INTEREST else "",
    )


def _agreements(invitation: Invitation) -> list[str]:
    """What a person must still agree to when the message goes out."""
    return [Purpose.CALL_ALERTS] if invitation.ask == Ask.INTEREST else []


def _queue(invitation: Invitation, purpose: str, **message: str) -> None:
    queue_message(
        purpose=f"{purpose}_{invitation.ask}",
        person=invitation.person,
        secret=True,
        dedupe_key=f"{purpose}:{invitation.pk}",
        why=WHY[Ask(invitation.ask)],
        **message,
    )
