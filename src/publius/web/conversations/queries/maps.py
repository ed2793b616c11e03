"""Maps of opinion: which are kept, what each showed, and where single people stood on it."""

import datetime as dt
import json
from functools import lru_cache
from typing import Any
from uuid import UUID

from publius import opinion
from publius.web.ledger.models import Run
from publius.web.ledger.queries import run_record

from ..models import Conversation, MapVersion, MapWork, Participant


def latest_map(conversation_id: int) -> MapVersion | None:
    kept = MapVersion.objects.filter(conversation=conversation_id)
    return kept.select_related("run").order_by("-number").first()


def map_number(conversation: Conversation, number: int) -> MapVersion | None:
    kept = MapVersion.objects.filter(conversation=conversation, number=number)
    return kept.select_related("run").first()


def map_shown_on(conversation: Conversation, day: dt.date) -> MapVersion | None:
    """The last map made by the end of that day: what visitors saw when it was over."""
    kept = MapVersion.objects.filter(conversation=conversation, made_at__date__lte=day)
    return kept.select_related("run").order_by("-number").first()


def maps_of(conversation: Conversation) -> list[MapVersion]:
    """Every map that was shown, the latest first, without what it showed."""
    kept = MapVersion.objects.filter(conversation=conversation)
    return list(kept.defer("shown").order_by("-number"))


def maps_to_check(slug: str, number: int | None = None) -> list[MapVersion]:
    """Every map of the conversation of this name, or the one of this number, the first first."""
    kept = MapVersion.objects.filter(conversation__slug=slug).select_related("run")
    return list(kept if number is None else kept.filter(number=number))


def work_on(conversation: Conversation) -> MapWork | None:
    return MapWork.objects.filter(conversation=conversation).first()


def found_of(version: MapVersion) -> "opinion.OpinionMap":
    """The whole map as the library found it, people and all: for code, never for a page."""
    return _found(version.run_id)


@lru_cache(maxsize=8)  # runs never change; kept in memory alone, for they hold people
def _found(run_id: UUID) -> "opinion.OpinionMap":
    return opinion.from_plain(record_of_run(Run.objects.get(pk=run_id))["result"])


def record_of_run(run: Run) -> dict[str, Any]:
    """All that was kept of making a map, votes and people included: for code, never for a page."""
    record: dict[str, Any] = json.loads(run_record(run))
    return record


def own_group(version: MapVersion, participant: Participant | None) -> str | None:
    """The letter of the group this person votes most like; None where they are in none."""
    if participant is None:
        return None
    position = found_of(version).people.get(participant.pk)
    return position.group if position else None
