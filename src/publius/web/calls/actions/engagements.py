"""Opening, describing and publishing engagements."""

import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone

from publius.web.directory.models import Organisation
from publius.web.ledger.actions import record_event
from publius.web.ledger.tags import Tag
from publius.web.people.models import Person

from ..gaps import NotReady, blocking, engagement_gaps, made_by_changing
from ..models import Engagement, EngagementState, Framing, Stakeholder
from .posting import free_slug, save_once


@transaction.atomic
def open_engagement(
    *, organisation: Organisation, by: Person, key: uuid.UUID, title: str, summary: str
) -> Engagement:
    """Open a draft; the same form posted again finds the draft it opened."""
    now = timezone.now()
    known = Engagement.objects.filter(posted_key=key, opened_by=by).first()
    if known:
        return change_engagement(engagement=known, by=by, title=title, summary=summary)
    engagement = save_once(
        Engagement,
        key=key,
        within={"opened_by": by},
        organisation=organisation,
        title=title,
        summary=summary,
        slug=free_slug(Engagement, title, key),
        opened_at=now,
    )
    record_event(Tag.ENGAGEMENT_OPENED, engagement, actor=by, organisation=organisation.slug)
    return engagement


@transaction.atomic
def change_engagement(*, engagement: Engagement, by: Person, **fields: Any) -> Engagement:
    """Change some of its words; a published engagement must stay complete."""
    changed = [name for name, value in fields.items() if getattr(engagement, name) != value]
    if not changed:
        return engagement
    for name in changed:
        setattr(engagement, name, fields[name])
    engagement.save(update_fields=changed)
    _settle_change(engagement, by, sorted(changed))
    return engagement


@transaction.atomic
def save_framing(
    *, engagement: Engagement, by: Person, key: uuid.UUID, title: str, text: str, held_by: str
) -> Framing:
    framing = save_once(
        Framing,
        key=key,
        within={"engagement": engagement},
        title=title,
        text=text,
        held_by=held_by,
    )
    _settle_change(engagement, by, ["framings"])
    return framing


@transaction.atomic
def save_stakeholder(
    *, engagement: Engagement, by: Person, key: uuid.UUID, name: str, stake: str
) -> Stakeholder:
    stakeholder = save_once(
        Stakeholder, key=key, within={"engagement": engagement}, name=name, stake=stake
    )
    _settle_change(engagement, by, ["stakeholders"])
    return stakeholder


@transaction.atomic
def remove_framing(*, framing: Framing, by: Person) -> None:
    framing.delete()
    _settle_change(framing.engagement, by, ["framings"])


@transaction.atomic
def remove_stakeholder(*, stakeholder: Stakeholder, by: Person) -> None:
    stakeholder.delete()
    _settle_change(stakeholder.engagement, by, ["stakeholders"])


@transaction.atomic
def publish_engagement(*, engagement: Engagement, by: Person) -> None:
    """Make it public, or raise `NotReady` with everything that is missing."""
    if gaps := blocking(engagement_gaps(engagement, timezone.localdate())):
        raise NotReady(gaps)
    draft = Engagement.objects.filter(pk=engagement.pk, state=EngagementState.DRAFT)
    if draft.update(state=EngagementState.PUBLISHED, published_at=timezone.now()):
        record_event(Tag.ENGAGEMENT_PUBLISHED, engagement, actor=by)


def _settle_change(engagement: Engagement, by: Person, parts: list[str]) -> None:
    """Keep what is public complete (raising undoes the change), and record who changed what."""
    if engagement.state != EngagementState.DRAFT:
        gaps = engagement_gaps(engagement, timezone.localdate())
        if left := made_by_changing(parts, gaps):
            raise NotReady(left)
    record_event(Tag.ENGAGEMENT_CHANGED, engagement, actor=by, parts=parts)
