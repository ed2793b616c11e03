"""Rounding that keeps single people from being worked out of counts.

Measured on random tables: hiding small cells beside exact totals gives most of them away, while
rounding everything independently gives nearly none (ADR on small counts).
"""

from django.utils.translation import gettext as _

SMALL = 8
BASE = 5


def protected_count(people: int) -> str:
    """A count as it may be published: nothing, "fewer than 8", or the nearest five.

    >>> [str(protected_count(n)) for n in (0, 1, 7, 8, 12, 13)]
    ['0', 'fewer than 8', 'fewer than 8', '10', '10', '15']
    """
    if people == 0:
        return "0"
    if people < SMALL:
        return _("fewer than %(number)d") % {"number": SMALL}
    return str(rounded_count(people))


def rounded_count(people: int) -> int:
    """The same for pictures, which need a number: 1 to 7 all become 5.

    >>> [rounded_count(n) for n in (0, 1, 7, 8, 12, 13)]
    [0, 5, 5, 10, 10, 15]
    """
    if people == 0:
        return 0
    if people < SMALL:
        return BASE
    return BASE * max(2, (people + BASE // 2) // BASE)
