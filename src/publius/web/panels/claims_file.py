"""Claims as a file for whoever pays them, safe to open in a spreadsheet."""

import csv
import datetime as dt
import io
from collections.abc import Iterable

from django.utils import timezone

from publius.panels.export import guard

from .models import Claim
from .queries.payments import OPEN, days_since

HEADER = (
    "claim", "person", "kind", "what for", "pounds", "reference", "state", "claimed on",
    "days waiting", "approved by", "paid on", "payment reference",
)  # fmt: skip


def claims_csv(claims: Iterable[Claim], today: dt.date) -> str:
    """CSV text with a byte-order mark, so that Excel reads it as UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for row in (HEADER, *(_row(claim, today) for claim in claims)):
        writer.writerow([guard(cell) for cell in row])
    return "\ufeff" + text.getvalue()


def _row(claim: Claim, today: dt.date) -> tuple[str, ...]:
    return (
        str(claim.pk),
        str(claim.person),
        claim.kind,
        claim.what,
        f"{claim.pounds:.2f}",
        claim.reference,
        claim.state,
        _day(claim.claimed_at),
        str(days_since(claim, today)) if claim.state in OPEN else "",
        str(claim.approved_by or ""),
        _day(claim.paid_at),
        claim.paid_reference,
    )


def _day(moment: dt.datetime | None) -> str:
    return timezone.localdate(moment).isoformat() if moment else ""
