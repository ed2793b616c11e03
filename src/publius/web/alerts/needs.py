"""Alerts and seats in the words of the matching library, turned round.

Where a call looks for people, a seat is the need and people bring the evidence. Here a person
looks for calls: the alert is the need, and what a seat says of itself is the evidence. It is the
same ranking, with the same bands and reasons.
"""

from collections.abc import Iterable, Iterator

from publius.matching import Evidence, Filters, Kind, Near, Need, Point, Profile
from publius.web.calls.models import Seat
from publius.web.people.models import Area

from .models import Alert

SOURCE = "call"


def name_of(seat: Seat) -> str:
    """What stands for a seat where the library speaks of a person."""
    return f"seat:{seat.pk}"


def key_of(name: str) -> int:
    return int(name.removeprefix("seat:"))


def need_of(alert: Alert) -> Need:
    return Need(id=f"alert:{alert.pk}", text=alert.topic)


def filters_of(alert: Alert) -> Iterator[Filters]:
    """What to leave out; where there are several, an alert finds what any of them leaves in.

    A call about a larger area, of which somebody's own is a part, is about where they live, however
    far its middle is.
    """
    kinds = frozenset({Kind(alert.kind)}) if alert.kind else None
    if alert.area is None:
        yield Filters(kinds=kinds)
        return
    if alert.km is None:
        yield Filters(kinds=kinds, areas=_around(alert.area) | _parts(alert.area))
        return
    yield Filters(kinds=kinds, areas=_around(alert.area))
    if (point := point_of(alert.area)) is not None:
        yield Filters(kinds=kinds, near=Near(point, alert.km))


def point_of(area: Area | None) -> Point | None:
    """The middle of an area, where somebody has entered it."""
    if area is None or area.latitude is None or area.longitude is None:
        return None
    return Point(area.latitude, area.longitude)


def _around(area: Area) -> frozenset[str]:
    """The area itself and the larger ones it belongs to."""
    found: set[str] = set()
    here: Area | None = area
    while here is not None and here.slug not in found:
        found.add(here.slug)
        here = here.within
    return frozenset(found)


def _parts(area: Area) -> frozenset[str]:
    found: set[str] = set()
    level = [area.pk]
    while level:
        parts = Area.objects.filter(within__in=level).exclude(slug__in=found)
        rows = list(parts.values_list("pk", "slug"))
        found |= {slug for _key, slug in rows}
        level = [key for key, _slug in rows]
    return frozenset(found)


def words_of_seat(seat: Seat) -> str:
    return " ".join([f"{seat.title}. {seat.need}", *seat.skills])


def words_of_call(seat: Seat) -> str:
    """What the seat is part of: a topic is often named there and not in the seat."""
    call = seat.call
    return f"{call.title}. {call.engagement.title}. {call.summary}"


def evidence_of(seats: Iterable[Seat]) -> list[Evidence]:
    """What each seat says of itself, and what its call says of it."""
    return [
        Evidence(
            id=f"{name_of(seat)}:{part}",
            person=name_of(seat),
            kind=Kind(seat.kind),
            text=text,
            source=SOURCE,
        )
        for seat in seats
        for part, text in (("seat", words_of_seat(seat)), ("call", words_of_call(seat)))
    ]


def profiles_of(seats: Iterable[Seat]) -> list[Profile]:
    """Where the seats are."""
    return [_profile(seat, seat.area or seat.call.area) for seat in seats]


def _profile(seat: Seat, area: Area | None) -> Profile:
    return Profile(name_of(seat), area=area.slug if area else None, point=point_of(area))
