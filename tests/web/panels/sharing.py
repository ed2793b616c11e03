"""Two calls of one engagement with the same people in their pools, and how well they fit."""

from dataclasses import dataclass

from django.utils import timezone

from publius.matching import PARAMETERS, Band
from publius.web.calls.models import Call, Engagement, Match, Seat
from publius.web.panels.actions.assignments import request_assignment
from publius.web.panels.actions.interest import join_pool
from publius.web.panels.models import Assignment
from publius.web.panels.tasks import run_due_assignments
from publius.web.people.models import Person
from tests.factories import (
    CallFactory,
    EngagementFactory,
    OfferFactory,
    PersonFactory,
    SeatFactory,
    convener_of,
)


@dataclass
class Sharing:
    """An engagement whose two calls each have one seat for two people."""

    engagement: Engagement
    convener: Person
    lanes: Call
    buses: Call
    cyclist: Seat
    passenger: Seat
    people: list[Person]

    def ask(self, *, most_places: int = 1, keeps_targets: bool = True, calls=None) -> Assignment:
        """Ask for a proposal and let the worker come by."""
        asked = request_assignment(
            engagement=self.engagement,
            calls=calls or [self.lanes, self.buses],
            most_places=most_places,
            keeps_targets=keeps_targets,
            by=self.convener,
        )
        run_due_assignments()
        return Assignment.objects.select_related("run", "engagement").get(pk=asked.pk)


def fits(person: Person, seat: Seat, score: float) -> Match:
    """What matching found, as it stores it."""
    return Match.objects.create(
        seat=seat,
        person=person,
        score=score,
        band=Band.of(score, PARAMETERS),
        computed_at=timezone.now(),
    )


def build_sharing(*, people: int = 6) -> Sharing:
    """Everybody offers both seats. The first four fit: two of them both seats, one each the rest.

    ===== ======= =========
    who   cyclist passenger
    ===== ======= =========
    first 0.50    0.40
    2nd   0.45    0.10
    third 0.20    0.35
    4th   0.30    0.05
    ===== ======= =========
    """
    engagement = EngagementFactory(title="Getting about", slug="getting-about")
    lanes = _call(engagement, "Bike lanes")
    buses = _call(engagement, "Night buses")
    cyclist = SeatFactory(call=lanes, title="Cyclist", minimum=2, maximum=2)
    passenger = SeatFactory(call=buses, title="Passenger", minimum=2, maximum=2)
    pool = [PersonFactory() for _ in range(people)]
    for person in pool:
        join_pool(call=lanes, person=person, seats=[cyclist])
        join_pool(call=buses, person=person, seats=[passenger])
    scores = [(0.50, 0.40), (0.45, 0.10), (0.20, 0.35), (0.30, 0.05)]
    for person, (for_lanes, for_buses) in zip(pool, scores, strict=False):
        fits(person, cyclist, for_lanes)
        fits(person, passenger, for_buses)
    return Sharing(engagement, convener_of(lanes), lanes, buses, cyclist, passenger, pool)


def _call(engagement: Engagement, title: str) -> Call:
    call = CallFactory(
        engagement=engagement, title=title, slug=title.lower().replace(" ", "-"), size=2
    )
    OfferFactory(call=call)
    return call


def main_of(response) -> str:
    """What stands between the head and the foot of a page."""
    return response.content.decode().partition("<main")[2].partition("</main>")[0]
