"""Asking for matching runs and keeping what they found."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from publius.matching import Band, Fit, Matching, Ranking, run_record
from publius.matching.ties import tie_key
from publius.web.ledger.actions import record_event, store_run
from publius.web.ledger.tags import Tag
from publius.web.people.models import Person

from ..method import method_now
from ..models import Call, Match, MatchJob, Seat
from ..needs import need_id, needs_of, seat_key


@transaction.atomic
def request_matching(*, call: Call, by: Person | None) -> MatchJob:
    """Ask for a run for every seat; while one is waiting or running it is that one."""
    try:
        with transaction.atomic():
            job = MatchJob.objects.create(call=call, requested_by=by, requested_at=timezone.now())
    except IntegrityError:
        return MatchJob.objects.filter(call=call).latest("requested_at", "pk")
    record_event(Tag.MATCH_REQUESTED, call, actor=by)
    return job


def note_progress(*, job: MatchJob, seats_done: int) -> None:
    """Say on the page of a waiting person how far the run is, and keep the claim on it alive."""
    job.renew(timezone.now(), seats_done=seats_done)


@transaction.atomic
def fail_matching(*, job: MatchJob, problem: str) -> None:
    if MatchJob.objects.still_claimed(job).select_for_update().first() is None:
        return
    job.fail(timezone.now(), problem)
    record_event(Tag.MATCH_FAILED, job.call)


@transaction.atomic
def store_matching(*, job: MatchJob, matching: Matching, read_at: dt.datetime) -> bool:
    """Replace the matches of a call by those of a run, all or nothing.

    False where there is nothing to store any more: another worker took the job over, or the
    seats were changed meanwhile (then the job waits for another go).
    """
    if MatchJob.objects.still_claimed(job).select_for_update().first() is None:
        return False
    _hold(Seat.objects.filter(call=job.call))
    if tuple(sorted(needs_of([job.call]), key=lambda need: need.id)) != matching.input.needs:
        words = _("The seats were changed while they were being matched.")
        job.retry(timezone.now(), words, after=dt.timedelta(0))
        return False
    run = store_run(run_record(matching))
    Match.objects.filter(seat__call=job.call).delete()
    _keep(matching.rankings, job, read_at)
    considered = max((ranking.considered for ranking in matching.rankings), default=0)
    job.finish(
        timezone.now(),
        run=run,
        considered=considered,
        counts=_counts(matching.rankings),
        method=method_now().told().to_json(),
    )
    record_event(Tag.MATCH_FINISHED, job.call, run=str(run.pk), considered=considered)
    return True


def _hold(seats: QuerySet[Seat]) -> None:
    """Let nobody else write matches of these seats until this transaction ends.

    A whole run and a fresh match of one person would otherwise write the same line at once.
    """
    list(seats.select_for_update(no_key=True).order_by("pk"))


def _keep(rankings: Iterable[Ranking], job: MatchJob, read_at: dt.datetime) -> None:
    named = {fit.person for ranking in rankings for fit in ranking.fits}
    people = Person.objects.active().filter(public_id__in=[uuid.UUID(name) for name in named])
    keys = {public_id.hex: key for key, public_id in people.values_list("pk", "public_id")}
    rows = [
        _match(seat_key(ranking.need), keys[fit.person], fit, read_at, position, job)
        for ranking in rankings
        for position, fit in enumerate(ranking.fits, start=1)
        if fit.person in keys
    ]
    Match.objects.bulk_create(rows, batch_size=500)


def _match(
    seat: int,
    person: int,
    fit: Fit,
    read_at: dt.datetime,
    position: int | None = None,
    job: MatchJob | None = None,
) -> Match:
    return Match(
        seat_id=seat,
        person_id=person,
        score=fit.score,
        band=fit.band.value,
        position=position,
        reasons=[reason.to_json() for reason in fit.reasons],
        job=job,
        computed_at=read_at,
    )


def _counts(rankings: Iterable[Ranking]) -> dict[str, dict[str, int]]:
    return {str(seat_key(ranking.need)): _count(ranking) for ranking in rankings}


def _count(ranking: Ranking) -> dict[str, int]:
    fits = sum(fit.band is not Band.NOT_ENOUGH for fit in ranking.fits)
    considered = ranking.considered
    return {"considered": considered, "fits": fits, "too_little": considered - fits}


@transaction.atomic
def store_matches_of_person(
    *, person: Person, fits: Mapping[int, Fit | None], read_at: dt.datetime
) -> None:
    """Replace one person's matches for some seats (by key); None: they fit it no longer."""
    _hold(Seat.objects.filter(pk__in=fits.keys()))
    Match.objects.filter(person=person, seat__in=fits.keys()).delete()
    found = {seat: fit for seat, fit in fits.items() if fit is not None and person.is_active}
    Match.objects.bulk_create(
        [_match(seat, person.pk, fit, read_at) for seat, fit in found.items()]
    )
    for seat in Seat.objects.filter(pk__in=fits.keys()):
        _number_again(seat)


def _number_again(seat: Seat) -> None:
    """Give every match of a seat its place in the order a whole run would have given."""
    name = need_id(seat)
    matches = list(Match.objects.filter(seat=seat).select_related("person"))
    matches.sort(key=lambda m: (-m.score, tie_key(name, m.person.public_id.hex)))
    moved = [m for place, m in enumerate(matches, start=1) if m.position != place]
    for place, match in enumerate(matches, start=1):
        match.position = place
    Match.objects.bulk_update(moved, ["position"], batch_size=500)
