"""What there is to tell whom: calls that fit what people know, and calls their alerts found."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Max

from publius.matching import Band
from publius.web.calls.models import Call, CallState, Match, MatchJob
from publius.web.calls.needs import people_running
from publius.web.ledger.models import Event
from publius.web.ledger.tags import Tag
from publius.web.people.models import Person, Purpose
from publius.web.people.queries import people_with_consent
from publius.web.work import WorkState

from ..models import Alert, Digest, Often, Rhythm, Told
from ..searching import Find, kept_seats, open_now

WEEK = dt.timedelta(days=7)
PATIENCE = dt.timedelta(hours=3)  # with matching runs that do not end
BEST_FIRST = (Band.STRONG, Band.GOOD, Band.POSSIBLE)
# Who did one of these knows the call, or was told of it by those who run it. A later part of the
# journey keeps those tables; what it tells everybody stands in the ledger.
INVOLVED = (Tag.POOL_JOINED, Tag.POOL_LEFT, Tag.INTEREST_INVITED, Tag.INTEREST_DECLINED)


@dataclass(frozen=True)
class Tip:
    """A call worth telling one person of: it fits what they know, an alert found it, or both."""

    call: Call
    match: Match | None
    find: Find | None

    @property
    def band(self) -> Band:
        bands = [Band(self.match.band)] if self.match else []
        bands += [self.find.fit.band] if self.find else []
        return min(bands, key=BEST_FIRST.index)


Pair = tuple[int, int]  # keys of a person and a call


def people_after(key: int, *, most: int) -> list[Person]:
    """The next people who may be written to about calls, in the order of their keys."""
    people = people_with_consent(Purpose.CALL_ALERTS).filter(pk__gt=key, email__gt="")
    return list(people.exclude(rhythm__often=Often.NEVER).order_by("pk")[:most])


def is_still_matching(now: dt.datetime) -> bool:
    """Whether a run of an open call is under way: its matches are about to be replaced."""
    under_way = [WorkState.WAITING, WorkState.RUNNING]
    jobs = MatchJob.objects.filter(call__state=CallState.OPEN, work_state__in=under_way)
    return jobs.filter(requested_at__gt=now - PATIENCE).exists()


def news_of(people: Collection[Person], today: dt.date) -> dict[int, list[Tip]]:
    """By the key of each person what to tell them today, best first."""
    calls = {call.pk: call for call in open_now()}
    involved = _involved_in(calls.values())
    matches, finds = _best_matches(people, calls), _best_finds(people)
    told = set(Told.objects.filter(person__in=people).values_list("person_id", "call_id"))
    waits_until = _next_letters(people, today)
    names = {person.pk: person.public_id.hex for person in people}
    news: dict[int, list[Tip]] = {person: [] for person in names}
    for pair in {*matches, *finds} - told:
        person, call = pair[0], calls[pair[1]]
        if names[person] not in involved[call.pk] and _cannot_wait(call, waits_until.get(person)):
            news[person].append(Tip(call, matches.get(pair), finds.get(pair)))
    return {person: sorted(tips, key=_order) for person, tips in news.items()}


def still_news(person: Person, tips: Iterable[Tip]) -> list[Tip]:
    """Those of them whose call is open and that nobody told the person meanwhile."""
    told = set(Told.objects.filter(person=person).values_list("call_id", flat=True))
    still_open = set(open_now().values_list("pk", flat=True))
    return [tip for tip in tips if tip.call.pk in still_open - told]


def _order(tip: Tip) -> tuple:
    return BEST_FIRST.index(tip.band), tip.call.closes_on or dt.date.max, tip.call.pk


def _cannot_wait(call: Call, next_letter: dt.date | None) -> bool:
    """A call that ends before the next letter is told now, whatever rhythm was chosen."""
    if next_letter is None:
        return True
    return call.closes_on is not None and call.closes_on < next_letter


def _next_letters(people: Collection[Person], today: dt.date) -> dict[int, dt.date]:
    """By the key of each person who has had the letter of this week the day of the next one."""
    daily = set(
        Rhythm.objects.filter(person__in=people, often=Often.DAILY).values_list("person", flat=True)
    )
    last = Digest.objects.filter(person__in=people).values_list("person").annotate(Max("day"))
    return {
        person: day + WEEK
        for person, day in last.order_by()
        if person not in daily and day + WEEK > today
    }


def _involved_in(calls: Iterable[Call]) -> dict[int, set[str]]:
    """By call the public ids (hex) of those who run it or have dealt with it already."""
    found = {call.pk: set(people_running(call)) for call in calls}
    events = Event.objects.filter(
        subject_type=Call._meta.label_lower,
        subject_id__in=[str(key) for key in found],
        tag__in=INVOLVED,
    )
    for call, actor, data in events.values_list("subject_id", "actor", "data"):
        found[int(call)].add(data.get("person", actor).replace("-", ""))
    return found


def _best_matches(people: Collection[Person], calls: Mapping[int, Call]) -> dict[Pair, Match]:
    matches = Match.objects.filter(person__in=people, seat__call__in=calls)
    found: dict[Pair, Match] = {}
    for match in matches.exclude(band=Band.NOT_ENOUGH).select_related("seat").order_by("-score"):
        found.setdefault((match.person_id, match.seat.call_id), match)
    return found


def _best_finds(people: Collection[Person]) -> dict[Pair, Find]:
    alerts = Alert.objects.live().filter(person__in=people).select_related("area__within")
    seats = kept_seats.current() if alerts else None
    found: dict[Pair, Find] = {}
    for alert in alerts:
        for find in seats.found_by(alert) if seats else []:
            pair = (alert.person_id, find.call.pk)
            known = found.get(pair)
            if known is None or known.fit.score < find.fit.score:
                found[pair] = find
    return found
