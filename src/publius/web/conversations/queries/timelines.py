"""What became of one statement, step by step, for whoever said it."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import (
    AppealOutcome,
    Decision,
    QuotedDissent,
    Reply,
    Rewording,
    RewordingState,
    Statement,
    StatementState,
    UsedStatement,
    Verdict,
    Vote,
)
from .appeals import appeal_about


@dataclass(frozen=True)
class Step:
    """Something that happened to a statement."""

    at: dt.datetime
    words: str
    detail: str = ""
    numbers: tuple[int, ...] = ()  # other statements it leads to


def received(statement: Statement) -> Iterable[Step]:
    yield Step(statement.said_at, _("You said it."))


def checked(statement: Statement) -> Iterable[Step]:
    """Every decision, with the reason and the word to the author."""
    sentences = {
        Verdict.SHOW: _("It was read and published."),
        Verdict.META: _("It was published as being about the conversation itself."),
    }
    for decision in Decision.objects.filter(statement=statement).select_related("same_as"):
        words = sentences.get(decision.verdict) or _("It was not published. %(reason)s.") % {
            "reason": decision.get_reason_display()
        }
        twin = (decision.same_as.number,) if decision.same_as else ()
        yield Step(decision.at, words, decision.words, twin)


def appealed(statement: Statement) -> Iterable[Step]:
    appeal = appeal_about(statement)
    if appeal is None:
        return
    yield Step(appeal.raised_at, _("You asked for a second look."), appeal.words)
    if appeal.outcome == AppealOutcome.UPHELD:
        yield Step(appeal.answered_at, _("The second look: it is published."), appeal.answer)
    elif appeal.outcome:
        yield Step(appeal.answered_at, _("The second look: it stays unpublished."), appeal.answer)


def shown(statement: Statement) -> Iterable[Step]:
    if statement.shown_at is not None and not statement.decisions.exists():
        yield Step(statement.shown_at, _("Others can read it."))


def voted_on(statement: Statement) -> Iterable[Step]:
    """How many voted, never how: that is for the map, and after one's own vote."""
    votes = Vote.objects.counted().filter(statement=statement)
    if number := votes.count():
        first = votes.earliest("voted_at").voted_at
        words = ngettext("%(n)s person has voted on it.", "%(n)s people have voted on it.", number)
        yield Step(first, words % {"n": number})


def answered(statement: Statement) -> Iterable[Step]:
    replies = Reply.objects.shown().filter(statement=statement).select_related("author")
    for reply in replies:
        yield Step(
            reply.shown_at,
            _("%(name)s: %(kind)s")
            % {
                "name": reply.author.pseudonym if reply.author else _("Somebody who has left"),
                "kind": reply.get_kind_display(),
            },
            reply.text,
        )


def replaced(statement: Statement) -> Iterable[Step]:
    sentences = {
        RewordingState.PROPOSED: _("Other words for it wait to be checked."),
        RewordingState.APPLIED: _("Other words stand in its place."),
        RewordingState.DECLINED: _("It was left in your first words."),
        RewordingState.TAKEN_BACK: _("You took the new words back."),
    }
    parts = statement.children.filter(state=StatementState.SHOWN)
    for row in Rewording.objects.filter(statement=statement):
        is_applied = row.state == RewordingState.APPLIED
        numbers = tuple(parts.values_list("number", flat=True)) if is_applied else ()
        at = row.decided_at or row.proposed_at
        yield Step(at, sentences[RewordingState(row.state)], row.why, numbers)


def used(statement: Statement) -> Iterable[Step]:
    """Published outcomes that rest on it or quote it."""
    taken = UsedStatement.objects.filter(statement=statement, outcome__published_at__isnull=False)
    for row in taken.select_related("outcome"):
        yield Step(row.outcome.published_at, f"{row.get_use_display()}.", row.outcome.title)
    quoted = QuotedDissent.objects.filter(statement=statement, outcome__published_at__isnull=False)
    for outcome in {row.outcome for row in quoted.select_related("outcome")}:
        yield Step(outcome.published_at, _("The disagreement with it is quoted."), outcome.title)


# A later part of a conversation that does something with statements adds its own source.
SOURCES: list[Callable[[Statement], Iterable[Step]]] = [
    received, checked, appealed, shown, replaced, voted_on, answered, used,
]  # fmt: skip


def timeline_of(statement: Statement) -> list[Step]:
    """Everything that happened to it, the first first."""
    steps = [step for source in SOURCES for step in source(statement)]
    return sorted(steps, key=lambda step: step.at)
