"""Brings what people said, what others answered and what moderators decided into the tables."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from random import Random

from publius.demo.chronicle import Chronicle
from publius.demo.clock import moment_on, some_moment_on
from publius.demo.talks.facts import Said, Talk, TalkReply
from publius.demo.talks.joining import Crowd
from publius.demo.world import World
from publius.web.conversations.models import (
    Appeal,
    Conversation,
    Decision,
    Origin,
    Participant,
    Reply,
    ReplyState,
    Statement,
    StatementState,
    Verdict,
)
from publius.web.ledger.tags import Tag

HOUR = dt.timedelta(hours=1)
DECIDED = {StatementState.SHOWN: Verdict.SHOW, StatementState.REJECTED: Verdict.REJECT}


@dataclass(frozen=True)
class Saying:
    """All that was said in one conversation, in the order of its numbers."""

    talk: Talk
    conversation: Conversation
    crowd: Crowd
    world: World
    rng: Random
    chronicle: Chronicle

    def statements(self) -> list[Statement]:
        rows = [self._statement(number, said) for number, said in enumerate(self.talk.said, 1)]
        Statement.objects.bulk_create(rows)
        for row, said in zip(rows, self.talk.said, strict=True):
            self._decide(row, said)
            self._reply(row, said)
        return rows

    def _statement(self, number: int, said: Said) -> Statement:
        day = self.world.place.as_of - dt.timedelta(days=said.days_ago)
        at = some_moment_on(self.rng, day)
        author = self.crowd.speaker(self.rng, said.by, at)
        at = self._past(max(at, author.joined_at + HOUR))
        return Statement(
            conversation=self.conversation,
            number=number,
            author=author,
            origin=Origin.PARTICIPANT if author.part == "member" else Origin.SEED,
            stage=self._stage(said.days_ago),
            kind=said.kind,
            text=said.text,
            source=said.source,
            state=said.state,
            said_at=at,
            shown_at=self._past(at + 3 * HOUR) if said.state == StatementState.SHOWN else None,
        )

    def _past(self, at: dt.datetime) -> dt.datetime:
        """Nothing is dated in the future of the place."""
        return min(at, moment_on(self.world.place.as_of - dt.timedelta(days=1), 23, 50))

    def _stage(self, days_ago: int) -> str:
        """The stage that was open on that day."""
        open_then = [stage for stage in self.talk.stages if stage.opened_ago >= days_ago]
        return open_then[-1].kind

    def _decide(self, row: Statement, said: Said) -> None:
        if said.state not in DECIDED or row.origin == Origin.SEED:
            return
        by = self.crowd.personas.get(said.decided_by) or self._host()
        decision = Decision.objects.create(
            conversation=self.conversation,
            statement=row,
            verdict=DECIDED[said.state],
            reason=said.reason,
            words=said.words,
            by=by.person,
            at=self._past(row.said_at + 3 * HOUR),
            told_at=self._past(row.said_at + 4 * HOUR),
        )
        self.chronicle.expect(
            decision.at,
            Tag.CONTRIBUTIONS_CHECKED,
            self.conversation,
            actor=by.person,
            verdict=str(decision.verdict),
            reason=said.reason,
            statements=[row.number],
            replies=[],
        )
        if said.appeal:
            self._appeal(row, decision, said.appeal)

    def _host(self) -> Participant:
        return self.conversation.participants.get(part="host")

    def _appeal(self, row: Statement, decision: Decision, words: str) -> None:
        at = self._past(decision.at + 20 * HOUR)
        Appeal.objects.create(
            statement=row, decision=decision, decided_by=decision.by, words=words, raised_at=at
        )
        self.chronicle.expect(
            at,
            Tag.APPEAL_RAISED,
            self.conversation,
            actor=row.author.person,
            statement=row.number,
        )

    def _reply(self, row: Statement, said: Said) -> None:
        Reply.objects.bulk_create(
            self._reply_row(row, told, self._past(row.said_at + (26 + 9 * place) * HOUR))
            for place, told in enumerate(said.replies)
        )

    def _reply_row(self, row: Statement, told: TalkReply, at: dt.datetime) -> Reply:
        return Reply(
            statement=row,
            author=self.crowd.speaker(self.rng, told.by, at, but=row.author),
            kind=told.kind,
            text=told.text,
            would_change=told.would_change,
            state=ReplyState.SHOWN,
            said_at=at,
            shown_at=self._past(at + HOUR),
        )
