"""Who can be asked for a seat: people who fit it, and newcomers of whom too little is known."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from publius.matching import Band, Fit
from publius.matching.lineup import place_by_lot
from publius.web.calls.models import Call, Match, Seat
from publius.web.directory.models import Role, RoleName
from publius.web.people.models import Area, Person, Purpose
from publius.web.people.queries import people_with_consent

from ..models import Ask, Invitation, PoolEntry, SeatOffer, Shortlist, Shortlisted


@dataclass(frozen=True)
class Reachable:
    """Who can be asked for one seat, by key of the person, and under which name."""

    fits: dict[int, Fit]
    newcomers: dict[int, str]

    def __len__(self) -> int:
        return len(self.fits) + len(self.newcomers)

    def in_order(self, lot: str) -> list[int]:
        """Everybody as a shortlist would line them up, newcomers last."""
        line = sorted(
            self.fits,
            key=lambda key: place_by_lot(self.fits[key].band, self.fits[key].person, lot),
        )
        return [*line, *self.newcomers]


def reachable(seat: Seat) -> Reachable:
    """Those who agreed to be written to about calls and were not asked about this one yet."""
    people = _may_be_asked(seat.call)
    keys = dict(people.values_list("pk", "public_id"))
    fits = {
        person: Fit(keys[person].hex, score, Band(band), ())
        for person, score, band in Match.objects.filter(seat=seat)
        .exclude(band=Band.NOT_ENOUGH)
        .values_list("person", "score", "band")
        if person in keys
    }
    known = Match.objects.filter(seat__call=seat.call).exclude(band=Band.NOT_ENOUGH)
    new = _from_around(people, seat).exclude(pk__in=known.values("person"))
    names = {
        key: public_id.hex for key, public_id in new.order_by("pk").values_list("pk", "public_id")
    }
    return Reachable(fits, names)


def _may_be_asked(call: Call) -> QuerySet[Person]:
    running = Role.objects.living().filter(
        role=RoleName.CONVENER, organisation__engagements__calls=call
    )
    asked = Invitation.objects.filter(call=call, ask=Ask.INTEREST)
    interested = PoolEntry.objects.filter(call=call)  # whoever left the pool said no
    return (
        people_with_consent(Purpose.CALL_ALERTS)
        .filter(adult_confirmed_at__isnull=False)
        .exclude(pk__in=running.values("person"))
        .exclude(pk__in=asked.values("person"))
        .exclude(pk__in=interested.values("person"))
        .distinct()
    )


def _from_around(people: QuerySet[Person], seat: Seat) -> QuerySet[Person]:
    """Where a call is about one place: who lives there, or does not say where."""
    area = seat.area or seat.call.area
    if area is None:
        return people
    return people.filter(Q(area=None) | Q(area__in=_with_parts(area)))


def _with_parts(area: Area) -> set[int]:
    found: set[int] = set()
    level = {area.pk}
    while level:
        found |= level
        level = set(Area.objects.filter(within__in=level).values_list("pk", flat=True)) - found
    return found


def places_to_fill(seat: Seat) -> int:
    """How many people a seat could still take, counting those who offered it in the pool."""
    offers = SeatOffer.objects.filter(
        seat=seat, entry__left_at__isnull=True, ruled_out_at__isnull=True
    )
    return max(0, seat.maximum - offers.count())


def shortlist_of(user, call: Call, key: int) -> Shortlist | None:
    rows = Shortlist.objects.visible_to(user).filter(call=call, pk=key)
    return rows.select_related("seat", "call__engagement").first()


def shortlist_by_key(posted_key) -> Shortlist | None:
    """The shortlist a form made when it was sent the first time."""
    return Shortlist.objects.filter(posted_key=posted_key).first()


def people_on(shortlist: Shortlist) -> list[Shortlisted]:
    return list(shortlist.people.select_related("person__area"))


def matches_on(shortlist: Shortlist) -> dict[int, Match]:
    """Why those who fit fit, by key of the person."""
    people = shortlist.people.filter(is_newcomer=False).values("person")
    rows = Match.objects.filter(seat=shortlist.seat, person__in=people)
    return {row.person_id: row for row in rows.select_related("person", "seat")}
