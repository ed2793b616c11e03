"""How the members of a conversation voted: many rows at once, each with a moment of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from publius.demo.talks.facts import Said, Talk
from publius.demo.talks.joining import Crowd
from publius.web.conversations.models import (
    Answer,
    Participant,
    Statement,
    Unsure,
    Vote,
    VoteChange,
)

AT_ONCE = 1000
MEDIAN_VOTES, SPREAD = 17, 0.5  # log-normal, as in real conversations
CHANGED = 0.03  # of the votes were something else at first
SAYS_WHY = 0.6  # of those who are unsure
CITIZEN_VOTES = 11


@dataclass(frozen=True)
class Voting:
    """Votes on what was shown by `until`, by those who were there."""

    talk: Talk
    crowd: Crowd
    statements: list[Statement]
    rng: Random
    since: dt.datetime
    until: dt.datetime

    def cast(self) -> int:
        """Returns how many votes were cast."""
        votes = [vote for member in self.crowd.members for vote in self._votes_of(member)]
        Vote.objects.bulk_create(votes, batch_size=AT_ONCE)
        VoteChange.objects.bulk_create(self._changes(votes), batch_size=AT_ONCE)
        return len(votes)

    def _votes_of(self, member: Participant) -> Iterator[Vote]:
        camp = self.crowd.camp_of(member)
        seen = [
            (row, said)
            for row, said in zip(self.statements, self.talk.said, strict=True)
            if said.agree and row.shown_at and row.shown_at < self.until
        ]
        done = set(Vote.objects.filter(participant=member).values_list("statement", flat=True))
        open_to_them = [(row, said) for row, said in seen if row.pk not in done]
        wanted = self._how_many(member) - len(done)
        for row, said in self.rng.sample(open_to_them, max(0, min(wanted, len(open_to_them)))):
            yield self._vote(member, row, said, camp)

    def _how_many(self, member: Participant) -> int:
        if member == self.crowd.personas.get("citizen"):
            return CITIZEN_VOTES
        return round(MEDIAN_VOTES * self.rng.lognormvariate(0, SPREAD))

    def _vote(self, member: Participant, row: Statement, said: Said, camp: int) -> Vote:
        answer = self._answer(said, camp)
        earliest = max(self.since, member.joined_at, row.shown_at)
        at = earliest + self.rng.random() * max(self.until - earliest, dt.timedelta(0))
        return Vote(
            participant=member,
            statement=row,
            answer=answer,
            unsure=self._why(answer),
            voted_at=min(at, self.until),
        )

    def _answer(self, said: Said, camp: int) -> int:
        if self.rng.random() * 100 < said.unsure:
            return Answer.UNSURE
        agrees = self.rng.random() * 100 < said.agree[camp]
        return Answer.AGREE if agrees else Answer.DISAGREE

    def _why(self, answer: int) -> str:
        if answer != Answer.UNSURE or self.rng.random() > SAYS_WHY:
            return ""
        return self.rng.choice(Unsure.values)

    def _changes(self, votes: list[Vote]) -> Iterator[VoteChange]:
        if not self.talk.minds_changed:
            return
        for vote in votes:
            if vote.answer != Answer.UNSURE and self.rng.random() < CHANGED:
                yield VoteChange(
                    participant=vote.participant,
                    statement=vote.statement,
                    old_answer=-vote.answer,
                    new_answer=vote.answer,
                    changed_mind=self.rng.choice(self.talk.minds_changed),
                    changed_at=vote.voted_at,
                )
