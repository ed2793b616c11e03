"""What still stands between the draft of a conversation and its opening, in sentences."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from publius.web.calls.models import Seat

from ..models import Conversation, StageKind
from .stages import stages_of


def gaps_of(conversation: Conversation) -> list[str]:
    """What has to be put right before people are asked in."""
    stages = stages_of(conversation)
    gaps = [sentence for _kind, _part, sentence in _undated(stages)]
    plan = {s.kind: {"opens_on": s.opens_on, "closes_on": s.closes_on} for s in stages}
    gaps += [sentence for _kind, _part, sentence in disorder(plan)]
    gaps += [
        _("%(stage)s would be over already: choose later dates.")
        % {"stage": stage.get_kind_display()}
        for stage in stages
        if stage.closes_on and stage.closes_on < timezone.localdate()
    ]
    return gaps


def _undated(stages: Iterable[Any]) -> list[tuple[str, str, str]]:
    return [
        (
            stage.kind,
            "opens_on",
            _("Say from when to when %(stage)s is planned.") % {"stage": stage.get_kind_display()},
        )
        for stage in stages
        if not (stage.opens_on and stage.closes_on)
    ]


def disorder(plan: Mapping[str, Mapping[str, Any]]) -> list[tuple[str, str, str]]:
    """Dates in the wrong order: the stage, the date to change, and a sentence."""
    found = []
    before, until = None, None
    for kind in StageKind:
        opens, closes = plan[kind].get("opens_on"), plan[kind].get("closes_on")
        facts = {"stage": kind.label, "before": before.label if before else ""}
        if until and opens and opens < until:
            sentence = _("%(stage)s opens before %(before)s closes: choose a later day.")
            found.append((kind.value, "opens_on", sentence % facts))
        if opens and closes and closes < opens:
            sentence = _("%(stage)s closes before it opens: choose a later day.")
            found.append((kind.value, "closes_on", sentence % facts))
        if closes or opens:
            before, until = kind, closes or opens
    return found


def has_seats(conversation: Conversation) -> bool:
    return Seat.objects.filter(call=conversation.call_id).exists()
