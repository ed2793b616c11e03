"""In which order people who fit are shown and asked: bands, and inside a band a lot.

A score says which band somebody is in and no more: inside a band the order is drawn by lot, so
that it cannot be read as a rank. Whom too little is known of cannot fit anything yet; a share of
every shortlist is drawn from them, or they would stay unknown.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from publius.matching.errors import BadValueError
from publius.matching.records import Record
from publius.matching.results import Band, Fit

BEST_FIRST = tuple(Band)
EXPLORATION = 0.2
"""One place in five of a shortlist is for people of whom too little is known."""


def place_by_lot(band: Band, person: str, lot: str) -> tuple[int, str]:
    """Give somebody's place in a line-up, to sort by; ``lot`` names the drawing of the lot.

    >>> sorted(["Ada", "Bo", "Cy"], key=lambda name: place_by_lot(Band.GOOD, name, "run 7"))
    ['Bo', 'Cy', 'Ada']
    """
    drawn = hashlib.sha256(f"{len(lot)}:{lot}{person}".encode("utf-8", "replace")).hexdigest()
    return BEST_FIRST.index(band), drawn


@dataclass(frozen=True, slots=True)
class Shortlist(Record):
    """Whom to ask: those who fit, best band first, and newcomers drawn by lot."""

    fitting: tuple[str, ...]
    newcomers: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.fitting) + len(self.newcomers)


def shortlist(
    fits: Iterable[Fit],
    newcomers: Iterable[str],
    size: int,
    seed: int,
    exploration: float = EXPLORATION,
) -> Shortlist:
    """Choose ``size`` people to ask, a share of them by lot from ``newcomers``.

    Who is in the band "not enough" counts as a newcomer too. Where one side has too few, the
    other fills up. The same seed gives the same people whatever the order they came in.

    >>> fits = [Fit(name, 0.4, Band.STRONG, ()) for name in ("Ada", "Bo", "Cy", "Di", "Ed")]
    >>> found = shortlist(fits, ["New", "Newer"], 5, seed=1)
    >>> len(found.fitting), len(found.newcomers)
    (4, 1)
    """
    if size < 1:
        raise BadValueError("shortlist_size", size=size)
    if not 0 <= exploration <= 1:
        raise BadValueError("exploration", exploration=exploration)
    lot = str(seed)
    bands = {fit.person: fit.band for fit in fits}
    bands = dict.fromkeys(newcomers, Band.NOT_ENOUGH) | bands
    line = sorted(bands, key=lambda name: place_by_lot(bands[name], name, lot))
    known = [name for name in line if bands[name] is not Band.NOT_ENOUGH]
    unknown = [name for name in line if bands[name] is Band.NOT_ENOUGH]
    share = min(len(unknown), int(size * exploration + 0.5))
    fitting = known[: size - share]
    return Shortlist(tuple(fitting), tuple(unknown[: size - len(fitting)]))
