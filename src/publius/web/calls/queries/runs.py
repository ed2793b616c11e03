"""Handing out the record of a matching run without handing out what people keep to themselves."""

import json
from typing import Any

from django.utils.translation import gettext as _

from publius.web.ledger.models import Run
from publius.web.ledger.queries import run_record
from publius.web.people.queries import readable_items


def record_for_host(run: Run) -> str:
    """The whole record, byte for byte: `publius match --replay` proves the result with it."""
    return run_record(run)


def record_for_convener(run: Run) -> str:
    """The record without the evidence of people, for the body that runs the call.

    Who was ranked where and by which items stays; words stay where their owner lets public
    bodies read them. The digest is that of the whole input, which the host can replay.
    """
    record = json.loads(run_record(run))
    record["input"]["evidence"] = record["input"]["profiles"] = None
    record["left_out"] = _(
        "The evidence itself is left out: it holds words people keep to themselves. The digest "
        "belongs to the whole input; those who run this site can replay it."
    )
    _leave_out_private_words(record["result"]["rankings"])
    return json.dumps(record, indent=1, sort_keys=True, ensure_ascii=False)


def _leave_out_private_words(rankings: list[dict[str, Any]]) -> None:
    reasons = [r for ranking in rankings for fit in ranking["fits"] for r in fit["reasons"]]
    items = readable_items({r["evidence"] for r in reasons}, viewer_is_convener=True)
    for reason in reasons:
        item = items.get(reason["evidence"])
        if item is None or item.is_private:
            reason |= {"words": [], "meanings": [], "caveats": []}
