"""How a pool fills: the convener asks those who fit, others find the call themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from publius.demo.clock import some_moment_on
from publius.demo.reaching import Reaching
from publius.demo.types import DemoInterest
from publius.web.calls.models import Match, Seat
from publius.web.panels.actions.interest import join_pool
from publius.web.panels.actions.invitations import invite_to_pool
from publius.web.panels.actions.replies import accept_interest, decline
from publius.web.panels.models import Ask, DeclineReason, Invitation, Reply
from publius.web.people.models import Person

if TYPE_CHECKING:
    from publius.demo.story import Step, Story

ASKED_PER_PLACE = 4
NO_THANKS = {
    DeclineReason.TIME: 40,
    DeclineReason.NOT_MINE: 25,
    DeclineReason.DATES: 20,
    DeclineReason.ACCESS: 6,
    DeclineReason.TRUST: 5,
    DeclineReason.OTHER: 4,
}


@dataclass
class Joining:
    """The weeks in which one call gathers interest."""

    story: Story
    asked: dict[int, Invitation] = field(default_factory=dict)  # by the person's key

    def steps(self) -> Iterator[Step]:
        """Asking on the second day, then every "I'd be interested" on its own day."""
        day = self.story.told.opened_on + dt.timedelta(days=1)
        if self.story.is_matched_here:
            yield some_moment_on(self.story.rng, day), self._ask
            yield from Reaching(self.story).steps(day)
        for said in self.story.told.interests:
            joins = max(said.said_on, day + dt.timedelta(days=1))
            last = min(self.story.told.closes_on, self.story.world.place.as_of)
            yield (
                some_moment_on(self.story.rng, min(joins, last)),
                lambda said=said: self._join(said),
            )
        yield some_moment_on(self.story.rng, day + dt.timedelta(days=5)), self._say_no

    def _ask(self) -> None:
        """The best fits for every seat are asked, except those who run the place."""
        for seat in self.story.seats.values():
            found = Match.objects.filter(seat=seat).order_by("position")
            best = found.values_list("person__public_id", flat=True)[
                : seat.maximum * ASKED_PER_PLACE
            ]
            invite_to_pool(
                call=self.story.call,
                seat=seat,
                public_ids=[str(public_id) for public_id in best],
                by=self.story.by,
            )
        rows = Invitation.objects.filter(call=self.story.call, ask=Ask.INTEREST)
        self.asked = {row.person_id: row for row in rows.select_related("call", "person")}

    def _join(self, said: DemoInterest) -> None:
        person = self.story.world.people[said.person]
        seats = [self.story.seats[key] for key in said.seats]
        invitation = self.asked.get(person.pk)
        if invitation is None:
            self._find_it(person, seats, said.words)
        else:
            accept_interest(invitation=invitation, seats=seats, words=said.words)

    def _find_it(self, person: Person, seats: list[Seat], words: str) -> None:
        join_pool(call=self.story.call, person=person, seats=seats, words=words)

    def _say_no(self) -> None:
        """Two in five of those who were asked and will not come say so, with a reason."""
        coming = {self.story.world.people[said.person].pk for said in self.story.told.interests}
        fixed = {self.story.world.people[p.person].pk for p in self.story.world.place.personas}
        rng = self.story.rng
        for key, invitation in self.asked.items():
            invitation.refresh_from_db()
            unsaid = invitation.reply == Reply.NONE and key not in coming | fixed
            if unsaid and rng.random() < 0.4:
                reason = rng.choices(list(NO_THANKS), list(NO_THANKS.values()))[0]
                decline(invitation=invitation, reason=reason)
