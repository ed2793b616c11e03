"""Drafting, publishing, changing and closing calls."""

import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publius.web.ledger.actions import record_event
from publius.web.ledger.tags import Tag
from publius.web.people.models import Person

from ..gaps import Gap, NotReady, blocking, call_gaps, made_by_changing
from ..models import Call, CallState, Engagement, Offer
from .matching import request_matching
from .posting import free_slug, save_once

STILL_CHANGING = (CallState.DRAFT, CallState.OPEN)
WORDS = {"title", "summary"}
MATCHED_ON = {"seats", "area"}  # seats without a place of their own take that of the call


@transaction.atomic
def draft_call(
    *, engagement: Engagement, by: Person, key: uuid.UUID, title: str, **fields: Any
) -> Call:
    """Draft a call; the same form posted again finds the draft it made."""
    known = Call.objects.filter(posted_key=key, engagement=engagement).first()
    if known:
        return change_call(call=known, by=by, title=title, **fields)
    call = save_once(
        Call,
        key=key,
        within={"engagement": engagement},
        title=title,
        slug=free_slug(Call, title, key),
        drafted_by=by,
        drafted_at=timezone.now(),
        **fields,
    )
    record_event(Tag.CALL_DRAFTED, call, actor=by, engagement=engagement.slug)
    return call


@transaction.atomic
def change_call(*, call: Call, by: Person, **fields: Any) -> Call:
    """Change its title, summary, size, area or closing date."""
    changed = [name for name, value in fields.items() if getattr(call, name) != value]
    if not changed:
        return call
    if call.state not in STILL_CHANGING and not set(changed) <= WORDS:
        raise NotReady([Gap(_refusal(), "about")])
    for name in changed:
        setattr(call, name, fields[name])
    call.save(update_fields=changed)
    settle_change(call, by, sorted(changed))
    return call


@transaction.atomic
def save_offer(*, call: Call, by: Person, **terms: str) -> Offer:
    offer, _created = Offer.objects.update_or_create(call=call, defaults=terms)
    settle_change(call, by, ["offer"])
    return offer


@transaction.atomic
def publish_call(*, call: Call, by: Person) -> None:
    """Make it public and start matching, or raise `NotReady` with all that stands against it."""
    if gaps := blocking(call_gaps(call, timezone.localdate())):
        raise NotReady(gaps)
    draft = Call.objects.filter(pk=call.pk, state=CallState.DRAFT)
    if draft.update(state=CallState.OPEN, published_at=timezone.now()):
        record_event(Tag.CALL_PUBLISHED, call, actor=by, seats=call.seats.count(), size=call.size)
        request_matching(call=call, by=by)


@transaction.atomic
def close_call(*, call: Call, by: Person | None) -> bool:
    """Stop new interest; `by` is None where the closing date has passed. False: it was closed."""
    open_ = Call.objects.filter(pk=call.pk, state=CallState.OPEN)
    closed = open_.update(state=CallState.CLOSED) == 1
    if closed:
        record_event(Tag.CALL_CLOSED, call, actor=by)
    return closed


def _refusal() -> str:
    return _(
        "The call is closed, so its size, area and date stay as people answered to them. "
        "Its title and description can still be changed. Nothing was changed."
    )


def settle_change(call: Call, by: Person, parts: list[str]) -> None:
    """After any change to a call: what is public stays free of contradictions.

    Raising undoes the change. While people are being looked for everything may be corrected;
    afterwards only words can change, because people answered to the seats as they were.
    """
    if call.state == CallState.OPEN:
        if left := made_by_changing(parts, call_gaps(call, timezone.localdate())):
            raise NotReady(left)
        if not MATCHED_ON.isdisjoint(parts):
            request_matching(call=call, by=by)
    record_event(Tag.CALL_CHANGED, call, actor=by, parts=parts)
