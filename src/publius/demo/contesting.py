"""Somebody who was not drawn says that something was wrong; the host of the place answers."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from publius.demo.clock import moment_on
from publius.demo.types import DemoContest
from publius.web.panels.actions.contests import answer_contest, raise_contest
from publius.web.panels.models import Contest, DrawnPerson
from publius.web.panels.queries.draws import confirmed_draw
from publius.web.panels.queries.places import people_already_offered
from publius.web.people.models import Person

if TYPE_CHECKING:
    from publius.demo.story import Step, Story

UNTIL_ANSWERED = dt.timedelta(days=4)


@dataclass(frozen=True)
class Contesting:
    """What was contested in one call: answered where the story has an answer, else waiting."""

    story: Story

    def steps(self) -> Iterator[Step]:
        as_of = self.story.world.place.as_of
        for number, told in enumerate(self.story.told.contests):
            day = as_of - dt.timedelta(days=told.days_ago)
            yield moment_on(day, 20, 25), lambda told=told, number=number: self._raise(told, number)
            if told.answer:
                answered = moment_on(day + UNTIL_ANSWERED, 16, 10)
                yield answered, lambda told=told: self._answer(told)

    def _raise(self, told: DemoContest, number: int) -> None:
        raise_contest(
            call=self.story.call,
            by=self._not_drawn(number),
            subject=told.subject,
            words=told.words,
            key=uuid.uuid5(uuid.NAMESPACE_URL, f"{self.story.call.slug}/contest/{number}"),
        )

    def _not_drawn(self, number: int) -> Person:
        """Somebody of the pool who was never offered a place."""
        lines = DrawnPerson.objects.filter(draw=confirmed_draw(self.story.call))
        outside = lines.exclude(person__in=people_already_offered(self.story.call))
        return list(outside.select_related("person").order_by("code"))[number].person

    def _answer(self, told: DemoContest) -> None:
        """Everybody of the body had a hand in the draw, so it falls to the host."""
        contest = Contest.objects.get(call=self.story.call, words=told.words)
        answer_contest(
            contest=contest,
            outcome=told.outcome,
            answer=told.answer,
            by=self.story.world.persona("host"),
        )
