"""The record of a lottery or a proposal, with and without facts about people."""

import json
from typing import Any

from django.utils.translation import gettext as _

from publius.matching.assignment.runs import KIND as ASSIGNMENT
from publius.web.ledger.models import Run
from publius.web.ledger.queries import run_record

from .features import titles_of_answers
from .protection import rounded_count


def whole_record(run: Run) -> str:
    """Byte for byte, for `publius panel --replay`. Only those who host the site get it."""
    return run_record(run)


def proof_of(run: Run) -> dict[str, Any]:
    """The record without the answers of single people, for those who run the call.

    Codes and chances together with answers would show who is who, and exact counts of a pool
    give away who joins it; the digest still binds the whole input, which the host can replay.
    """
    if run.kind == ASSIGNMENT:
        return proof_of_assignment(run)
    record = json.loads(run_record(run))
    record["input"]["pool"] = None
    record["parameters"].get("objective", {}).pop("fit", None)
    asked = titles_of_answers()
    for target in record["result"]["certificate"]["targets"]:
        if target["feature"] in asked:
            target["pool"] = rounded_count(target["pool"])
            target["panel"] = rounded_count(target["panel"])
            record["result"]["chances"] = None
    record["left_out"] = _(
        "Left out: the pool, because it holds what people answered; how well single people fit; "
        "and, where targets ask for answers, single chances. The digest belongs to the whole "
        "input; those who run this site can replay it."
    )
    return record


def proof_of_assignment(run: Run) -> dict[str, Any]:
    """The record of a proposal without how well everybody fits and what they have in common."""
    record = json.loads(run_record(run))
    record["input"]["fits"] = None
    for quota in record["input"]["quotas"]:
        quota["people"] = None
    record["left_out"] = _(
        "How well everybody fits, and whom a target counts, is left out: it says something about "
        "single people. The digest belongs to the whole input; those who run this site can "
        "replay it."
    )
    return record
