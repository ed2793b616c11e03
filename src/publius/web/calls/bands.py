"""The four bands of fit in words: finer than this a score means nothing."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from publius.matching import Band
from publius.matching.lineup import place_by_lot

from .models import Match


@dataclass(frozen=True)
class BandWords:
    """How a band is shown, what it means, and how many of three steps of a bar it fills."""

    label: Promise
    colour: str
    meaning: Promise
    step: int


BANDS = {
    Band.STRONG: BandWords(
        _("Strong fit"),
        "green",
        _("Much of what the seat asks for."),
        3,
    ),
    Band.GOOD: BandWords(
        _("Good fit"),
        "teal",
        _("A clear part of what the seat asks for."),
        2,
    ),
    Band.POSSIBLE: BandWords(
        _("Possible fit"),
        "yellow",
        _("Some of what the seat asks for, or so far nobody else confirms it."),
        1,
    ),
    Band.NOT_ENOUGH: BandWords(
        _("Too little to tell"),
        "grey",
        _("A word or two in common. It does not say that they would not fit."),
        0,
    ),
}


def words_for(band: str) -> BandWords:
    return BANDS[Band(band)]


def order_of_lot(matches: Iterable[Match], lot: str) -> list[Match]:
    """Matches of one seat, band by band; inside a band in an order drawn by lot.

    The lot's name decides it, so a page can be turned and left and come back to.
    """

    def place(match: Match) -> tuple[int, str]:
        name = f"{lot}:{match.seat_id}"
        return place_by_lot(Band(match.band), match.person.public_id.hex, name)

    return sorted(matches, key=place)
