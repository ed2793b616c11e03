"""Takes one conversation of the place through its stages, on their days."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from random import Random
from typing import TYPE_CHECKING

from django.utils import timezone

from publius.demo.chronicle import Chronicle
from publius.demo.clock import moment_on
from publius.demo.talks.concluding import Concluding
from publius.demo.talks.facts import Talk, TalkStage, talk_of
from publius.demo.talks.joining import Crowd, Joining
from publius.demo.talks.saying import Saying
from publius.demo.talks.voting import Voting
from publius.web.conversations.actions.opening import (
    close_conversation,
    draft_conversation,
    plan_stages,
    publish_conversation,
)
from publius.web.conversations.actions.stages import close_stage, open_stage, sign_off_absence
from publius.web.conversations.actions.team import add_to_team
from publius.web.conversations.models import (
    Checking,
    Conversation,
    Stage,
    StageKind,
    Statement,
)
from publius.web.conversations.queries.gate import missing_seats
from publius.web.conversations.queries.people import roles_to_add
from publius.web.conversations.tasks import run_due_maps

if TYPE_CHECKING:
    from publius.demo.story import Step, Story

VOTED_IN = ("explore", "weigh")
TWO_WEEKS = dt.timedelta(days=14)
NOT_HEARD = (
    "Nobody with this seat could come in these weeks. We rang the user-led organisations and will "
    "ask again before Weigh; what they told us before is in the information for this stage."
)


class Talking:
    """One conversation, told as steps with their moments."""

    crowd: Crowd
    conversation: Conversation

    def __init__(self, story: Story, talk: Talk, chronicle: Chronicle) -> None:
        self.story, self.talk, self.chronicle = story, talk, chronicle
        seed = f"{story.world.place.seed}:talk:{story.facts.key}"
        self.rng = Random(seed)  # noqa: S311 - an invented place, nothing secret
        self.said: list[Statement] = []

    def steps(self) -> Iterator[Step]:
        yield self._on(self.talk.drafted_ago, 9), self._draft
        yield self._on(self.talk.published_ago, 9), self._publish
        yield self._on(self.talk.published_ago, 10), self._fill
        for stage in self.talk.stages:
            yield from self._stage_steps(stage)
        yield from Concluding(self).steps()
        if self.talk.closed_ago is not None:
            yield self._on(self.talk.closed_ago, 17), self._close

    def statement(self, number: int) -> Statement:
        return self.said[number - 1]

    def _stage_steps(self, stage: TalkStage) -> Iterator[Step]:
        yield self._on(stage.opened_ago, 8), lambda: self._open_stage(stage)
        ends = stage.closed_ago or 0
        if stage.kind in VOTED_IN:
            since = self._on(stage.opened_ago, 12)
            yield self._on(max(ends, 1), 18), lambda: self._vote(since)
        if stage.closed_ago is not None:
            yield self._on(ends, 19), lambda: self._close_stage(stage)

    def _on(self, days_ago: int, hour: int) -> dt.datetime:
        return moment_on(self._day(days_ago), hour)

    def _draft(self) -> None:
        self.conversation = draft_conversation(
            call=self.story.call,
            by=self.story.by,
            key=uuid.UUID(int=self.rng.getrandbits(128), version=4),
            title=self.talk.title,
            question=self.talk.question,
            joining=self.talk.joining,
            readers=self.talk.readers,
            checking=Checking.BEFORE,
        )
        plan_stages(conversation=self.conversation, by=self.story.by, plan=self._plan())
        for role in roles_to_add(self.conversation).exclude(role="convener"):
            add_to_team(conversation=self.conversation, role=role, by=self.story.by)

    def _plan(self) -> dict[str, dict[str, dt.date]]:
        """As it went; the stage that is open and those that follow have two weeks each."""
        told = {stage.kind: stage for stage in self.talk.stages}
        plan, following = {}, self._day(0)
        for kind in StageKind.values:
            stage = told.get(kind)
            opens = self._day(stage.opened_ago) if stage else following
            ended = stage is not None and stage.closed_ago is not None
            closes = self._day(stage.closed_ago) if ended else max(opens, self._day(0)) + TWO_WEEKS
            plan[kind] = {"opens_on": opens, "closes_on": closes}
            following = closes + dt.timedelta(days=1)
        return plan

    def _day(self, days_ago: int) -> dt.date:
        return self.story.world.place.as_of - dt.timedelta(days=days_ago)

    def _publish(self) -> None:
        publish_conversation(conversation=self.conversation, by=self.story.by)
        self.conversation.refresh_from_db()

    def _fill(self) -> None:
        """Who comes and what they say, with days of their own that follow this one."""
        facts = {
            "talk": self.talk,
            "conversation": self.conversation,
            "world": self.story.world,
            "rng": self.rng,
            "chronicle": self.chronicle,
        }
        self.crowd = Joining(call=self.story.told, **facts).crowd()
        self.said = Saying(crowd=self.crowd, **facts).statements()

    def _open_stage(self, told: TalkStage) -> None:
        open_stage(stage=self._stage(told), by=self.story.by)

    def _close_stage(self, told: TalkStage) -> None:
        """Seats nobody filled are signed off, with the reason everybody reads."""
        stage = self._stage(told)
        for seat in missing_seats(stage):
            sign_off_absence(stage=stage, seat=seat, reason=NOT_HEARD, by=self.story.by)
        close_stage(stage=stage, by=self.story.by)

    def _stage(self, told: TalkStage) -> Stage:
        return Stage.objects.get(conversation=self.conversation, kind=told.kind)

    def _vote(self, since: dt.datetime) -> None:
        """The votes of one stage and the map at its end."""
        now = timezone.now()
        voting = Voting(self.talk, self.crowd, self.said, self.rng, since, now)
        voting.cast()
        run_due_maps()

    def _close(self) -> None:
        close_conversation(conversation=self.conversation, by=self.story.by)


def talking_steps(story: Story, chronicle: Chronicle) -> Iterator[Step]:
    """The steps of the conversation of this engagement, where it has one."""
    talk = talk_of(story.facts.key)
    if talk is not None:
        yield from Talking(story, talk, chronicle).steps()
