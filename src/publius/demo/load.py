"""Fills an empty installation with the demo place, and lets it live up to a date."""

from __future__ import annotations

import datetime as dt
import heapq
from collections.abc import Callable
from itertools import count
from random import Random
from statistics import fmean

from django.db import transaction
from django.utils import timezone

from publius.demo.chronicle import Chronicle
from publius.demo.clock import StoryClock, moment_on
from publius.demo.nights import let_nights_pass
from publius.demo.place import arden_vale
from publius.demo.reaching import choose_ways, remind_every_morning
from publius.demo.settling import Settling
from publius.demo.story import Story
from publius.demo.talks.talking import talking_steps
from publius.demo.types import DemoPlace
from publius.demo.world import World
from publius.web.calls.tasks import BOOKMARK
from publius.web.directory.actions import add_organisation, give_role
from publius.web.directory.models import Organisation
from publius.web.ledger.actions import move_bookmark
from publius.web.ledger.queries import News, last_number
from publius.web.notify.actions import mark_sent
from publius.web.notify.models import Message
from publius.web.panels.tasks import lapse_invitations
from publius.web.people.models import Area, Person

Say = Callable[[str], object]

ROLES = ("convener", "facilitator", "moderator")
BEFORE = 1100  # days before its date on which the place begins


class NotEmptyError(Exception):
    """Somebody is here already; nothing was changed."""


@transaction.atomic
def load(
    as_of: dt.date, seed: int, *, people: int = 2000, say: Say = lambda sentence: None
) -> DemoPlace:
    """Bring Arden Vale into the tables as it stands on `as_of`, all of it or nothing.

    People and what they know are written in bulk; everything the engagements went through is
    done by the same actions, matching and draws that people use, on the days of the story.
    """
    if Person.objects.exists():
        raise NotEmptyError
    place = arden_vale(as_of, seed, people=people)
    until = min(timezone.now(), moment_on(as_of, 23, 59))
    rng = Random(f"{seed}:rows")  # noqa: S311 - an invented place, nothing secret
    chronicle = Chronicle()
    with StoryClock(until) as clock:
        clock.turn_to(moment_on(as_of - dt.timedelta(days=BEFORE), 9))
        world = _begin(place, rng, chronicle, until, say)
        _tell(world, rng, chronicle, clock, say)
        clock.turn_to(until)
        chronicle.tell_until(until)
        lapse_invitations()
        _settle_post(world)
        let_nights_pass(world, rng)
        _catch_up_with_news()
    return place


def _begin(
    place: DemoPlace, rng: Random, chronicle: Chronicle, until: dt.datetime, say: Say
) -> World:
    say(f"{len(place.people)} people of {place.name} move in ...")
    borough, areas = _make_areas(place)
    organisations = _make_organisations(place, borough)
    people = Settling(place, areas, rng, chronicle, until).people()
    return World(place, borough, organisations, people)


def _make_areas(place: DemoPlace) -> tuple[Area, dict[str, Area]]:
    adults = sum(ward.adults for ward in place.areas)
    borough = Area.objects.create(
        name=place.name,
        slug="arden-vale",
        population=adults,
        latitude=round(fmean(ward.latitude for ward in place.areas), 4),
        longitude=round(fmean(ward.longitude for ward in place.areas), 4),
    )
    wards = {
        ward.key: Area.objects.create(
            name=ward.name,
            slug=ward.key.replace("_", "-"),
            within=borough,
            population=ward.adults,
            latitude=ward.latitude,
            longitude=ward.longitude,
        )
        for ward in place.areas
    }
    return borough, wards


def _make_organisations(place: DemoPlace, borough: Area) -> dict[str, Organisation]:
    return {
        fact.key: add_organisation(
            name=fact.name,
            kind=fact.kind,
            about=fact.about,
            area=borough,
            controlled_by=fact.controlled_by,
            website=fact.web_address,
        )
        for fact in place.organisations
    }


def _tell(world: World, rng: Random, chronicle: Chronicle, clock: StoryClock, say: Say) -> None:
    """Every step of every engagement, in the order of their moments."""
    order = count()
    steps: list = []
    for moment, step in _all_steps(world, rng, chronicle):
        heapq.heappush(steps, (moment, next(order), step))
    say(f"{len(world.place.engagements)} engagements run their course ...")
    while steps:
        moment, _, step = heapq.heappop(steps)
        clock.turn_to(moment)
        chronicle.tell_until(clock.moment)
        step()


def _all_steps(world: World, rng: Random, chronicle: Chronicle):
    settled = moment_on(world.place.as_of - dt.timedelta(days=400), 10)
    yield settled, lambda: _give_roles(world)
    yield from choose_ways(world)
    yield from remind_every_morning(world)
    for facts in world.place.engagements:
        story = Story(facts, world, rng)
        yield from story.steps()
        yield from talking_steps(story, chronicle)


def _give_roles(world: World) -> None:
    for persona in world.place.personas:
        for key in persona.organisations if persona.role in ROLES else ():
            give_role(
                organisation=world.organisations[key],
                person=world.people[persona.person],
                role=persona.role,
                by=None,
            )


def _settle_post(world: World) -> None:
    """Letters of the past have long been read; invitations to a persona still wait to be sent."""
    fixed = {world.people[persona.person].pk for persona in world.place.personas}
    waiting = Message.objects.filter(person__in=fixed, purpose__startswith="invitation")
    for message in Message.objects.exclude(pk__in=waiting):
        mark_sent(message=message)


def _catch_up_with_news() -> None:
    """The story's matches are fresh: the worker need not read its whole ledger again."""
    move_bookmark(BOOKMARK, News([], since=0, upto=last_number()))
