"""The work of one night: fresh matches of open calls, then one letter to each whom calls need."""

import datetime as dt
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from publius.web.calls.actions import request_matching
from publius.web.ledger.actions import record_event
from publius.web.ledger.tags import Tag
from publius.web.notify.actions import queue_message
from publius.web.people.models import Consent, Person, Purpose
from publius.web.work import WorkState

from ..letters import digest_letter
from ..links import stop_link
from ..models import Digest, Night, Often, Rhythm, Told
from ..queries import Tip, still_news
from ..searching import open_now

MOST_CALLS = 10  # in one letter; the others wait for the next one


@transaction.atomic
def begin_night(*, day: dt.date) -> bool:
    """Open the work of this night, once; evidence has grown a day older, so calls match again."""
    try:
        with transaction.atomic():
            Night.objects.create(day=day)
    except IntegrityError:
        return False
    for call in open_now().filter(match_jobs__isnull=False).distinct():
        request_matching(call=call, by=None)
    return True


@transaction.atomic
def write_digest(*, person: Person, day: dt.date, tips: Sequence[Tip]) -> Digest | None:
    """Tell a person of calls, in one letter; None where there is nothing to tell them (any more).

    The agreement is held until the letter is in the outbox: whoever takes it back meanwhile
    waits that long, and the outbox asks for it once more before it sends.
    """
    if not _hold_agreement(person):
        return None
    tips = still_news(person, tips)
    digest = _begin_digest(person, day) if tips else None
    if digest is None:
        return None
    told, rest = tips[:MOST_CALLS], tips[MOST_CALLS:]
    Told.objects.bulk_create(Told(person=person, call=tip.call, digest=digest) for tip in told)
    subject, body = digest_letter(person, told, more=len(rest))
    queue_message(
        purpose="call_digest",
        subject=subject,
        body=body,
        person=person,
        dedupe_key=f"call_digest:{digest.pk}",
        why=_("you agreed that we write to you about calls that may need you"),
        agreement=Purpose.CALL_ALERTS,
        stop_link=stop_link(person),
    )
    return digest


def _hold_agreement(person: Person) -> bool:
    living = Consent.objects.filter(
        person=person,
        person__is_active=True,
        purpose=Purpose.CALL_ALERTS,
        withdrawn_at__isnull=True,
    )
    wants_none = Rhythm.objects.filter(person=person, often=Often.NEVER)
    return living.select_for_update(no_key=True).first() is not None and not wants_none.exists()


def _begin_digest(person: Person, day: dt.date) -> Digest | None:
    try:
        with transaction.atomic():
            return Digest.objects.create(person=person, day=day, written_at=timezone.now())
    except IntegrityError:
        return None


def rest_night(*, night: Night, upto: int, letters: int) -> None:
    """Note how far the night is and give the row back, so that a worker can stop in between.

    Tries that broke off are remembered until whoever they broke off at is behind.
    """
    _give_back(night, upto=upto, letters=F("letters") + letters, attempts=night.attempts - 1)


def pass_over(*, night: Night, person: Person) -> None:
    """Go on behind somebody whose letter breaks the worker each time; others wait for theirs."""
    _give_back(night, upto=person.pk, attempts=0)


def _give_back(night: Night, **fields: object) -> None:
    Night.objects.still_claimed(night).update(
        work_state=WorkState.WAITING, due_at=timezone.now(), **fields
    )


@transaction.atomic
def finish_night(*, night: Night) -> None:
    if Night.objects.still_claimed(night).select_for_update().first() is None:
        return
    night.finish(timezone.now())
    record_event(Tag.NIGHT_FINISHED, night, letters=night.letters)
