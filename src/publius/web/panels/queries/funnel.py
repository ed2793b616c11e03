"""How far people came, from being asked to coming, altogether and by group.

Seats, ways and earlier panels are known to those who run a call, so they are counted as they are.
What people answered for balancing is told for the pool and the draw alone, in the rounded figures
that do not follow single people (ADR 0021): later steps change by one person at a time.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from publius.matching import Band
from publius.ui.charts import FunnelChart, FunnelStep
from publius.web.calls.models import Call, Match
from publius.web.calls.queries import seats_of
from publius.web.people.models import ContactRoute, Person

from ..models import Ask, Invitation, Place, PlaceState, PoolEntry, Route
from .draws import confirmed_draw, panel_of
from .features import DEMOGRAPHIC, features_for, people_who_served
from .outcomes import outcome_of
from .pool import offered_seats, pool_of
from .protection import answer_words
from .tallies import tally_of

Who = frozenset[int]  # keys of people
NOT_TOLD = "–"


@dataclass(frozen=True)
class Stages:
    """Who came how far: each set of people by key."""

    asked: Who
    interested: Who
    drawn: Who
    offered: Who
    accepted: Who
    came: Who

    def counts(self, among: Who) -> tuple[str, ...]:
        stages = (self.asked, self.interested, self.drawn, self.offered, self.accepted, self.came)
        return tuple(str(len(stage & among)) for stage in stages)


@dataclass(frozen=True)
class FunnelTable:
    """One way to divide people, with a row of figures for each group."""

    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def stages_of(call: Call) -> Stages:
    drawn = confirmed_draw(call)
    invitations = Invitation.objects.filter(call=call)
    places = Place.objects.filter(call=call, state=PlaceState.ACCEPTED)
    return Stages(
        asked=_who(invitations.filter(ask=Ask.INTEREST)),
        interested=_who(pool_of(call)),
        drawn=frozenset(chair.person.pk for chair in panel_of(drawn)) if drawn else frozenset(),
        offered=_who(invitations.filter(ask=Ask.PLACE)),
        accepted=_who(places),
        came=_who(places.filter(came=True)),
    )


def _who(rows) -> Who:
    return frozenset(rows.order_by().values_list("person_id", flat=True))


def funnel_picture(call: Call) -> FunnelChart:
    """The whole way as one picture. "Came" is there once somebody noted who did."""
    stages = stages_of(call)
    fitting = Match.objects.filter(seat__call=call).exclude(band=Band.NOT_ENOUGH)
    steps = [
        FunnelStep(_("Fit a seat"), fitting.values("person").distinct().count()),
        FunnelStep(_("Were asked"), len(stages.asked)),
        FunnelStep(_("Are interested"), len(stages.interested)),
        FunnelStep(_("Were drawn or proposed"), len(stages.drawn)),
        FunnelStep(_("Were offered a place"), len(stages.offered)),
        FunnelStep(_("Accepted"), len(stages.accepted)),
    ]
    if Place.objects.filter(call=call, came__isnull=False).exists():
        steps.append(FunnelStep(_("Came"), len(stages.came)))
    return FunnelChart(title=_("From fitting to taking part"), steps=tuple(steps))


def funnel_tables(call: Call) -> list[FunnelTable]:
    """The same way by seat, by how people were reached, for newcomers, and by answers."""
    stages = stages_of(call)
    tables = [
        _by_seat(call, stages),
        _by_route(call, stages),
        _by_offer(call, stages),
        _by_newcomers(call, stages),
        *_by_answers(call),
    ]
    return [table for table in tables if table.rows]


def _headers(first: str) -> tuple[str, ...]:
    return (
        first, _("Asked"), _("Interested"), _("Drawn"), _("Offered"), _("Accepted"), _("Came"),
    )  # fmt: skip


def _by_seat(call: Call, stages: Stages) -> FunnelTable:
    """Whoever offers to fill several seats counts for each of them, until they are drawn."""
    drawn = confirmed_draw(call)
    chairs = panel_of(drawn) if drawn else []
    entries = list(pool_of(call))
    invitations = list(Invitation.objects.filter(call=call))
    places = list(Place.objects.filter(call=call, state=PlaceState.ACCEPTED))
    rows = []
    for seat in seats_of(call):
        asked = [i for i in invitations if i.seat_id == seat.pk]
        held = [p for p in places if p.seat_id == seat.pk]
        figures = (
            sum(i.ask == Ask.INTEREST for i in asked),
            sum(seat.pk in offered_seats(entry) for entry in entries),
            sum(chair.seat == seat for chair in chairs),
            sum(i.ask == Ask.PLACE for i in asked),
            len(held),
            sum(p.came is True for p in held),
        )
        rows.append((seat.title, *map(str, figures)))
    note = _("Somebody who could fill several seats is counted as interested in each of them.")
    return FunnelTable(_("By seat"), _headers(_("Seat")), tuple(rows), note)


def _by_route(call: Call, stages: Stages) -> FunnelTable:
    """How people first heard of the call: the way they were asked, or by themselves."""
    asked = Invitation.objects.filter(call=call, ask=Ask.INTEREST)
    by_route = dict(asked.values_list("person_id", "route"))
    entered = dict(PoolEntry.objects.filter(call=call).values_list("person_id", "route"))
    groups = [
        (str(route.label), frozenset(key for key, way in by_route.items() if way == route))
        for route in ContactRoute
    ]
    through = frozenset(key for key, way in entered.items() if way == Route.ORGANISATION)
    groups.append((_("Through an organisation"), through - by_route.keys()))
    groups.append((_("Found the call themselves"), entered.keys() - by_route.keys() - through))
    return FunnelTable(_("By how they were reached"), _headers(_("How")), _rows(stages, groups))


def _by_offer(call: Call, stages: Stages) -> FunnelTable:
    offers = Invitation.objects.filter(call=call, ask=Ask.PLACE).order_by("pk")
    by_route = dict(offers.values_list("person_id", "route"))
    rows = []
    for route in ContactRoute:
        people = frozenset(key for key, way in by_route.items() if way == route)
        if people:
            figures = (people, people & stages.accepted, people & stages.came)
            rows.append((str(route.label), *(str(len(group)) for group in figures)))
    headers = (_("How the place was offered"), _("Offered"), _("Accepted"), _("Came"))
    return FunnelTable(_("By how the place was offered"), headers, tuple(rows))


def _by_newcomers(call: Call, stages: Stages) -> FunnelTable:
    everybody = stages.asked | stages.interested | stages.offered
    people = Person.objects.filter(pk__in=everybody)
    served = frozenset(people_who_served(people, besides=call))
    groups = [
        (_("Newcomers"), everybody - served),
        (_("Sat on a panel in the last two years"), everybody & served),
    ]
    title = _("Newcomers")
    return FunnelTable(title, _headers(_("Who")), _rows(stages, groups))


def _rows(stages: Stages, groups: Iterable[tuple[str, Who]]) -> tuple[tuple[str, ...], ...]:
    return tuple((title, *stages.counts(frozenset(who))) for title, who in groups if who)


def _by_answers(call: Call) -> list[FunnelTable]:
    """Interested and drawn, in the same rounded figures as everywhere else."""
    tally, draw = tally_of(call), confirmed_draw(call)
    drawn: Mapping = outcome_of(draw).counts if draw else {}
    return [
        FunnelTable(
            feature.title,
            (feature.title, _("Interested"), _("Drawn")),
            _answer_rows(feature.key, feature.values, tally.counts, drawn),
            _(
                "Answers people gave for balancing groups, with their agreement, rounded. Whom was "
                "asked and who accepted is not told by answer: it would change by one person at "
                "a time, and give single answers away."
            ),
        )
        for feature in features_for(call)
        if feature.key in DEMOGRAPHIC and tally.counts.get(feature.key)
    ]


def _answer_rows(
    feature: str, values: Mapping[str, str], counts: Mapping, drawn: Mapping
) -> tuple[tuple[str, ...], ...]:
    told: Sequence[str] = [value for value in values if value in counts[feature]]
    return tuple(
        (
            str(values[value]),
            answer_words(counts[feature][value]),
            answer_words(drawn[feature, value]) if (feature, value) in drawn else NOT_TOLD,
        )
        for value in told
    )
