"""Reading the ledger, and checking that nobody rewrote it."""

import datetime as dt
import gzip
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from publius.web.fields import cipher

from .models import GENESIS, Bookmark, Event, Run
from .tags import Tag


def seal(event: Event) -> str:
    """The hash of one line: SHA-256 over its canonical JSON, the previous hash included."""
    line = [
        event.number,
        event.tag,
        event.subject_type,
        event.subject_id,
        event.actor,
        event.at.astimezone(dt.UTC).isoformat(),  # as the database gives it back
        event.data,
        event.previous_hash,
    ]
    canonical = json.dumps(line, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


@dataclass(frozen=True)
class LedgerCheck:
    """What a walk along the chain found; `broken_at` is the first wrong line, or None."""

    lines: int
    broken_at: int | None
    head: str

    @property
    def is_intact(self) -> bool:
        return self.broken_at is None


def check_ledger() -> LedgerCheck:
    """Walk the whole chain: numbers without gaps, each line sealed and joined to the last."""
    previous, lines = GENESIS, 0
    for event in Event.objects.order_by("number").iterator(chunk_size=2000):
        lines += 1
        joined = event.number == lines and event.previous_hash == previous
        if not joined or event.hash != seal(event):
            return LedgerCheck(lines=lines, broken_at=lines, head=previous)
        previous = event.hash
    return LedgerCheck(lines=lines, broken_at=None, head=previous)


def events_about(subject) -> "list[Event]":
    """The history of one thing, oldest first."""
    return list(
        Event.objects.filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk))
    )


@dataclass(frozen=True)
class News:
    """Events a reader has not read yet, and the two ends of what was looked through."""

    events: list[Event]
    since: int
    upto: int


def unread_news(name: str, *, tags: Iterable[Tag], limit: int = 500) -> News:
    """What happened since the bookmark `name`, oldest first; move it on with `move_bookmark`."""
    since = Bookmark.objects.filter(name=name).values_list("number", flat=True).first() or 0
    last = last_number()
    events = unread_since(since, tags=tags, upto=last)[:limit]
    return News(events, since, events[-1].number if len(events) == limit else last)


def unread_since(number: int, *, tags: Iterable[Tag], upto: int | None = None) -> list[Event]:
    """Events of these kinds after the line `number`, oldest first."""
    events = Event.objects.filter(number__gt=number, tag__in=list(tags)).order_by("number")
    return list(events if upto is None else events.filter(number__lte=upto))


def last_number() -> int:
    """The number of the newest line; 0 while the ledger is empty."""
    return Event.objects.order_by("-number").values_list("number", flat=True).first() or 0


def run_record(run: Run) -> str:
    """The stored record of a run, byte for byte as it was, for replay on the command line."""
    return gzip.decompress(cipher().decrypt(bytes(run.record))).decode()
