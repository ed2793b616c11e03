"""Whether it is always the same few: seats per person, newcomers, and how both were asked."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from publius.web.calls.models import Call

from ..models import Ask, Invitation, Place, PlaceState, Reply
from .features import people_who_served
from .places import members_of
from .pool import pool_of
from .protection import SMALL, protected_count

YEAR = dt.timedelta(days=365)


@dataclass(frozen=True)
class Served:
    """How many seats were taken in a time, by how many people."""

    where: str
    months: int
    seats: int
    people: int

    @property
    def per_person(self) -> str:
        """Not told where so few people took part that it would be told of each of them."""
        return f"{self.seats / self.people:.1f}" if self.people >= SMALL else "–"

    @property
    def shown_people(self) -> str:
        return protected_count(self.people)

    @property
    def shown_seats(self) -> str:
        return protected_count(self.seats)


@dataclass(frozen=True)
class Standing:
    """Newcomers or those who sat before: how far they came with this call."""

    words: str
    asked: str
    said_yes: str
    in_pool: int
    in_group: int


@dataclass(frozen=True)
class Gauge:
    """The figures that show whether a call reaches beyond the usual suspects."""

    served: list[Served]
    newcomers: Standing
    before: Standing

    @property
    def lines(self) -> list[Standing]:
        return [self.newcomers, self.before]

    @property
    def share_of_pool(self) -> float | None:
        return _share(self.newcomers.in_pool, self.before.in_pool)

    @property
    def share_of_group(self) -> float | None:
        return _share(self.newcomers.in_group, self.before.in_group)


def _share(new: int, before: int) -> float | None:
    return new / (new + before) if new + before else None


def gauge_of(call: Call) -> Gauge:
    asked = list(Invitation.objects.filter(call=call, ask=Ask.INTEREST).select_related("person"))
    pool = {entry.person_id: entry.person for entry in pool_of(call)}
    group = {person.pk: person for person, _seat in members_of(call)}
    everybody = {**pool, **group, **{row.person_id: row.person for row in asked}}
    served = people_who_served(everybody.values(), besides=call)
    parts = (asked, pool.keys(), group.keys())
    return Gauge(
        served=_served_table(call),
        newcomers=_standing(_("Newcomers"), everybody.keys() - served, *parts),
        before=_standing(_("Sat on a panel in the last two years"), served, *parts),
    )


def _standing(
    words: str,
    people: Collection[int],
    asked: list[Invitation],
    pool: Collection[int],
    group: Collection[int],
) -> Standing:
    """Whether somebody outside the pool sat before is not for those who asked them to know."""
    theirs = [row for row in asked if row.person_id in people]
    return Standing(
        words=words,
        asked=protected_count(len(theirs)),
        said_yes=protected_count(sum(row.reply == Reply.ACCEPTED for row in theirs)),
        in_pool=sum(person in people for person in pool),
        in_group=sum(person in people for person in group),
    )


def _served_table(call: Call) -> list[Served]:
    body = call.engagement.organisation
    taken = Place.objects.filter(state=PlaceState.ACCEPTED)
    there = taken.filter(call__engagement__organisation=body)
    return [
        _served(where, rows, months)
        for where, rows in ((body.name, there), (_("Everywhere on this site"), taken))
        for months in (12, 24)
    ]


def _served(where: str, places: QuerySet[Place], months: int) -> Served:
    since = timezone.now() - YEAR * (months // 12)
    found = places.filter(changed_at__gte=since)
    figures = found.aggregate(seats=Count("pk"), people=Count("person", distinct=True))
    return Served(where, months, figures["seats"], figures["people"])
