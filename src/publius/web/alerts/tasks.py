"""Work of the night: once a day, when most people sleep, also after the site was down."""

import datetime as dt

import structlog
from django.conf import settings
from django.utils import timezone

from publius.web.people.models import Person
from publius.web.switches.models import Brake
from publius.web.switches.queries import is_on

from .actions import begin_night, finish_night, pass_over, rest_night, write_digest
from .models import Night
from .queries import is_still_matching, news_of, people_after

log = structlog.get_logger("publius.alerts")

AT_ONCE = 200  # people looked at in one sweep, so that a worker told to stop does so soon
MOST_TRIES = 3


def begin_due_night() -> int:
    """Begin today's night when its hour has come; after days without a worker there is one."""
    now = timezone.localtime()
    if now.hour < settings.NIGHT_HOUR or Night.objects.filter(day=now.date()).exists():
        return 0
    return int(begin_night(day=now.date()))


def write_due_digests() -> int:
    """Look at the next people of the night; returns how many.

    While a host holds the messages or the matching nothing is written: it would be old when
    it is sent. While calls are being matched again their matches are not whole.
    """
    now = timezone.now()
    if not Night.objects.due(now).exists() or is_still_matching(now):
        return 0
    if is_on(Brake.MAIL) or is_on(Brake.MATCHING):
        return 0
    night = Night.objects.claim_next(now)
    return _go_on(night) if night else 0


def _go_on(night: Night) -> int:
    """Look at the next few people; one by one where an earlier try broke off among them."""
    today = timezone.localdate()
    most = AT_ONCE if night.attempts == 1 else 1
    people = people_after(night.upto, most=most) if night.day == today else []
    if not people:  # everybody was looked at, or a newer night looks at everybody
        finish_night(night=night)
        return 1
    if night.attempts > MOST_TRIES:
        log.error("night_passed_over_one_person", tries=MOST_TRIES)
        pass_over(night=night, person=people[0])
        return 1
    letters = _write_to(people, today)
    rest_night(night=night, upto=people[-1].pk, letters=letters)
    return len(people)


def _write_to(people: list[Person], today: dt.date) -> int:
    news = news_of(people, today)
    written = [
        write_digest(person=person, day=today, tips=news[person.pk])
        for person in people
        if news[person.pk]
    ]
    return sum(digest is not None for digest in written)
