"""Turning brakes on and off, and keeping the workers' signs of life."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from publius.web.ledger.actions import record_event
from publius.web.ledger.tags import Tag

from .models import Brake, Heartbeat, Switch

GONE_AFTER = dt.timedelta(days=1)


@transaction.atomic
def turn_on(*, brake: Brake, by: Any, message: str = "") -> Switch:
    """Put a brake on, or change what it tells people. The same thing twice is one event."""
    switch, is_new = Switch.objects.get_or_create(
        brake=brake, defaults={"message": message, "turned_on_at": timezone.now()}
    )
    is_changed = not is_new and switch.message != message
    if is_changed:
        switch.message = message
        switch.save(update_fields=["message"])
    if is_new or is_changed:
        record_event(Tag.SWITCH_TURNED, switch, actor=by, brake=str(brake), on=True)
    return switch


@transaction.atomic
def turn_off(*, brake: Brake, by: Any) -> bool:
    """Release a brake; False where it was not on."""
    switch = Switch.objects.filter(brake=brake).first()
    if switch is None or not Switch.objects.filter(pk=switch.pk).delete()[0]:
        return False
    record_event(Tag.SWITCH_TURNED, switch, actor=by, brake=str(brake), on=False)
    return True


def note_worker_alive(*, worker: str) -> None:
    Heartbeat.objects.update_or_create(worker=worker, defaults={"seen_at": timezone.now()})


def forget_gone_workers() -> int:
    """Remove the signs of workers that have been silent for a day; returns how many."""
    gone = Heartbeat.objects.filter(seen_at__lt=timezone.now() - GONE_AFTER)
    return gone.delete()[0]
