"""The record of a lottery, with and without what people answered."""

import json
from typing import Any

from django.utils.translation import gettext as _

from publius.web.ledger.models import Run
from publius.web.ledger.queries import run_record


def whole_record(run: Run) -> str:
    """Byte for byte, for `publius panel --replay`. Only those who host the site get it."""
    return run_record(run)


def proof_of(run: Run) -> dict[str, Any]:
    """The record without the answers of single people, for those who run the call.

    Codes and chances together with answers would show who is who; the digest still binds the
    whole input, which the host can replay.
    """
    record = json.loads(run_record(run))
    record["input"]["pool"] = None
    record["left_out"] = _(
        "The pool is left out: it holds what people answered. The digest belongs to the whole "
        "input; those who run this site can replay it."
    )
    return record
