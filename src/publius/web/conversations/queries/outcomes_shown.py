"""A published outcome with everything that stands beside it, ready to be read."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..models import Conversation, Option, Outcome, QuotedDissent, Unknown, UsedStatement
from .dissent import figures_of, name_of_group
from .outcomes import outcomes_of


@dataclass(frozen=True)
class QuoteShown:
    """One quoted disagreement: whose, in which words, with which figures, and the answer."""

    quote: QuotedDissent

    @property
    def whose(self) -> str:
        if self.quote.reply_id is None:
            return name_of_group(self.quote.group)
        author = self.quote.reply.author
        return str(author) if author else _("Somebody who has left")

    @property
    def words(self) -> str:
        return self.quote.reply.text if self.quote.reply_id else self.quote.statement.text

    @property
    def figures(self) -> str:
        """Empty for a reply: it is one person's."""
        if self.quote.reply_id:
            return ""
        return figures_of(voted=self.quote.voted, against=self.quote.against, use=self.quote.use)


@dataclass(frozen=True)
class OutcomeShown:
    outcome: Outcome
    options: list[Option]
    used: list[UsedStatement]
    quotes: list[QuoteShown]
    unknowns: list[Unknown]


def outcome_shown(outcome: Outcome) -> OutcomeShown:
    quotes = outcome.dissents.select_related("statement", "reply__author__seat", "answered_by")
    return OutcomeShown(
        outcome=outcome,
        options=list(outcome.options.all()),
        used=list(outcome.used.select_related("statement__author__seat")),
        quotes=[QuoteShown(quote) for quote in quotes],
        unknowns=list(outcome.unknowns.all()),
    )


def outcomes_shown(user, conversation: Conversation) -> list[OutcomeShown]:
    """The latest first."""
    return [outcome_shown(outcome) for outcome in outcomes_of(user, conversation)]
