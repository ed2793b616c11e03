"""Saving, pausing and removing alerts; choosing how often we write."""

import uuid
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from publius.web.ledger.actions import record_event
from publius.web.ledger.tags import Tag
from publius.web.people.actions import give_consent, withdraw_consent
from publius.web.people.models import Area, Person, Purpose

from ..models import MOST_ALERTS, Alert, Often, Rhythm
from ..queries import taken_places


class TooManyAlerts(Exception):  # noqa: N818 - it says what is so, like DoesNotExist
    """A person has as many alerts as there can be; nothing was saved."""


@transaction.atomic
def save_alert(
    *, person: Person, key: uuid.UUID, topic: str, kind: str, area: Area | None, km: int | None
) -> Alert:
    """Save an alert, or change the one this form made."""
    facts = {"topic": topic, "kind": kind, "area": area, "km": km}
    known = Alert.objects.filter(posted_key=key, person=person).first()
    if known is None:
        return _add(person, key, facts)
    if any(getattr(known, name) != value for name, value in facts.items()):
        Alert.objects.filter(pk=known.pk).update(**facts)
        known.refresh_from_db()
        record_event(Tag.ALERT_CHANGED, known, actor=person)
    return known


def _add(person: Person, key: uuid.UUID, facts: dict[str, Any]) -> Alert:
    if Alert.objects.filter(posted_key=key).exists():
        key = uuid.uuid4()  # that of somebody else's row, which stays as it is
    for place in range(1, MOST_ALERTS + 1):
        if place in taken_places(person):
            continue
        alert = _add_at(place, person, key, facts)
        if alert is not None:
            return alert
    raise TooManyAlerts


def _add_at(place: int, person: Person, key: uuid.UUID, facts: dict[str, Any]) -> Alert | None:
    """None where another form took the place in the same moment."""
    try:
        with transaction.atomic():
            alert = Alert.objects.create(
                person=person, place=place, posted_key=key, saved_at=timezone.now(), **facts
            )
            record_event(Tag.ALERT_SAVED, alert, actor=person)
    except IntegrityError:
        return Alert.objects.filter(person=person, posted_key=key).first()
    return alert


@transaction.atomic
def pause_alert(*, alert: Alert) -> None:
    """Let it find nothing for a while. Pausing twice is pausing once."""
    awake = Alert.objects.live().filter(pk=alert.pk)
    if awake.update(paused_at=timezone.now()):
        record_event(Tag.ALERT_CHANGED, alert, actor=alert.person)


@transaction.atomic
def resume_alert(*, alert: Alert) -> None:
    asleep = Alert.objects.filter(pk=alert.pk, paused_at__isnull=False)
    if asleep.update(paused_at=None):
        record_event(Tag.ALERT_CHANGED, alert, actor=alert.person)


@transaction.atomic
def remove_alert(*, alert: Alert) -> None:
    """Remove it altogether: what somebody was curious about is kept no longer than they want."""
    if Alert.objects.select_for_update().filter(pk=alert.pk).exists():
        record_event(Tag.ALERT_REMOVED, alert, actor=alert.person)
        alert.delete()


@transaction.atomic
def choose_often(*, person: Person, often: Often, agrees: bool) -> None:
    """Choose how often we write; `agrees` gives the agreement that letters need."""
    Rhythm.objects.update_or_create(person=person, defaults={"often": often})
    if agrees:
        give_consent(person=person, purpose=Purpose.CALL_ALERTS)


def stop_letters(*, person: Person) -> bool:
    """Take back the agreement to be written to about calls; False where there was none."""
    return withdraw_consent(person=person, purpose=Purpose.CALL_ALERTS)
