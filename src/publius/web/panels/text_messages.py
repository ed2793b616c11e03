"""The words of text messages. Each fits into two of them, with its link."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .models import Ask, Invitation

MOST = 306  # two joined text messages of the letters every phone knows (GSM 03.38)

# Typographic signs would make a message three times as dear; these say the same.
PLAIN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "..."})


def short_link(code: str) -> str:
    return settings.BASE_URL + reverse("panels:short", args=[code])


def invitation_text(invitation: Invitation, code: str, *, is_reminder: bool = False) -> str:
    """What the message asks, until when, and the link; only the title gives way to length."""
    facts = {
        "body": invitation.call.engagement.organisation.name,
        "until": date_format(timezone.localtime(invitation.expires_at), "l j F"),
        "link": short_link(code),
        "again": _("A reminder: ") if is_reminder else "",
    }
    frame = _place_frame() if invitation.ask == Ask.PLACE else _interest_frame()
    room = MOST - len(plain(frame % {**facts, "call": ""}))
    return plain(frame % {**facts, "call": shortened(plain(invitation.call.title), room)})


def _interest_frame() -> str:
    return _(
        "%(again)s%(body)s asks if you would be interested in: %(call)s. Read the offer and say "
        "yes or no by the end of %(until)s: %(link)s Opening it changes nothing."
    )


def _place_frame() -> str:
    return _(
        "%(again)s%(body)s offers you a place in: %(call)s. Say yes or no by the end of "
        "%(until)s: %(link)s Opening it changes nothing."
    )


def plain(text: str) -> str:
    return text.translate(PLAIN)


def shortened(text: str, room: int) -> str:
    """The text, cut with three dots where it is too long.

    >>> shortened("Where the bike lanes go", 12)
    'Where the...'
    """
    return text if len(text) <= room else f"{text[: max(0, room - 3)].rstrip()}..."
