"""The four bands of fit in words: finer than this a score means nothing."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from publius.matching import PARAMETERS, Band


@dataclass(frozen=True)
class BandWords:
    """How a band is shown, what it means, and the lowest score in it."""

    label: Promise
    colour: str
    meaning: Promise
    starts_at: float


BANDS = {
    Band.STRONG: BandWords(
        _("Strong fit"),
        "green",
        _("Much of what the seat asks for."),
        PARAMETERS.strong,
    ),
    Band.GOOD: BandWords(
        _("Good fit"),
        "teal",
        _("A clear part of what the seat asks for."),
        PARAMETERS.good,
    ),
    Band.POSSIBLE: BandWords(
        _("Possible fit"),
        "yellow",
        _("Some of what the seat asks for, or so far nobody else confirms it."),
        PARAMETERS.possible,
    ),
    Band.NOT_ENOUGH: BandWords(
        _("Too little to tell"),
        "grey",
        _("A word or two in common. It does not say that they would not fit."),
        0.0,
    ),
}
FULL_BAR = 2 * PARAMETERS.strong  # a bar is full at twice the score where "strong" begins


def words_for(band: str) -> BandWords:
    return BANDS[Band(band)]


def bar_for(score: float) -> float:
    """How much of a fit bar a score fills, from 0 to 1."""
    return min(1.0, score / FULL_BAR)
