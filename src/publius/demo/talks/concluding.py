"""What came of a conversation, by the same actions as people use: outcome, dissent, reports."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from django.utils import timezone

from publius.demo.clock import moment_on
from publius.demo.talks.facts import OpenQuestion, Pledge, Talk, TalkOutcome, TalkReport
from publius.web.conversations.actions.dissent import quote_disagreement
from publius.web.conversations.actions.minority import sign_report, write_report
from publius.web.conversations.actions.outcomes import (
    add_option,
    draft_outcome,
    publish_outcome,
    use_statements,
)
from publius.web.conversations.actions.unknowns import (
    answer_unknown,
    commit_body,
    commit_oneself,
    keep_commitment,
    note_unknown,
)
from publius.web.conversations.models import Commitment, Outcome, Unknown, Use
from publius.web.conversations.queries.dissent import dissent_of
from publius.web.people.models import Person

if TYPE_CHECKING:
    from publius.demo.story import Step
    from publius.demo.talks.talking import Talking


@dataclass(frozen=True)
class Concluding:
    """The end of one conversation, and what is not known along the way."""

    talking: Talking

    @property
    def talk(self) -> Talk:
        return self.talking.talk

    @property
    def rng(self) -> Random:
        return self.talking.rng

    @property
    def by(self) -> Person:
        return self.talking.story.by

    def steps(self) -> Iterator[Step]:
        for told in self.talk.unknowns:
            yield self._on(told.days_ago, 11), lambda told=told: self._note(told)
            if told.answered_ago is not None:
                yield self._on(told.answered_ago, 15), lambda told=told: self._answer(told)
        if self.talk.outcome is not None:
            yield self._on(self.talk.outcome.drafted_ago, 10), self._draft
            yield self._on(self.talk.outcome.published_ago, 16), self._publish
            for pledge in self.talk.outcome.pledges:
                if pledge.kept_ago is not None:
                    yield self._on(pledge.kept_ago, 12), lambda told=pledge: self._keep(told)
        if self.talk.report is not None:
            yield self._on(self.talk.report.written_ago, 20), self._report

    def _on(self, days_ago: int, hour: int) -> dt.datetime:
        return moment_on(self._day(-days_ago), hour)

    def _day(self, days: int) -> dt.date:
        return self.talking.story.world.place.as_of + dt.timedelta(days=days)

    def _key(self) -> uuid.UUID:
        return uuid.UUID(int=self.rng.getrandbits(128), version=4)

    def _note(self, told: OpenQuestion) -> None:
        note_unknown(
            conversation=self.talking.conversation,
            text=told.text,
            owner=told.owner,
            due_on=self._day(told.due_in),
            by=self.by,
            key=self._key(),
            statement=self.talking.statement(told.statement) if told.statement else None,
        )

    def _answer(self, told: OpenQuestion) -> None:
        unknown = Unknown.objects.get(conversation=self.talking.conversation, text=told.text)
        answer_unknown(unknown=unknown, answer=told.answer, by=self.by)

    def _draft(self) -> None:
        told = self.talk.outcome
        outcome = draft_outcome(
            conversation=self.talking.conversation,
            by=self.by,
            key=self._key(),
            kind=told.kind,
            title=told.title,
            conclusion=told.conclusion,
            review_on=self._day(told.review_in),
        )
        for option in told.options:
            add_option(outcome=outcome, key=self._key(), **option)
        uses = dict.fromkeys(map(self.talking.statement, told.takes_up), Use.TAKEN_UP)
        uses |= dict.fromkeys(map(self.talking.statement, told.goes_against), Use.AGAINST)
        use_statements(outcome=outcome, uses=uses)
        self._quote(outcome, told)

    def _quote(self, outcome: Outcome, told: TalkOutcome) -> None:
        """The strongest disagreement of every group, each with an answer."""
        strongest = [group.missing for group in dissent_of(outcome) if group.missing]
        strongest.sort(key=lambda each: -each.at_least)
        for place, found in enumerate(strongest):
            quote_disagreement(
                outcome=outcome,
                group=found.group,
                number=found.statement.number,
                answer=told.answers["others" if place else "first"],
                by=self.by,
            )

    def _publish(self) -> None:
        outcome = Outcome.objects.drafts().get(conversation=self.talking.conversation)
        publish_outcome(outcome=outcome, by=self.by)
        for pledge in self.talk.outcome.pledges:
            self._commit(pledge, outcome)

    def _commit(self, told: Pledge, outcome: Outcome) -> None:
        facts = {"what": told.what, "due_on": self._day(told.due_in), "key": self._key()}
        if told.by is not None:
            member = self.talking.crowd.speaker(self.rng, told.by, timezone.now())
            commit_oneself(participant=member, **facts)
            return
        commit_body(
            conversation=self.talking.conversation,
            who=told.who,
            by=self.by,
            outcome=outcome,
            **facts,
        )

    def _keep(self, told: Pledge) -> None:
        made = Commitment.objects.get(conversation=self.talking.conversation, what=told.what)
        keep_commitment(commitment=made, by=self.by)

    def _report(self) -> None:
        told: TalkReport = self.talk.report
        author = self.talking.crowd.speaker(self.rng, told.by, timezone.now())
        report = write_report(participant=author, title=told.title, text=told.text, key=self._key())
        others = [each for each in self.talking.crowd.camps[told.by] if each != author]
        for member in self.rng.sample(others, told.signed_by):
            sign_report(report=report, participant=member)
