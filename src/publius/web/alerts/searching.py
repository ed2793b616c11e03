"""Which open calls an alert finds, by the ranking that finds people for calls."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from publius.matching import Band, Evidence, Fit, MatchingError, MemoryIndex, Profile, rank
from publius.web.calls.method import method_now
from publius.web.calls.models import Call, Seat
from publius.web.calls.queries import calls_looking_for_people

from .models import Alert
from .needs import evidence_of, filters_of, key_of, need_of, profiles_of

MOST_SEATS = 200  # that one alert finds
# An alert has a few words. Where only one of them meets a seat, by chance as often as not, the
# band is "possible": good enough to look through on a page, not to write a letter about.
ABOUT_IT = (Band.STRONG, Band.GOOD)
PERHAPS = (Band.POSSIBLE,)
Rows = tuple[list[Evidence], list[Profile]]


def open_now() -> QuerySet[Call]:
    """Every call that still takes interest today."""
    today = timezone.localdate()
    return (
        calls_looking_for_people()
        .filter(Q(closes_on=None) | Q(closes_on__gte=today))
        .select_related("engagement__organisation", "area")
    )


@dataclass(frozen=True)
class Find:
    """One seat of a call that an alert found, and how well it fits what was asked."""

    alert: Alert
    seat: Seat
    fit: Fit

    @property
    def call(self) -> Call:
        return self.seat.call


@dataclass
class OpenSeats:
    """The seats of the open calls, ready to be searched."""

    index: MemoryIndex
    seats: Mapping[int, Seat]

    def found_by(self, alert: Alert, bands: Collection[Band] = ABOUT_IT) -> list[Find]:
        """The seats that fit an alert in one of these bands, best first."""
        fits = [fit for fit in self._fits(alert) if fit.band in bands]
        fits.sort(key=lambda fit: -fit.score)
        return [Find(alert, self.seats[key_of(fit.person)], fit) for fit in fits]

    def _fits(self, alert: Alert) -> Collection[Fit]:
        """Each seat once, equals in the order of the library, which is that of a lot."""
        fits: dict[str, Fit] = {}
        for filters in filters_of(alert):
            try:
                ranking = rank(need_of(alert), self.index, top=MOST_SEATS, filters=filters)
            except MatchingError:  # a topic nothing can be found by finds nothing
                return []
            fits.update({fit.person: fit for fit in ranking.fits})
        return fits.values()


class KeptSeats:
    """Keeps the last index as long as the seats say what they said when it was made."""

    def __init__(self) -> None:
        self._kept: tuple[Rows, MemoryIndex] | None = None

    def current(self) -> OpenSeats:
        seats = _seats_of(open_now())
        rows = (evidence_of(seats), profiles_of(seats))
        kept = self._kept  # in a local name: another thread may put another one there
        if kept is None or kept[0] != rows:
            method = method_now()
            index = MemoryIndex(*rows, encoder=method.encoder, vocabulary=method.vocabulary)
            kept = self._kept = (rows, index)
        return OpenSeats(kept[1], {seat.pk: seat for seat in seats})


def _seats_of(calls: Iterable[Call]) -> list[Seat]:
    rows = Seat.objects.filter(call__in=calls).order_by("pk")
    return list(rows.select_related("area", "call__area", "call__engagement__organisation"))


kept_seats = KeptSeats()
