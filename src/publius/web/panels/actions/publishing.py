"""Publishing a lottery before anybody can know what it gives, and telling everybody in it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publius.web.ledger.actions import record_event, store_run
from publius.web.ledger.tags import Tag
from publius.web.notify.actions import queue_message
from publius.web.people.models import Person
from publius.web.work import WorkState

from ..models import Decision, Draw, DrawnPerson, Phase
from ..notices import lottery_letter
from ..queries.lotteries import has_changed_since
from ..refusals import RefusalError
from .draws import settle
from .turns import wait_for_turn

MOMENT = dt.timedelta(seconds=5)  # after a round of the beacon is made, until mirrors have it


@transaction.atomic
def ask_to_publish(
    *,
    draw: Draw,
    rule: str,
    facts: Mapping[str, Any],
    by: Person,
    beacon_due_at: dt.datetime | None = None,
) -> None:
    """Fix where the number will come from; the list is published in the background.

    Asked twice, it is published once. A lottery whose pool has changed is not published.
    """
    wait_for_turn(draw.call)
    draw.refresh_from_db()
    ready = Draw.objects.filter(
        pk=draw.pk, phase=Phase.PREPARED, is_test=False, decision=Decision.PENDING
    )
    if ready.exists() and has_changed_since(draw):
        raise RefusalError(stale_words())
    asked = ready.update(
        phase=Phase.PUBLISHING,
        work_state=WorkState.WAITING,
        due_at=timezone.now(),
        attempts=0,
        progress=0,
        progress_message="",
        rule=rule,
        rule_facts=dict(facts),
        beacon_due_at=beacon_due_at,
        published_by=by,
    )
    if asked:
        return
    draw.refresh_from_db()
    if draw.phase not in (Phase.PUBLISHING, Phase.PUBLISHED, Phase.DRAWN) or draw.is_test:
        raise RefusalError(_("This draw cannot be published any more. Nothing was changed."))


def stale_words() -> str:
    return _(
        "Somebody has joined or left the pool, or changed what counts here, since the lottery was "
        "worked out. So it was not published. Set it aside and prepare it again: that takes a "
        "moment, and nothing else is lost."
    )


@transaction.atomic
def publish_lottery(
    *,
    draw: Draw,
    record: Mapping[str, Any],
    commitment: str,
    lines: Sequence[DrawnPerson],
) -> bool:
    """Publish the list in one piece: from now on neither tickets nor rule can change.

    False where another worker has taken the draw meanwhile, or somebody cancelled it.
    """
    facts: dict[str, Any] = {
        "phase": Phase.PUBLISHED,
        "published_at": timezone.now(),
        "commitment": commitment,
        "problem": "",
    }
    if not draw.at_once:
        facts |= {"work_state": WorkState.DONE, "finished_at": timezone.now(), "progress": 100}
    if draw.beacon_due_at is not None:
        facts["due_at"] = draw.beacon_due_at + MOMENT
    if not settle(draw, **facts):
        return False
    looked_at = draw.lottery
    run = store_run(record, shown=["certificate", "spread"])
    Draw.objects.filter(pk=draw.pk).update(lottery=run)
    if looked_at is not None:
        looked_at.delete()  # the same lottery, before it had a rule
    DrawnPerson.objects.bulk_create(lines)
    record_event(
        Tag.DRAW_PUBLISHED,
        draw.call,
        actor=draw.published_by or draw.requested_by,
        draw=draw.pk,
        commitment=commitment,
        rule=str(draw.rule),
    )
    draw.refresh_from_db()
    if not draw.at_once:
        _tell_everybody(draw, lines)
    return True


def _tell_everybody(draw: Draw, lines: Sequence[DrawnPerson]) -> None:
    """Their own chance and their own code, to each alone."""
    for line in lines:
        subject, body = lottery_letter(draw, line)
        queue_message(
            purpose="lottery_published",
            person=line.person,
            subject=subject,
            body=body,
            dedupe_key=f"lottery:{draw.pk}:{line.person.pk}",
            why=_("you said you were interested in this call"),
        )
