"""Making maps of opinion: planning them, keeping every one, never changing one that was shown."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from publius import opinion
from publius.web.ledger.actions import record_event, store_run
from publius.web.ledger.tags import Tag
from publius.web.work import WorkState

from ..models import Conversation, MapVersion, MapWork
from ..queries.map_input import Reading, conversations_to_map, news_of
from ..queries.map_shown import shown_of
from ..queries.map_steady import steadied
from ..queries.weighing import weighted_shares

KIND = "opinion.map"


def plan_maps() -> None:
    """Say for every conversation when its next map is due, where there is anything new."""
    for conversation in conversations_to_map():
        due = news_of(conversation).due_at
        if due is not None:
            _plan(conversation, due)


def _plan(conversation: Conversation, due: Any) -> None:
    now = timezone.now()
    work, _is_new = MapWork.objects.get_or_create(
        conversation=conversation, defaults={"work_state": WorkState.DONE}
    )
    resting = MapWork.objects.filter(pk=work.pk, work_state__in=[WorkState.DONE, WorkState.FAILED])
    if resting.update(work_state=WorkState.WAITING, due_at=due, attempts=0, problem=""):
        return
    waiting = MapWork.objects.filter(pk=work.pk, work_state=WorkState.WAITING, due_at__gt=now)
    waiting.filter(due_at__gt=due).update(due_at=due)


def claim_next_map() -> MapWork | None:
    return MapWork.objects.select_related("conversation").claim_next(timezone.now())


@transaction.atomic
def store_map(
    *, work: MapWork, reading: Reading, found: "opinion.OpinionMap", previous: MapVersion | None
) -> MapVersion | None:
    """Keep the map; None where it is the same as the last, or another worker has the work."""
    if not _settle(work, work_state=WorkState.DONE, problem="", **reading.marks):
        return None
    if previous is not None and previous.run.input_digest == found.input_digest:
        return None
    run = store_run(record_of(reading, found, previous))
    shown = shown_of(found, reading, weighted_shares(work.conversation))
    version = MapVersion.objects.create(
        conversation=work.conversation,
        number=previous.number + 1 if previous else 1,
        made_at=timezone.now(),
        n_people=len(found.people),
        n_votes=len(reading.votes),
        n_statements=len(reading.statements),
        k=found.k,
        confidence=found.confidence.value,
        shown=steadied(shown, found=found, reading=reading, previous=previous),
        run=run,
    )
    record_event(
        Tag.CONVERSATION_MAPPED,
        work.conversation,
        map=version.number,
        run=str(run.pk),
        people=version.n_people,
        votes=version.n_votes,
        groups=version.k,
    )
    return version


def record_of(
    reading: Reading, found: "opinion.OpinionMap", previous: MapVersion | None
) -> dict[str, Any]:
    """The Run of a map: the votes it read, the map it followed, and all it found."""
    before = latest_run_of(previous)
    return {
        "kind": KIND,
        "algorithm": found.engine,
        "version": found.version,
        "seed": found.seed,
        "parameters": {"engine": found.engine, "previous": before},
        "input": reading.plain(),
        "input_digest": found.input_digest,
        "result": opinion.to_plain(found),
    }


def latest_run_of(version: MapVersion | None) -> str | None:
    return str(version.run_id) if version else None


@transaction.atomic
def fail_map(*, work: MapWork, problem: str, reading: Reading | None = None) -> bool:
    """Give up on this map, with a sentence. What was read is not tried again without new votes."""
    marks = reading.marks if reading else {}
    return _settle(work, work_state=WorkState.FAILED, problem=problem, **marks)


def _settle(work: MapWork, **fields: Any) -> bool:
    """Change the row only while this worker's claim on it holds."""
    mine = MapWork.objects.still_claimed(work)
    return mine.update(finished_at=timezone.now(), **fields) == 1
