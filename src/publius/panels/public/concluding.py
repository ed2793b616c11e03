"""Phase two: what the dice, the beacon or the stated number decided, added to the file."""

from collections.abc import Mapping
from typing import Any

from publius.panels.errors import PublicLotteryError
from publius.panels.public.document import DRAWN, PUBLISHED, Document, seal_of
from publius.panels.public.form import fault_of_form
from publius.panels.public.outcomes import Outcome, follow, outcome_from
from publius.panels.public.rules import rule_from


def conclude(document: Mapping[str, Any], outcome: Outcome | Mapping[str, Any]) -> Document:
    """Draw: the published lottery with what was thrown, the ticket and the codes on it.

    Refuses an outcome that the published rule does not fit: other dice, another round.

    >>> from publius.panels import Person, Targets, prepare
    >>> from publius.panels.public import DiceOutcome, DiceRule, publish
    >>> lottery = prepare([Person("ada"), Person("bo")], Targets(), size=1, tickets=10)
    >>> published = publish(lottery, rule=DiceRule(dice=1, sides=10))
    >>> conclude(published, DiceOutcome(((7,),)))["result"]["ticket"]
    7
    """
    fault = fault_of_form(document)
    if fault is not None:
        raise PublicLotteryError("not-a-lottery", reason=fault)
    if document["phase"] != PUBLISHED:
        raise PublicLotteryError("already-drawn")
    given = outcome_from(outcome) if isinstance(outcome, Mapping) else outcome
    sections = document["sections"]
    rule = rule_from(sections["draw"])
    ticket = follow(rule, given, document["commitment"], len(sections["tickets"]))
    drawn = {
        **document,
        "phase": DRAWN,
        "outcome": given.as_plain(),
        "result": {"ticket": ticket, "selected": selected_on(sections, ticket)},
    }
    return {**drawn, "seal": seal_of(drawn)}


def selected_on(sections: Mapping[str, Any], ticket: int) -> list[str]:
    """The codes on a ticket, with those confirmed beforehand."""
    people = sections["people"]
    drawn = [*sections["tickets"][ticket], *(number for number, _ in people["confirmed"])]
    return [people["codes"][number] for number in sorted(drawn)]
