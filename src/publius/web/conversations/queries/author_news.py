"""What authors have not been told yet: decisions, second looks, new words, replies."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import F, Model, Q, QuerySet
from django.utils.translation import gettext as _

from ..models import (
    Appeal,
    AppealOutcome,
    Decision,
    Participant,
    Reply,
    Rewording,
    RewordingState,
    Statement,
    Verdict,
)
from ..rules import wrote


@dataclass(frozen=True)
class News:
    """One thing to tell an author, in a sentence, and the row that notes that it was told."""

    at: dt.datetime
    words: str
    row: Model


def authors_due(before: dt.datetime) -> list[Participant]:
    """Whose oldest untold news is at least that old."""
    keys = set(_decided().filter(at__lte=before).values_list("statement__author", flat=True))
    keys |= set(_decided().filter(at__lte=before).values_list("reply__author", flat=True))
    for rows, moment in (
        (_looked_at_again(), "answered_at"),
        (_reworded(), "decided_at"),
        (_replied(), "shown_at"),
    ):
        due = rows.filter(**{f"{moment}__lte": before})
        keys |= set(due.values_list("statement__author", flat=True))
    return list(Participant.objects.filter(pk__in=keys - {None}).select_related("person"))


def news_for(author: Participant) -> list[News]:
    """Everything this author has not been told, the oldest first."""
    found = [*_decisions(author), *_appeals(author), *_rewordings(author), *_replies(author)]
    return sorted(found, key=lambda news: news.at)


def _decided() -> QuerySet[Decision]:
    authored = Q(statement__author__isnull=False) | Q(reply__author__isnull=False)
    return Decision.objects.filter(authored, told_at=None)


def _looked_at_again() -> QuerySet[Appeal]:
    return Appeal.objects.filter(told_at=None).exclude(outcome=AppealOutcome.WAITING)


def _reworded() -> QuerySet[Rewording]:
    """What others decided; whoever rewords their own words knows."""
    done = [RewordingState.APPLIED, RewordingState.DECLINED]
    rows = Rewording.objects.filter(told_at=None, state__in=done)
    return rows.exclude(decided_by=F("statement__author__person"))


def _replied() -> QuerySet[Reply]:
    return Reply.objects.shown().filter(told_at=None).exclude(author=F("statement__author"))


def _decisions(author: Participant) -> Iterator[News]:
    rows = _decided().filter(Q(statement__author=author) | Q(reply__author=author))
    for row in rows.select_related("statement", "reply__statement", "same_as"):
        facts = _facts(row.statement) if row.statement else _reply_facts(row.reply)
        if row.verdict == Verdict.REJECT:
            facts["why"] = _reason(row)
            yield News(row.at, _("%(what)s is not published. %(why)s") % facts, row)
        elif row.verdict == Verdict.META:
            said = _("%(what)s is published as being about the conversation itself.")
            yield News(row.at, said % facts, row)
        else:
            yield News(row.at, _("%(what)s is published.") % facts, row)


def _appeals(author: Participant) -> Iterator[News]:
    for row in _looked_at_again().filter(statement__author=author).select_related("statement"):
        facts = _facts(row.statement) | {"answer": row.answer}
        if row.outcome == AppealOutcome.UPHELD:
            said = _("%(what)s was looked at again and is published. The answer: %(answer)s")
        else:
            said = _("%(what)s was looked at again and stays unpublished. The answer: %(answer)s")
        yield News(row.answered_at, said % facts, row)


def _rewordings(author: Participant) -> Iterator[News]:
    for row in _reworded().filter(statement__author=author).select_related("statement"):
        facts = _facts(row.statement) | {"why": row.why}
        if row.state == RewordingState.DECLINED:
            said = _("%(what)s stays in its first words.")
        elif row.proposed_by is not None and wrote(row.proposed_by, row.statement):
            said = _("Your new words stand in place of %(what)s.")
        else:
            said = _(
                "Other words stand in place of %(what)s, still under your name. The reason: "
                "%(why)s You can take them back while the stage lasts."
            )
        yield News(row.decided_at, said % facts, row)


def _replies(author: Participant) -> Iterator[News]:
    rows = _replied().filter(statement__author=author).select_related("statement", "author")
    for row in rows:
        facts = _facts(row.statement) | {
            "who": row.author.pseudonym if row.author else _("Somebody who has left"),
            "kind": row.get_kind_display(),
        }
        yield News(row.shown_at, _("%(who)s replied to %(what)s: %(kind)s.") % facts, row)


def _facts(statement: Statement) -> dict[str, str]:
    facts = {"number": statement.number, "text": _begin(statement.text)}
    return {"what": _("number %(number)s (“%(text)s”)") % facts}


def _reply_facts(reply: Reply) -> dict[str, str]:
    return {"what": _("Your reply to number %(number)s") % {"number": reply.statement.number}}


def _begin(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57].rstrip()}…"


def _reason(decision: Decision) -> str:
    reason = f"{decision.get_reason_display()}."
    if decision.same_as is not None:
        number = {"number": decision.same_as.number}
        reason += " " + _("It is number %(number)s: you can vote on that one.") % number
    return f"{reason} {decision.words}".strip()
