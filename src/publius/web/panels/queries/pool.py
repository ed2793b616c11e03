"""Who is interested, which seats they offer to fill, and where people are missing."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from publius.web.calls.models import Call, Importance, Seat
from publius.web.calls.queries import seats_of
from publius.web.directory.models import Role, RoleName

from ..models import PoolEntry, SeatOffer


def has_general_places(call: Call) -> bool:
    """True where somebody may be in the group without filling one of the seats."""
    return sum(seat.maximum for seat in seats_of(call)) < call.size


def entry_of(user, call: Call) -> PoolEntry | None:
    """What this user told the call, whether or not they have left since."""
    entries = PoolEntry.objects.visible_to(user).filter(call=call, person=user)
    return entries.prefetch_related("seat_offers__seat").first()


def pool_of(call: Call) -> QuerySet[PoolEntry]:
    """Everybody who is interested now and has an open account.

    Whoever has come to run the call since is in it no more: they choose, so they are not chosen.
    """
    running = Role.objects.living().filter(
        role=RoleName.CONVENER, organisation__engagements__calls=call
    )
    offers = SeatOffer.objects.select_related("seat").order_by("seat__order", "seat__pk")
    return (
        PoolEntry.objects.living()
        .filter(call=call, person__is_active=True)
        .exclude(person__in=running.values("person"))
        .select_related("person__area")
        .prefetch_related(Prefetch("seat_offers", queryset=offers))
    )


def offered_seats(entry: PoolEntry) -> list[int]:
    """The seats this person can be drawn for: offered and not ruled out."""
    return [offer.seat_id for offer in entry.seat_offers.all() if offer.ruled_out_at is None]


@dataclass(frozen=True)
class SeatSupply:
    """How many people in the pool could fill a seat, beside how many it needs."""

    seat: Seat
    people: int

    @property
    def is_must(self) -> bool:
        return self.seat.importance == Importance.MUST

    @property
    def missing(self) -> int:
        return max(0, self.seat.minimum - self.people) if self.is_must else 0


def seat_supplies(call: Call, entries: Iterable[PoolEntry]) -> list[SeatSupply]:
    counts = Counter(seat for entry in entries for seat in offered_seats(entry))
    return [SeatSupply(seat, counts[seat.pk]) for seat in seats_of(call)]


def interests_of(user) -> QuerySet[PoolEntry]:
    """The pools this user is in now, with rulings about their seats."""
    mine = PoolEntry.objects.visible_to(user).living().filter(person=user)
    return mine.select_related("call__engagement__organisation").prefetch_related(
        "seat_offers__seat"
    )


def seat_offer_of(call: Call, key: int) -> SeatOffer | None:
    """One offer of somebody who is in the pool of this call."""
    offers = SeatOffer.objects.filter(entry__call=call, entry__left_at__isnull=True)
    return offers.filter(pk=key).select_related("entry__person", "entry__call", "seat").first()
