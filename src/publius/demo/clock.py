"""Lets the demo place have a past: while its story is told, it is then and not now."""

from __future__ import annotations

import datetime as dt
from random import Random
from types import TracebackType

from django.utils import timezone


class StoryClock:
    """Turns the clock of this process back, and on again step by step.

    Months of engagements happen through the same actions people use, so every date in the
    tables and every line of the ledger is told by one clock: `django.utils.timezone.now`.
    Only the process that loads the demo place may do this; it serves nobody meanwhile.
    """

    def __init__(self, until: dt.datetime) -> None:
        self.until = until
        self.moment = until

    def __enter__(self) -> StoryClock:
        self._real = timezone.now
        timezone.now = lambda: self.moment
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        timezone.now = self._real

    def turn_to(self, moment: dt.datetime) -> None:
        self.moment = min(moment, self.until)


def moment_on(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    """A time of day where the borough is."""
    local = timezone.make_aware(dt.datetime.combine(day, dt.time(hour, minute)))
    return local.astimezone(dt.UTC)  # as the database gives it back, or the seals would not fit


def some_moment_on(rng: Random, day: dt.date) -> dt.datetime:
    """When somebody happened to sit down at a screen."""
    return moment_on(day, rng.randint(7, 21), rng.randrange(60))
