"""Who was asked, who came, and by which way: counted by seat, by area and by route."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from publius.web.calls.models import Call
from publius.web.calls.queries import seats_of

from ..models import Ask, Invitation, PoolEntry, Reply, Route


@dataclass(frozen=True)
class Response:
    """How one group of people answered when they were asked, and how many are in the pool."""

    group: str
    asked: int
    yes: int
    no: int
    in_pool: int


def routes_of(entries: Iterable[PoolEntry]) -> list[tuple[str, int]]:
    """How many people came by each way, most first."""
    counts = Counter(entry.route for entry in entries)
    return [(str(Route(route).label), people) for route, people in counts.most_common()]


def response_by_seat(call: Call, entries: Iterable[PoolEntry]) -> list[Response]:
    """By the seat somebody was asked for; the pool counts everybody who offers to fill it."""
    offered = Counter(o.seat_id for entry in entries for o in entry.seat_offers.all())
    answers = _answers(call, lambda invitation: invitation.seat_id)
    return [
        _response(seat.title, answers.get(seat.pk, Counter()), offered[seat.pk])
        for seat in seats_of(call)
    ]


def response_by_area(call: Call, entries: Iterable[PoolEntry]) -> list[Response]:
    """By where people live, largest group in the pool first."""
    there = Counter(_area_of(entry.person) for entry in entries)
    answers = _answers(call, lambda invitation: _area_of(invitation.person))
    areas = sorted({*there, *answers}, key=lambda area: (-there[area], area))
    return [_response(area, answers.get(area, Counter()), there[area]) for area in areas]


def _area_of(person) -> str:
    return person.area.name if person.area else _("Did not say where they live")


def _answers(call: Call, group_of) -> dict:
    rows = Invitation.objects.filter(call=call, ask=Ask.INTEREST).select_related("person__area")
    found: dict = {}
    for invitation in rows:
        found.setdefault(group_of(invitation), Counter())[invitation.reply] += 1
    return found


def _response(group: str, replies: Counter, in_pool: int) -> Response:
    return Response(
        group=group,
        asked=sum(replies.values()),
        yes=replies[Reply.ACCEPTED],
        no=replies[Reply.DECLINED],
        in_pool=in_pool,
    )
