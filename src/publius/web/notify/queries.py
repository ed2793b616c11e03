"""What the outbox holds, for hosts."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Min

from publius.web.work import WorkState

from .models import Message


@dataclass(frozen=True)
class OutboxHealth:
    """How many messages are in each state, how long the oldest has waited, what went wrong."""

    waiting: int
    running: int
    sent: int
    failed: int
    oldest_waiting: dt.datetime | None
    last_problem: str


def outbox_health() -> OutboxHealth:
    counts = dict(Message.objects.order_by().values_list("work_state").annotate(number=Count("pk")))
    waiting = Message.objects.filter(work_state=WorkState.WAITING)
    troubled = waiting.exclude(problem="").order_by("-pk").first()
    return OutboxHealth(
        waiting=counts.get(WorkState.WAITING, 0),
        running=counts.get(WorkState.RUNNING, 0),
        sent=counts.get(WorkState.DONE, 0),
        failed=counts.get(WorkState.FAILED, 0),
        oldest_waiting=waiting.aggregate(oldest=Min("created_at"))["oldest"],
        last_problem=troubled.problem if troubled else "",
    )


def failed_messages(limit: int = 50) -> list[Message]:
    """The newest failed messages; the host sees purpose and reason, not text or address."""
    failed = Message.objects.filter(work_state=WorkState.FAILED)
    return list(failed.order_by("-finished_at")[:limit])
