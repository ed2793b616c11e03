"""Asking everybody how the conversation goes, and keeping what they answer."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publius.web.ledger.actions import record_event
from publius.web.ledger.tags import Tag

from ..letters import health_letter
from ..models import Conversation, HealthAnswer, HealthRound, Participant
from ..queries.health import open_round
from ..refusals import RefusalError
from .telling import everybody_here, tell

OPEN_FOR = dt.timedelta(days=14)
MID_WAY = 1  # the number of the round that is asked half-way


@transaction.atomic
def ask_how_it_goes(*, conversation: Conversation) -> HealthRound | None:
    """Ask once, half-way; None where everybody was asked already."""
    now = timezone.now()
    try:
        with transaction.atomic():
            asked = HealthRound.objects.create(
                conversation=conversation,
                number=MID_WAY,
                asked_at=now,
                answers_until=timezone.localdate(now) + OPEN_FOR,
            )
    except IntegrityError:
        return None
    record_event(Tag.HEALTH_ASKED, conversation, round=asked.number)
    tell(everybody_here(conversation), health_letter(asked), key=f"health:{asked.pk}")
    return asked


@transaction.atomic
def answer_health_check(
    *, participant: Participant, asked: HealthRound, answers: Mapping[str, Mapping[str, Any]]
) -> None:
    """Keep a score and words for each condition; sent again, the last answer stands."""
    current = open_round(participant.conversation)
    if current is None or current.pk != asked.pk:
        raise RefusalError(_("This health check is over, so your answers were not kept."))
    if not Participant.objects.living().filter(pk=participant.pk).exists():
        raise RefusalError(_("You are not in this conversation any more. Nothing was kept."))
    for condition, facts in answers.items():
        HealthAnswer.objects.update_or_create(
            round=asked,
            participant=participant,
            condition=condition,
            defaults={**facts, "answered_at": timezone.now()},
        )
