"""The words of a letter on paper, from an invitation and its code."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from publius.web.calls.models import Offer
from publius.web.people.contact import Contact

from ..letters import how_chosen, until_words
from ..models import Ask, Invitation
from ..text_messages import short_link


@dataclass(frozen=True)
class Letter:
    """One letter: plain paragraphs, and what leads to the answer."""

    address: tuple[str, ...]
    sender: str
    date: str
    heading: str
    opening: tuple[str, ...]
    how_to_answer: tuple[str, ...]
    offer: tuple[tuple[str, str], ...]  # what it is about, what is offered
    closing: tuple[str, ...]
    link: str  # what the square holds
    typed: str  # the address to type
    code: str
    large_print: bool


def letter_of(
    invitation: Invitation,
    contact: Contact,
    code: str,
    *,
    today: dt.date,
    because: str = "",
    large_print: bool = False,
) -> Letter:
    call = invitation.call
    facts = {
        "body": call.engagement.organisation.name,
        "call": call.title,
        "seat": invitation.seat.title if invitation.seat else _("a member of the group"),
        "until": until_words(invitation),
        "name": invitation.person.display_name or contact.name,
        "service": settings.SERVICE_NAME,
    }
    offer = Offer.objects.filter(call=call).first()
    return Letter(
        address=tuple(contact.lines),
        sender=facts["body"],
        date=date_format(today, "j F Y"),
        heading=_heading(invitation) % facts,
        opening=tuple(text % facts for text in _opening(invitation, because)),
        how_to_answer=tuple(text % facts for text in _how_to_answer(offer)),
        offer=_offer_lines(offer),
        closing=tuple(text % facts for text in _closing(invitation)),
        link=short_link(code),
        typed=settings.BASE_URL.split("//")[-1] + reverse("panels:short_start").rstrip("/"),
        code=code,
        large_print=large_print or contact.large_print,
    )


def _heading(invitation: Invitation) -> str:
    if invitation.ask == Ask.PLACE:
        return _("You are offered a place: %(call)s")
    return _("Would you be interested? %(call)s")


def _opening(invitation: Invitation, because: str) -> list[str]:
    hello, summary = _("Hello %(name)s,"), invitation.call.summary.replace("%", "%%")
    if invitation.ask == Ask.PLACE:
        said = _("You said you were interested in “%(call)s” by %(body)s.")
        how = how_chosen(invitation, because).replace("%", "%%")
        return [hello, f"{said} {how}", summary]
    why = _("%(body)s has something to decide and is looking for people who know about it.")
    seat = _("They are looking for: %(seat)s. What you told %(service)s fits.")
    return [hello, why, summary, seat]


def _how_to_answer(offer: Offer | None) -> list[str]:
    lines = [
        _(
            "Point the camera of a phone at the square, or type the address and the code beside "
            "it. Reading changes nothing: you answer on the page that opens."
        ),
        _("Please answer by %(until)s."),
    ]
    if offer and offer.contact:
        ask = _("Rather talk to somebody? %(contact)s") % {"contact": offer.contact}
        lines.append(ask.replace("%", "%%"))
    return lines


def _offer_lines(offer: Offer | None) -> tuple[tuple[str, str], ...]:
    if offer is None:
        return ()
    lines = (
        (_("Time"), offer.time_asked),
        (_("When and where"), offer.when_and_where),
        (_("Pay"), offer.pay),
        (_("Expenses"), offer.expenses),
        (_("Access"), offer.access_support),
        (_("Benefits"), offer.benefits_warning),
    )
    return tuple((title, text) for title, text in lines if text)


def _closing(invitation: Invitation) -> list[str]:
    if invitation.ask == Ask.PLACE:
        return [
            _(
                "After that day the place is offered to somebody else. Saying no has no "
                "consequences for you."
            )
        ]
    return [
        _(
            "There is no duty to answer, and saying no has no consequences for you. Being "
            "interested is not yet a place: the group is made up from those who are."
        )
    ]
