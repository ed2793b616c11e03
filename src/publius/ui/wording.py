"""Dates, money, shares and chances in the words people use."""

import datetime
import re
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

# Chances above a half as people say them; nobody says "5 in 10".
LIKELY = ((1, 2), (6, 10), (2, 3), (7, 10), (3, 4), (8, 10), (9, 10))

SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
REST = 15  # words; less than that is not worth a fold


def plain_date(when: datetime.date | None) -> str:
    """``23 November 2026``; with a time ``23 November 2026, 2:30pm``; nothing for nothing."""
    if not when:
        return ""
    if not isinstance(when, datetime.datetime):
        return date_format(when, "j F Y")
    local = timezone.localtime(when) if timezone.is_aware(when) else when
    return date_format(local, "j F Y, P").replace(" a.m.", "am").replace(" p.m.", "pm")


def money(amount: Decimal | float | None, sign: str = "£") -> str:
    """Pounds, with pence only where there are some: ``£15``, ``£1,250``, ``£12.50``."""
    if amount is None or amount == "":
        return ""
    exact = Decimal(str(amount)).quantize(Decimal("0.01"))
    minus = "−" if exact < 0 else ""
    pattern = "{:,.0f}" if exact == exact.to_integral_value() else "{:,.2f}"
    return f"{minus}{sign}{pattern.format(abs(exact))}"


def percent(share: float | None) -> str:
    """A share from 0 to 1 in whole per cent, never rounded to a false nothing or everything."""
    if share is None:
        return ""
    if 0 < share < 0.01:
        return _("less than 1%")
    if 0.99 < share < 1:
        return _("more than 99%")
    return f"{share * 100:.0f}%"


def chance(share: float | None) -> str:
    """A chance as people say it: ``1 in 4``, ``2 in 3``, ``certain``, ``none``."""
    if share is None:
        return ""
    if share <= 0:
        return _("none")
    if share >= 1:
        return _("certain")
    if share > 0.5:
        said, whole = min(LIKELY, key=lambda pair: abs(share - pair[0] / pair[1]))
        return _("%(said)s in %(whole)s") % {"said": said, "whole": whole}
    return _("1 in %(many)s") % {"many": f"{round(1 / share):,}"}


def opening(text: str, words: int = 12) -> str:
    """The first sentences of a text, until they have so many words; the whole of a short text.

    >>> opening("We need you. You ride a bike. " + "You know it all. " * 5, words=5)
    'We need you. You ride a bike.'
    """
    return _divide(text, words)[0]


def after_opening(text: str, words: int = 12) -> str:
    """What ``opening`` left: so a page can show the beginning and fold the rest.

    >>> after_opening("We need you. You ride a bike.", words=5)
    ''
    """
    return _divide(text, words)[1]


def _divide(text: str, words: int) -> tuple[str, str]:
    for end in SENTENCE_END.finditer(text):
        before, after = text[: end.start()], text[end.end() :]
        if len(before.split()) >= words:
            return (before, after) if len(after.split()) >= REST else (text, "")
    return text, ""
