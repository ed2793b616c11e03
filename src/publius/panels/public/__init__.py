"""A lottery in public: publish first, draw in front of everybody, let anybody verify.

::

    publish(lottery, rule=..., salt=...)  -> the document to publish before the draw
    conclude(document, outcome)           -> the same with what was thrown and who was selected
    verify(document, commitment=...)      -> Verification: every check with a verdict
    redact(document)                      -> the same without features; it verifies as well
"""

from publius.panels.public.beacon import MIRRORS, ask_beacon
from publius.panels.public.codes import codes_for, new_salt
from publius.panels.public.concluding import conclude
from publius.panels.public.document import lottery_text, read_lottery, redact
from publius.panels.public.outcomes import (
    BeaconOutcome,
    BeaconResponse,
    DiceOutcome,
    SeedOutcome,
)
from publius.panels.public.publishing import codes_of, publish
from publius.panels.public.rules import (
    DEFAULT_CHAIN,
    QUICKNET,
    BeaconRule,
    DiceRule,
    SeedRule,
    round_at,
    rule_from,
)
from publius.panels.public.tables import (
    chances_csv,
    codes_csv,
    ids_of,
    read_codes,
    say_standing,
    tickets_csv,
)
from publius.panels.public.verdicts import Check, Verdict, Verification
from publius.panels.public.verifying import verify

__all__ = [
    "DEFAULT_CHAIN",
    "MIRRORS",
    "QUICKNET",
    "BeaconOutcome",
    "BeaconResponse",
    "BeaconRule",
    "Check",
    "DiceOutcome",
    "DiceRule",
    "SeedOutcome",
    "SeedRule",
    "Verdict",
    "Verification",
    "ask_beacon",
    "chances_csv",
    "codes_csv",
    "codes_for",
    "codes_of",
    "conclude",
    "ids_of",
    "lottery_text",
    "new_salt",
    "publish",
    "read_codes",
    "read_lottery",
    "redact",
    "round_at",
    "rule_from",
    "say_standing",
    "tickets_csv",
    "verify",
]
