"""The document of a lottery: what everybody can read and check, before the draw and after it."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from publius.panels import Lottery
from publius.panels.public import (
    DEFAULT_CHAIN,
    BeaconRule,
    DiceRule,
    SeedRule,
    codes_of,
    publish,
    round_at,
)
from publius.panels.public.rules import Rule

from .models import Draw, DrawRule

DRAND = "https://api.drand.sh"


def document_of(lottery: Lottery, draw: Draw, *, at: dt.datetime) -> dict[str, Any]:
    """Everything that is fixed before the draw, with the commitment to it."""
    title = _("%(call)s: a group of %(size)d") % {"call": draw.call.title, "size": draw.call.size}
    return publish(lottery, rule=rule_of(draw), salt=draw.salt, title=title, published_at=at)


def public_codes(lottery: Lottery, draw: Draw) -> dict[str, str]:
    """The codes by which people find themselves in the document, by their code in the run."""
    return codes_of(lottery, draw.salt)


def rule_of(draw: Draw) -> Rule:
    """Where the number will come from, as the library names it."""
    facts = draw.rule_facts
    if draw.rule == DrawRule.DICE:
        return DiceRule(dice=facts["dice"], sides=facts["sides"])
    if draw.rule == DrawRule.BEACON:
        return BeaconRule(round=facts["round"], chain=facts["chain"])
    return SeedRule()


def dice_for(tickets: int) -> dict[str, int]:
    """Ten-sided dice, as many as reach every ticket: one decimal place each.

    >>> dice_for(10_000)
    {'dice': 4, 'sides': 10}
    """
    return {"dice": max(1, len(str(tickets - 1))), "sides": 10}


def beacon_at(moment: dt.datetime) -> dict[str, Any]:
    """The first round of the beacon at or after a moment."""
    return {"chain": DEFAULT_CHAIN, "round": round_at(moment, DEFAULT_CHAIN)}


def page_of_round(draw: Draw) -> str:
    """Where anybody can read what the beacon said."""
    return f"{DRAND}/{draw.rule_facts['chain']}/public/{draw.rule_facts['round']}"
