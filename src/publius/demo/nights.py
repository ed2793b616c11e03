"""What people of the place want to hear of, and the nights in which they were told."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from itertools import islice
from random import Random

from django.utils import timezone

from publius.demo.world import World
from publius.web.alerts.actions import MOST_CALLS, save_alert, write_digest
from publius.web.alerts.models import Digest, Night, Told
from publius.web.alerts.queries import Tip, news_of, people_after
from publius.web.people.models import Area, Person
from publius.web.work import WorkState

AT_ONCE = 200


def let_nights_pass(world: World, rng: Random) -> None:
    """Everybody has been told of the calls that are open; the next night tells what comes then.

    People with a part find the letter of this night in the letterbox, still to be sent. What the
    others got before lies with them: of their letters only what was told is kept.
    """
    _save_alerts(world, rng)
    parts = {world.people[persona.person].pk for persona in world.place.personas}
    today, last, letters = timezone.localdate(), 0, 0
    while people := people_after(last, most=AT_ONCE):
        news = news_of(people, today)
        for person in people:
            tips = news[person.pk]
            letters += bool(tips)
            if tips and person.pk in parts:
                write_digest(person=person, day=today, tips=tips)
        _note_as_told({p: news[p.pk] for p in people if news[p.pk] and p.pk not in parts})
        last = people[-1].pk
    Night.objects.create(
        day=today,
        upto=last,
        letters=letters,
        work_state=WorkState.DONE,
        due_at=timezone.now(),
        finished_at=timezone.now(),
    )


def _save_alerts(world: World, rng: Random) -> None:
    for persona in world.place.personas:
        for alert in persona.alerts:
            save_alert(
                person=world.people[persona.person],
                key=uuid.UUID(int=rng.getrandbits(128), version=4),
                topic=alert.topic,
                kind="",
                area=Area.objects.get(slug=alert.area.replace("_", "-")) if alert.area else None,
                km=alert.km,
            )


def _note_as_told(news: dict[Person, Sequence[Tip]]) -> None:
    now = timezone.now()
    digests = Digest.objects.bulk_create(
        [Digest(person=person, day=timezone.localdate(), written_at=now) for person in news]
    )
    Told.objects.bulk_create(
        Told(person=digest.person, call=tip.call, digest=digest)
        for digest in digests
        for tip in islice(news[digest.person], MOST_CALLS)
    )
