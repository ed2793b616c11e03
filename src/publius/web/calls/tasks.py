"""Work of the background: matching runs, and fresh matches for people who changed something."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publius.matching import Filters, Fit, Matching, MatchingError, calls_for
from publius.web.ledger.actions import move_bookmark
from publius.web.ledger.queries import News, last_number, unread_news, unread_since
from publius.web.people.models import Person
from publius.web.switches.models import Brake
from publius.web.switches.queries import is_on

from .actions import (
    answer_inquiry,
    close_call,
    fail_matching,
    keep_explanations,
    note_progress,
    request_matching,
    store_matches_of_person,
    store_matching,
)
from .explaining import causes_of, explained
from .indexing import index_at_hand, match_everybody
from .models import Call, Inquiry, MatchJob
from .needs import needs_of, people_running, seat_key
from .places import WHAT_CHANGES_MATCHES, people_in
from .queries import calls_looking_for_people, calls_past_their_date, matches_to_explain

MOST_TRIES = 3
MANY = 30  # people changed at once; from here on a whole run is quicker
AT_ONCE = 20  # matches explained between two looks at what else is due: about a second
BOOKMARK = "calls.matches"


def run_due_matches() -> int:
    """Do every matching run that is asked for; returns how many were done."""
    done = 0
    while not is_on(Brake.MATCHING):
        job = MatchJob.objects.select_related("call").claim_next(timezone.now())
        if job is None:
            break
        _run(job)
        done += 1
    return done


def _run(job: MatchJob) -> None:
    if job.attempts > MOST_TRIES:
        sentence = _(
            "The run was begun %(tries)s times and never finished. Earlier results were kept. "
            "Ask for another run; if it happens again, tell the people who run this site."
        )
        fail_matching(job=job, problem=sentence % {"tries": MOST_TRIES})
        return
    read_at, number = timezone.now(), last_number()
    try:
        matching = _match(job)
    except MatchingError as error:
        sentence = _("The run could not be finished: %(why)s Earlier results were kept.")
        fail_matching(job=job, problem=sentence % {"why": error})
        return
    if store_matching(job=job, matching=matching, read_at=read_at):
        # Somebody may have changed their evidence between the reading and the storing.
        late = people_in(unread_since(number, tags=WHAT_CHANGES_MATCHES))
        _refresh(late, [job.call])


def _match(job: MatchJob) -> Matching:
    return match_everybody(
        needs_of([job.call]),
        filters=Filters(exclude=people_running(job.call)),
        progress=lambda done, _total: note_progress(job=job, seats_done=done),
        starting=lambda _done, _total: note_progress(job=job, seats_done=0),
    )


def refresh_changed_people() -> int:
    """Match those who changed what they know against every open call, within a second or so."""
    if is_on(Brake.MATCHING):
        return 0
    news = unread_news(BOOKMARK, tags=WHAT_CHANGES_MATCHES)
    if news.since == news.upto:
        return 0
    calls = [call for call in calls_looking_for_people() if call.match_jobs.exists()]
    changed = people_in(news.events)
    if len(changed) > MANY:
        return _ask_for_whole_runs(news, calls)
    _refresh(changed, calls)
    move_bookmark(BOOKMARK, news)
    return len(changed)


@transaction.atomic
def _ask_for_whole_runs(news: News, calls: Iterable[Call]) -> int:
    if not move_bookmark(BOOKMARK, news):
        return 0
    return len([request_matching(call=call, by=None) for call in calls])


def _refresh(changed: set[str], calls: Iterable[Call]) -> None:
    if not changed:
        return
    read_at = timezone.now()
    needs = {call: needs_of([call]) for call in calls}
    running = {call: people_running(call) for call in calls}
    with index_at_hand() as index:
        for person in Person.objects.filter(public_id__in=changed):
            name = person.public_id.hex
            asked = [n for call in needs if name not in running[call] for n in needs[call]]
            fits: dict[int, Fit | None] = {seat_key(need): None for need in asked}
            found = calls_for(name, asked, index, top=len(asked) or 1, today=timezone.localdate())
            fits.update({seat_key(need): fit for need, fit in found})
            store_matches_of_person(person=person, fits=fits, read_at=read_at)


def explain_new_matches() -> int:
    """Work out what would raise the matches that were stored last, some at a time."""
    if is_on(Brake.MATCHING):
        return 0
    return keep_explanations(found=explained(matches_to_explain(AT_ONCE)), at=timezone.now())


def answer_inquiries() -> int:
    """Say why somebody is not on a list, to each convener who asked."""
    done = 0
    while not is_on(Brake.MATCHING):
        rows = Inquiry.objects.select_related("call", "seat", "person")
        inquiry = rows.claim_next(timezone.now())
        if inquiry is None:
            break
        _answer(inquiry)
        done += 1
    return done


def _answer(inquiry: Inquiry) -> None:
    if inquiry.attempts > MOST_TRIES:
        sentence = _("The answer was begun %(tries)s times and never finished. Ask again later.")
        inquiry.fail(timezone.now(), sentence % {"tries": MOST_TRIES})
        return
    answer_inquiry(inquiry=inquiry, causes=causes_of(inquiry))


def close_calls_past_their_date() -> int:
    """Close open calls whose last day is over."""
    return sum(close_call(call=call, by=None) for call in calls_past_their_date())
