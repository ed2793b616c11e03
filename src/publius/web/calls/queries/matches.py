"""Reading matches: for a seat, for a person, for the pool."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from publius.matching import Band
from publius.web.people.models import Area, Evidence, Person, Visibility
from publius.web.work import WorkState

from ..bands import order_of_lot
from ..models import Call, CallState, Inquiry, Match, MatchJob, Seat
from ..narrowing import Narrowing
from .reasons import Reading, readings_for_person

EVERYBODY = Narrowing()


def newest_job(user, call: Call) -> MatchJob | None:
    """The run asked for last, whatever became of it."""
    return MatchJob.objects.visible_to(user).filter(call=call).first()


def newest_result(user, call: Call) -> MatchJob | None:
    """The last run that was stored."""
    done = MatchJob.objects.visible_to(user).filter(call=call, work_state=WorkState.DONE)
    return done.select_related("run").first()


def job_of_run(call: Call, run_id: uuid.UUID) -> MatchJob:
    """The job of a run of this call, for those who were let in to the call."""
    job = MatchJob.objects.filter(call=call, run=run_id).select_related("run").first()
    if job is None:
        raise Http404
    return job


@dataclass
class SeatMatches:
    """A seat and how many people fit it, band by band."""

    seat: Seat
    strong: int = 0
    good: int = 0
    possible: int = 0
    too_little: int = 0

    @property
    def fits(self) -> int:
        return self.strong + self.good + self.possible

    @property
    def needed(self) -> str:
        return _("Needed: %(people)s") % {"people": self.seat.how_many}


def seats_with_matches(user, call: Call) -> list[SeatMatches]:
    """The seats of a call in their order, with how many people fit each."""
    found = {seat.pk: SeatMatches(seat) for seat in call.seats.select_related("area")}
    matches = Match.objects.visible_to(user).filter(seat__call=call, person__is_active=True)
    for row in matches.order_by().values("seat", "band").annotate(people=Count("pk")):
        name = "too_little" if row["band"] == Band.NOT_ENOUGH else row["band"]
        setattr(found[row["seat"]], name, row["people"])
    return list(found.values())


def matches_for_seat(
    user, seat: Seat, *, lot: str = "", narrowing: Narrowing = EVERYBODY
) -> list[Match]:
    """The people who fit a seat, band by band, inside a band in the order of a lot.

    Narrowing with `enough` leaves out those of whom too little is known; with `confirmed` it
    keeps those of whom an organisation confirmed something that counted.
    """
    matches = Match.objects.visible_to(user).filter(seat=seat, person__is_active=True)
    if narrowing.enough:
        matches = matches.exclude(band=Band.NOT_ENOUGH)
    found = order_of_lot(matches.select_related("person__area", "seat"), lot)
    kept = [match for match in found if narrowing.keeps(match)]
    return _with_something_confirmed(kept) if narrowing.confirmed else kept


def languages_of_matches(user, seat: Seat) -> list[str]:
    """The languages of the people on a list, to narrow it by."""
    rows = Match.objects.visible_to(user).filter(seat=seat, person__is_active=True)
    spoken = rows.values_list("person__languages", flat=True)
    return sorted({language for languages in spoken for language in languages})


def _with_something_confirmed(matches: list[Match]) -> list[Match]:
    named = {reason["evidence"] for match in matches for reason in match.reasons}
    keys = [int(name.partition(":")[2]) for name in named if name.startswith("evidence:")]
    # Only what a convener may read: the narrowing must not tell what somebody keeps private.
    rows = Evidence.objects.filter(pk__in=keys, confirmed_at__isnull=False).exclude(
        expertise__visibility=Visibility.MATCHING
    )
    sure = {f"evidence:{key}" for key in rows.values_list("pk", flat=True)}
    return [m for m in matches if any(reason["evidence"] in sure for reason in m.reasons)]


def areas_of_matches(user, seat: Seat) -> QuerySet[Area]:
    people = Match.objects.visible_to(user).filter(seat=seat).values("person__area")
    return Area.objects.filter(pk__in=people)


def fits_of(call: Call, people: Iterable[Person] | None = None) -> dict[int, dict[int, Match]]:
    """Matches of a call by person key and seat key, for the pool and the draw."""
    matches = Match.objects.filter(seat__call=call)
    if people is not None:
        matches = matches.filter(person__in=list(people))
    found: dict[int, dict[int, Match]] = {}
    for match in matches:
        found.setdefault(match.person_id, {})[match.seat_id] = match
    return found


def matches_to_explain(most: int) -> list[Match]:
    """Stored matches of open calls that nobody has worked out the rest of yet, oldest first."""
    rows = Match.objects.filter(explained_at=None, seat__call__state=CallState.OPEN)
    rows = rows.exclude(band=Band.NOT_ENOUGH)
    return list(rows.select_related("seat__call", "person").order_by("pk")[:most])


def inquiry_of(user, call: Call, key: int) -> Inquiry | None:
    rows = Inquiry.objects.visible_to(user).filter(call=call, pk=key)
    return rows.select_related("seat", "person").first()


def match_of(person: Person, seat: Seat) -> Match | None:
    return Match.objects.filter(person=person, seat=seat).first()


@dataclass
class ForYou:
    """One call that may need a person: the seats they fit, why, and what would say more."""

    call: Call
    matches: list[Match] = field(default_factory=list)
    readings: dict[int, list[Reading]] = field(default_factory=dict)

    @property
    def best(self) -> Match:
        return self.matches[0]

    @property
    def reasons(self) -> list[Reading]:
        return self.readings.get(self.best.pk, [])


def calls_for_person(person: Person) -> list[ForYou]:
    """The open calls a person fits, best fit first, with the reasons a convener sees."""
    found = _matches_of(person).filter(seat__call__state=CallState.OPEN)
    readings = readings_for_person(found, person)
    calls: dict[int, ForYou] = {}
    for match in found:
        entry = calls.setdefault(match.seat.call_id, ForYou(match.seat.call))
        entry.matches.append(match)
        entry.readings[match.pk] = readings[match.pk]
    return list(calls.values())


def why_you(person: Person, call: Call) -> ForYou | None:
    """Why one person may be needed in one call; None where nothing they said speaks of it."""
    if not person.is_authenticated:
        return None
    matches = list(_matches_of(person).filter(seat__call=call))
    if not matches:
        return None
    return ForYou(call, matches, readings_for_person(matches, person))


def _matches_of(person: Person) -> QuerySet[Match]:
    mine = Match.objects.visible_to(person).filter(person=person).exclude(band=Band.NOT_ENOUGH)
    return mine.select_related("seat__call__engagement__organisation").order_by("-score", "pk")
