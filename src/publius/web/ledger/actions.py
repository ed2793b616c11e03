"""Writing to the ledger: one line at a time, in the transaction of what it tells."""

import gzip
import json
from collections.abc import Collection, Mapping
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from publius.web.fields import cipher

from .models import GENESIS, Bookmark, Event, Run
from .queries import News, seal
from .tags import Tag

LEDGER_LOCK = 0x5055424C  # any number will do, as long as nobody else locks it


def record_event(tag: Tag, subject: models.Model, *, actor: Any = None, **data: Any) -> Event:
    """Append one line about `subject`, done by `actor` (None: Publius itself).

    Call it inside the transaction that makes the change. `data` holds plain facts
    (counts, codes, public ids), never names, addresses or texts.
    """
    with transaction.atomic():
        _wait_for_turn()
        last = Event.objects.order_by("-number").first()
        event = Event(
            number=last.number + 1 if last else 1,
            tag=tag.value,
            subject_type=subject._meta.label_lower,
            subject_id=str(subject.pk),
            actor=str(actor.public_id) if actor is not None else "",
            at=timezone.now(),
            data=json.loads(json.dumps(data)),
            previous_hash=last.hash if last else GENESIS,
        )
        event.hash = seal(event)
        event.save(force_insert=True)
    return event


def move_bookmark(name: str, news: News) -> bool:
    """Put the bookmark behind news that was acted on, in the transaction that acted on it.

    False where another worker has moved it meanwhile: then undo what was done.
    """
    bookmark, _ = Bookmark.objects.get_or_create(name=name)
    mine = Bookmark.objects.filter(pk=bookmark.pk, number=news.since)
    return mine.update(number=news.upto) == 1


def _wait_for_turn() -> None:
    """One writer at a time, until its transaction ends; SQLite has only one anyway.

    Locking the last line would not do: whoever waited for it would still be given that line,
    and not the one that was written meanwhile.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LEDGER_LOCK])


def store_run(record: Mapping[str, Any], *, shown: Collection[str] = ()) -> Run:
    """Keep the record a library made of its own execution.

    It holds what people said about themselves, under codes: encrypted like those answers. Only
    the parts of the result that pages show stay readable beside it.
    """
    text = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return Run.objects.create(
        kind=record["kind"],
        algorithm=record["algorithm"],
        version=record["version"],
        seed=record["seed"],
        parameters=record["parameters"],
        input_digest=record["input_digest"],
        result={part: record["result"][part] for part in shown},
        record=cipher().encrypt(gzip.compress(text.encode(), mtime=0)),
        created_at=timezone.now(),
    )
