"""Adding evidence to what a person knows, hiding it, and confirming it for them."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from publius.web.ledger.actions import record_event
from publius.web.ledger.tags import Tag

from ..models import Evidence, EvidenceSource, Expertise


@transaction.atomic
def add_evidence(
    *,
    expertise: Expertise,
    source: EvidenceSource | str,
    text: str,
    link: str = "",
    issued_on: dt.date | None = None,
    expires_on: dt.date | None = None,
) -> Evidence:
    """Back a statement with something. The same text for the same statement is kept once."""
    same = Evidence.objects.filter(expertise=expertise, source=source, text=text.strip())
    if (existing := same.first()) is not None:
        return existing
    evidence = Evidence.objects.create(
        person=expertise.person,
        expertise=expertise,
        source=EvidenceSource(source),
        text=text.strip(),
        link=link,
        issued_on=issued_on,
        expires_on=expires_on,
        added_at=timezone.now(),
    )
    _record(Tag.EVIDENCE_ADDED, evidence, actor=evidence.person)
    return evidence


@transaction.atomic
def remove_evidence(*, evidence: Evidence) -> bool:
    key = evidence.pk
    removed, _ = Evidence.objects.filter(pk=key).delete()
    if not removed:
        return False
    evidence.pk = key
    _record(Tag.EVIDENCE_CHANGED, evidence, actor=evidence.person, change="removed")
    return True


@transaction.atomic
def mark_evidence_confirmed(*, evidence: Evidence, body: str, by: Any) -> bool:
    """Write down that a body confirmed a piece of evidence. Once; it cannot be overwritten.

    The directory decides who may speak for a body (`directory.actions.confirm_evidence`).
    """
    rows = Evidence.objects.filter(pk=evidence.pk, confirmed_at__isnull=True)
    if not rows.update(confirmed_by=body, confirmed_at=timezone.now()):
        return False
    _record(Tag.EVIDENCE_CONFIRMED, evidence, actor=by, body=body)
    return True


def _record(tag: Tag, evidence: Evidence, *, actor: Any, **facts: str) -> None:
    record_event(
        tag,
        evidence,
        actor=actor,
        person=evidence.person.public_id.hex,
        source=str(evidence.source),
        **facts,
    )
