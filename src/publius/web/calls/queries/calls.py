"""Reading calls, each from what the reader may see."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum
from django.shortcuts import get_object_or_404
from django.utils import timezone

from publius.web.people.models import Area

from ..models import Call, CallState, Offer, Seat

SEARCHED = ("title", "summary", "engagement__title", "engagement__organisation__name")
SEARCHED_IN_SEATS = ("title", "need")


def call_for_convener(user, slug: str) -> Call:
    """This call, if the reader runs it; otherwise there is no such page."""
    mine = Call.objects.convened_by(user).select_related("engagement__organisation", "area")
    return get_object_or_404(mine, slug=slug)


def visible_call(user, slug: str) -> Call:
    """This call, if the reader may see it; otherwise there is no such page."""
    rows = Call.objects.visible_to(user).select_related("engagement__organisation", "area")
    return get_object_or_404(rows, slug=slug)


def is_looking_for_people(call: Call, today: dt.date | None = None) -> bool:
    """Whether somebody can still say that they are interested."""
    today = today or timezone.localdate()
    return call.state == CallState.OPEN and (call.closes_on is None or call.closes_on >= today)


def seats_of(call: Call) -> list[Seat]:
    """The seats in the order the convener gave them."""
    return list(call.seats.select_related("area"))


def seat_of(call: Call, key: int) -> Seat:
    return get_object_or_404(call.seats.select_related("area"), pk=key)


def offer_of(call: Call) -> Offer:
    """What the call offers; an empty offer where nothing was written yet."""
    return Offer.objects.filter(call=call).first() or Offer(call=call)


def calls_looking_for_people() -> QuerySet[Call]:
    """Every open call, whoever reads: for the work of the background."""
    return Call.objects.filter(state=CallState.OPEN).select_related("engagement")


def calls_past_their_date() -> QuerySet[Call]:
    return calls_looking_for_people().filter(closes_on__lt=timezone.localdate())


def open_calls(user, *, words: str = "", kind: str = "", area: str = "") -> QuerySet[Call]:
    """Public calls that still look for people, those that close first at the top."""
    today = timezone.localdate()
    calls = Call.objects.visible_to(user).filter(state=CallState.OPEN, closes_on__gte=today)
    for word in words.split():
        calls = calls.filter(_mentions(word))
    if kind:
        calls = calls.filter(seats__kind=kind)
    if area:
        calls = calls.filter(Q(area__slug=area) | Q(seats__area__slug=area))
    return (
        Call.objects.filter(pk__in=calls.values("pk"))
        .select_related("engagement__organisation", "area")
        .prefetch_related("seats")
        .order_by("closes_on", "pk")
    )


def _mentions(word: str) -> Q:
    """The word stands in the call, its engagement or one of its seats."""
    condition = Q()
    for field in SEARCHED:
        condition |= Q(**{f"{field}__icontains": word})
    in_seat = Q()
    for field in SEARCHED_IN_SEATS:
        in_seat |= Q(**{f"{field}__icontains": word})
    return condition | Q(pk__in=Seat.objects.filter(in_seat).values("call"))


def areas_of_open_calls(user) -> QuerySet[Area]:
    calls = open_calls(user)
    return Area.objects.filter(
        Q(call__in=calls.values("pk")) | Q(seat__call__in=calls.values("pk"))
    ).distinct()


def recent_groups(user, *, most: int = 3) -> QuerySet[Call]:
    """Calls whose group has been formed, newest first: what came of earlier calls."""
    return (
        Call.objects.visible_to(user)
        .filter(state__in=[CallState.FORMED, CallState.ENDED])
        .select_related("engagement__organisation")
        .annotate(seat_count=Count("seats"))
        .order_by("-published_at")[:most]
    )


@dataclass(frozen=True)
class PublicFigures:
    """What the home page counts; every figure is a count of public rows."""

    open_calls: int
    places: int
    groups: int
    bodies: int


def public_figures(user) -> PublicFigures:
    public = Call.objects.visible_to(user).exclude(state=CallState.DRAFT)
    looking = open_calls(user)
    formed = public.filter(state__in=[CallState.FORMED, CallState.ENDED])
    bodies = public.aggregate(n=Count("engagement__organisation", distinct=True))["n"]
    return PublicFigures(
        open_calls=looking.count(),
        places=looking.aggregate(n=Sum("size"))["n"] or 0,
        groups=formed.count(),
        bodies=bodies,
    )
