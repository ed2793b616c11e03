"""Takes one engagement through its steps, on their days, by the same actions people use."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from publius.demo.clock import moment_on
from publius.demo.contesting import Contesting
from publius.demo.engagements import borough_shares
from publius.demo.joining import Joining
from publius.demo.lotteries import Lottery, fixed_lot
from publius.demo.offers import offer_terms
from publius.demo.paying import Paying
from publius.demo.reaching import Reaching
from publius.demo.replies import accept_the_rest, answer_first, decline_some, next_for
from publius.demo.types import DemoEngagement, DemoSeat, Stage
from publius.demo.world import StoryError, World
from publius.web.calls import actions as calls
from publius.web.calls.models import Call, CallState, Engagement, EngagementState, Importance, Seat
from publius.web.calls.tasks import run_due_matches
from publius.web.panels.actions.decisions import confirm_draw
from publius.web.panels.actions.draws import request_draw
from publius.web.panels.actions.replacement import fill_place_by_hand
from publius.web.panels.actions.targets import Range, set_population, set_targets
from publius.web.panels.models import Draw, Place, PlaceState
from publius.web.panels.queries.draws import confirmed_draw, undecided_draw
from publius.web.panels.tasks import fill_vacant_places, run_due_draws
from publius.web.people.models import Person

Step = tuple[dt.datetime, Callable[[], object]]

REPLY_DAYS = 10
FEW = 500  # people: few enough to match for every call while loading
DRAWN = {Stage.DRAWN, Stage.FORMED, Stage.CLOSED}
FORMED = {Stage.FORMED, Stage.CLOSED}
BY_HAND = (
    "Nobody left in the pool met every target, and the group should not begin without this seat. "
    "I chose the person who had been interested longest."
)
NOTE = "I have looked at the group and at what was asked for. I confirm it as it was drawn."


@dataclass
class Story:
    """One engagement and its call, told as steps with their moments."""

    facts: DemoEngagement
    world: World
    rng: Random

    def __post_init__(self) -> None:
        self.seats: dict[str, Seat] = {}
        (self.told,) = self.facts.calls

    def steps(self) -> Iterator[Step]:
        """Everything that happened, in the order of this engagement."""
        began = self._began()
        yield moment_on(began, 9, 12), self._open
        yield moment_on(began + dt.timedelta(days=2), 14, 5), self._draft_call
        if self.told.opened_on is None:
            return
        yield moment_on(self.told.opened_on, 9), self._publish
        yield from Joining(self).steps()
        if self.told.stage is not Stage.OPEN:
            yield from self._after_closing(self.told.closes_on)

    @property
    def by(self) -> Person:
        return self.world.persona(self.facts.convener)

    @property
    def is_matched_here(self) -> bool:
        """Whether the matching is done while loading; the worker does the others when it starts.

        A run over two thousand people takes seconds, so only calls that are open are matched
        before the place opens.
        """
        return self.told.stage is Stage.OPEN or len(self.world.people) <= FEW

    def will_say_yes(self, person: Person) -> bool:
        """Whether the story needs this person later: they are interested, or have a part."""
        coming = {said.person for said in self.told.interests}
        coming |= {persona.person for persona in self.world.place.personas}
        return person.pk in {self.world.people[key].pk for key in coming}

    def _began(self) -> dt.date:
        return (
            self.told.opened_on or self.world.place.as_of + dt.timedelta(days=6)
        ) - dt.timedelta(days=12)

    def _after_closing(self, closed: dt.date) -> Iterator[Step]:
        day = dt.timedelta(days=1)
        yield moment_on(closed + day, 0, 5), lambda: calls.close_call(call=self.call, by=None)
        yield moment_on(closed + day, 10, 20), self._set_targets
        if self.told.stage not in DRAWN:
            yield from Lottery(self).steps(closed)
            return
        yield moment_on(closed + 3 * day, 11, 0), self._draw
        if self.told.stage not in FORMED:
            return
        yield moment_on(closed + 5 * day, 15, 40), self._confirm
        yield from Reaching(self).steps(closed + 5 * day)
        yield moment_on(closed + 6 * day, 12, 15), self._answer_questions
        yield moment_on(closed + 7 * day, 19, 30), self._decline
        yield moment_on(closed + 7 * day, 19, 31), fill_vacant_places
        yield moment_on(closed + 8 * day, 9, 45), self._fill_by_hand
        yield moment_on(closed + 9 * day, 20, 10), lambda: accept_the_rest(self.call)
        yield from Paying(self).steps(closed + 9 * day, self.world.place.as_of)
        yield from Contesting(self).steps()
        if self.told.stage is Stage.CLOSED:
            yield moment_on(self._ended_on(), 12), self._end

    def _ended_on(self) -> dt.date:
        return self.facts.decides_on + dt.timedelta(days=3)

    def _open(self) -> None:
        body = self.world.organisations[self.facts.organisation]
        self.engagement = calls.open_engagement(
            organisation=body,
            by=self.by,
            key=self._key(),
            title=self.facts.title,
            summary=self.facts.issue,
        )
        calls.change_engagement(
            engagement=self.engagement,
            by=self.by,
            decision=self.facts.decision,
            already_fixed=self.facts.fixed,
            still_open=self.facts.open_points,
            decided_by=self.facts.decided_by,
            decide_on=self.facts.decides_on,
        )
        for framing in self.facts.framings:
            calls.save_framing(
                engagement=self.engagement, by=self.by, key=self._key(),
                title=framing.title, text=framing.words, held_by=framing.held_by,
            )  # fmt: skip
        for holder in self.facts.stakeholders:
            calls.save_stakeholder(
                engagement=self.engagement, by=self.by, key=self._key(),
                name=holder.name, stake=holder.interest,
            )  # fmt: skip

    def _draft_call(self) -> None:
        self.call = calls.draft_call(
            engagement=self.engagement,
            by=self.by,
            key=self._key(),
            title=self.told.title,
            summary=self.told.need,
            size=self.told.size,
            area=self.world.borough,
            closes_on=self.told.closes_on,
        )
        for seat in self.told.seats:
            self.seats[seat.key] = self._save_seat(seat)
        calls.save_offer(call=self.call, by=self.by, **offer_terms(self.told))

    def _save_seat(self, seat: DemoSeat) -> Seat:
        return calls.save_seat(
            call=self.call,
            by=self.by,
            key=self._key(),
            title=seat.title,
            kind=seat.kind.value,
            need=seat.need,
            skills=list(seat.skills),
            minimum=seat.minimum if seat.must else 0,
            maximum=seat.maximum,
            importance=Importance.MUST if seat.must else Importance.NICE,
        )

    def _publish(self) -> None:
        calls.publish_engagement(engagement=self.engagement, by=self.by)
        self.engagement.refresh_from_db()
        self.call.engagement = self.engagement
        calls.publish_call(call=self.call, by=self.by)
        self.call.refresh_from_db()
        if self.is_matched_here:
            self.world.make_due(self.call.match_jobs)
            run_due_matches()

    def _set_targets(self) -> None:
        self.call.refresh_from_db()
        ranges = {
            (target.feature, target.value): Range(target.minimum, target.maximum)
            for target in self.told.targets
        }
        if ranges:
            self._set_population({feature for feature, _value in ranges})
            set_targets(call=self.call, by=self.by, ranges=ranges)

    def _set_population(self, features: set[str]) -> None:
        shares = {feature: borough_shares(feature) for feature in sorted(features)}
        source = "Population of Arden Vale, 2026 (invented)"
        set_population(
            call=self.call, by=self.by, features=list(shares), shares=shares, source=source
        )

    def _draw(self) -> None:
        request_draw(call=self.call, by=self.by, lot=fixed_lot(self.rng))
        self.world.make_due(Draw.objects.filter(call=self.call))
        run_due_draws()

    def _confirm(self) -> None:
        draw = undecided_draw(self.call)
        if draw is None:
            raise StoryError(f"Nothing was drawn for “{self.told.title}”.")
        confirm_draw(draw=draw, by=self.by, note=NOTE, reply_days=REPLY_DAYS)

    def _answer_questions(self) -> None:
        answer_first(self.call, self.told.questions, by=self.by, rng=self.rng)

    def _decline(self) -> None:
        decline_some(self.call, self.told.declines)

    def _fill_by_hand(self) -> None:
        """Where no reserve meets every target, the convener chooses, and says why."""
        for place in Place.objects.filter(call=self.call, state=PlaceState.VACANT):
            person = next_for(place)
            if person is None:
                raise StoryError(f"Nobody is left for “{place.seat}” of “{self.told.title}”.")
            fill_place_by_hand(
                draw=confirmed_draw(self.call),
                place=place,
                person=person,
                reason=BY_HAND,
                by=self.by,
                key=self._key(),
                accept_broken=True,
            )

    def _end(self) -> None:
        """Say what came of it. No action ends a call yet: outcomes are a later part's work."""
        self.engagement.refresh_from_db()
        calls.change_engagement(
            engagement=self.engagement,
            by=self.by,
            decision=f"{self.facts.decision}\n\nWhat came of it: {self.told.closing_words}",
        )
        Call.objects.filter(pk=self.call.pk).update(state=CallState.ENDED)
        Engagement.objects.filter(pk=self.engagement.pk).update(state=EngagementState.CLOSED)

    def _key(self) -> uuid.UUID:
        return uuid.UUID(int=self.rng.getrandbits(128), version=4)
