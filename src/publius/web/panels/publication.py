"""The document of a lottery: what is fixed before the draw, and what the draw adds to it."""

from typing import Any

from publius.panels import Lottery
from publius.panels.plain import plain_digest

from .models import Draw


def publish(lottery: Lottery, draw: Draw) -> dict[str, Any]:
    """The document of a draw, with the commitment to it."""
    rule = {"kind": str(draw.rule), **draw.rule_facts}
    return {"commitment": plain_digest({"lottery": lottery.digest, "rule": rule})}


def public_codes(codes: list[str], draw: Draw) -> dict[str, str]:
    """The codes by which people are found in the document."""
    return {code: code for code in codes}


def rule_facts(document: dict[str, Any]) -> dict[str, Any]:
    """What is fixed about the rule, as pages show it."""
    return {}
