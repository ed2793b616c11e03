"""Work that outlives a request: rows that say "to do", claimed by whoever has time.

There is no queue beside the tables. A row of a `Work` model waits; a sweep claims it with one
conditional UPDATE, does it, and marks it done. A sweep that is killed leaves a claim that goes
stale after its lease, and the next sweep takes the row up again (ADR 0004).
"""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LEASE = dt.timedelta(minutes=10)  # long work renews its claim, so that this is never over
MAX_ATTEMPTS = 8


class WorkState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


Row = TypeVar("Row", bound="Work")


class WorkQuerySet(models.QuerySet[Row]):
    def due(self, now: dt.datetime) -> WorkQuerySet[Row]:
        stale = Q(work_state=WorkState.RUNNING, claimed_at__lt=now - LEASE)
        waiting = Q(work_state=WorkState.WAITING, due_at__lte=now)
        return self.filter(waiting | stale)

    def claim_next(self, now: dt.datetime) -> Row | None:
        """Take the oldest due row for this worker, or None.

        Two workers may look at the same row; only one UPDATE still finds it due.
        """
        for key in self.due(now).order_by("due_at", "pk").values_list("pk", flat=True)[:20]:
            claimed = (
                self.filter(pk=key)
                .due(now)
                .update(work_state=WorkState.RUNNING, claimed_at=now, attempts=F("attempts") + 1)
            )
            if claimed:
                return self.get(pk=key)
        return None

    def still_claimed(self, row: Row) -> WorkQuerySet[Row]:
        """This row, as long as the claim on it holds: nothing once another worker has it."""
        return self.filter(pk=row.pk, work_state=WorkState.RUNNING, claimed_at=row.claimed_at)


class Work(models.Model):
    """A row somebody waits for: what state it is in, who has it, what went wrong."""

    work_state = models.CharField(
        max_length=10, choices=WorkState.choices, default=WorkState.WAITING
    )
    due_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.TextField(blank=True)

    class Meta:
        abstract = True

    @property
    def is_waited_for(self) -> bool:
        return self.work_state in (WorkState.WAITING, WorkState.RUNNING)

    def renew(self, now: dt.datetime, **fields: object) -> bool:
        """Keep the claim, and note how far the work is; False where another worker has it."""
        mine = type(self)._default_manager.still_claimed(self)
        if not mine.update(claimed_at=now, **fields):
            return False
        self.claimed_at = now
        return True

    def finish(self, now: dt.datetime, **fields: object) -> None:
        self._settle(WorkState.DONE, problem="", finished_at=now, **fields)

    def fail(self, now: dt.datetime, problem: str, **fields: object) -> None:
        """Give up on this row, and say in a plain sentence why."""
        self._settle(WorkState.FAILED, problem=problem, finished_at=now, **fields)

    def retry(self, now: dt.datetime, problem: str, *, after: dt.timedelta) -> None:
        """Put the row back for another try, or give up after too many."""
        if self.attempts >= MAX_ATTEMPTS:
            self.fail(now, problem)
        else:
            self._settle(WorkState.WAITING, problem=problem, due_at=now + after)

    def put_back(self, now: dt.datetime, problem: str, *, after: dt.timedelta) -> None:
        """Put the row back without counting this try: the fault is not the row's."""
        tries = max(0, self.attempts - 1)
        self._settle(WorkState.WAITING, problem=problem, due_at=now + after, attempts=tries)

    def _settle(self, state: WorkState, **fields: object) -> None:
        for name, value in {"work_state": state, **fields}.items():
            setattr(self, name, value)
        self.save(update_fields=["work_state", *fields])
