"""Anybody's check of a published lottery: everything that can be recomputed is recomputed."""

from collections.abc import Mapping
from typing import Any

from publius.panels.errors import PublicLotteryError
from publius.panels.public.document import DRAWN, read_lottery
from publius.panels.public.form import fault_of_form
from publius.panels.public.steps import AFTER, BEFORE, Reading
from publius.panels.public.verdicts import Check, Verdict, Verification


def verify(document: Mapping[str, Any] | bytes, *, commitment: str | None = None) -> Verification:
    """Check a lottery, published or drawn, in full or with the pool left out.

    Bytes are checked to the last one; a document only for what it says. Without the
    ``commitment`` that was published before the draw, a file that was made anew from start to
    end cannot be told from the true one.

    >>> from publius.panels import Person, Targets, prepare
    >>> from publius.panels.public import SeedRule, publish
    >>> lottery = prepare([Person("ada"), Person("bo")], Targets(), size=1, tickets=10)
    >>> document = publish(lottery, rule=SeedRule())
    >>> verify(document, commitment=document["commitment"]).ok
    True
    >>> document["sections"]["tickets"][3] = [1 - document["sections"]["tickets"][3][0]]
    >>> [check.code for check in verify(document).checks if check.verdict is Verdict.FAILED]
    ['hashes', 'chances', 'report']
    """
    try:
        whole = read_lottery(document) if isinstance(document, bytes) else dict(document)
    except PublicLotteryError as error:
        return _not_a_lottery(str(error))
    except (TypeError, ValueError):
        return _not_a_lottery("This is not a published lottery (it is not a JSON object).")
    fault = fault_of_form(whole)
    if fault is not None:
        return _not_a_lottery(f"This is not a published lottery: {fault}.")
    file = Reading(whole, None if commitment is None else commitment.strip().lower())
    checks = [Check("form", Verdict.PASSED, "The file has the form of a published lottery.")]
    steps = {**BEFORE, **(AFTER if whole["phase"] == DRAWN else {})}
    checks += [Check(code, *step(file)) for code, step in steps.items()]
    return Verification(tuple(checks), whole["phase"], whole["commitment"])


def _not_a_lottery(sentence: str) -> Verification:
    return Verification((Check("form", Verdict.FAILED, sentence),))
