"""Which brakes are on, and whether a worker is at work."""

import datetime as dt

from .models import Brake, Heartbeat, Switch

# Three missed beats: the worker signs every ten seconds.
SILENCE = dt.timedelta(seconds=30)


def is_on(brake: Brake) -> bool:
    return Switch.objects.filter(brake=brake).exists()


def message_for(brake: Brake) -> str:
    switch = Switch.objects.filter(brake=brake).first()
    return switch.message if switch else ""


def brakes_on() -> dict[str, Switch]:
    return {switch.brake: switch for switch in Switch.objects.all()}


def workers_alive(now: dt.datetime) -> int:
    return Heartbeat.objects.filter(seen_at__gte=now - SILENCE).count()


def worker_last_seen() -> dt.datetime | None:
    newest = Heartbeat.objects.order_by("-seen_at").first()
    return newest.seen_at if newest else None
