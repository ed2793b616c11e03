"""Drafting an outcome and publishing it once its dissent stands beside it."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publius.web.ledger.actions import record_event
from publius.web.ledger.tags import Tag
from publius.web.people.models import Person

from ..models import Conversation, Option, Outcome, Statement, UsedStatement
from ..outcome_letters import outcome_letter
from ..queries.maps import latest_map
from ..queries.outcomes import may_conclude
from ..queries.publishing import gaps_of
from ..refusals import RefusalError
from .telling import everybody_here, tell


@transaction.atomic
def draft_outcome(
    *, conversation: Conversation, by: Person, key: uuid.UUID, **facts: Any
) -> Outcome:
    """Begin the one draft of a conversation; the same form sent twice begins it once."""
    known = Outcome.objects.filter(posted_key=key, conversation=conversation).first()
    if known is not None:
        return known
    if not may_conclude(conversation):
        raise RefusalError(
            _("An outcome is drafted once Decide or Report is open. Nothing was saved.")
        )
    try:
        with transaction.atomic():
            outcome = Outcome.objects.create(
                conversation=conversation,
                drafted_by=by,
                drafted_at=timezone.now(),
                posted_key=key,
                **facts,
            )
    except IntegrityError as error:
        raise RefusalError(
            _("Somebody has begun a draft meanwhile. Yours was not saved: add it to theirs.")
        ) from error
    record_event(
        Tag.OUTCOME_DRAFTED, conversation, actor=by, outcome=outcome.pk, kind=str(outcome.kind)
    )
    return outcome


def still_a_draft(outcome: Outcome) -> Outcome:
    """The draft, held until the transaction ends; what is published is not changed any more."""
    found = Outcome.objects.select_for_update().drafts().filter(pk=outcome.pk).first()
    if found is None:
        raise RefusalError(
            _("This outcome is published and stays as it is. Draft another one that follows it.")
        )
    return found


@transaction.atomic
def change_outcome(*, outcome: Outcome, **facts: Any) -> None:
    draft = still_a_draft(outcome)
    for name, value in facts.items():
        setattr(draft, name, value)
    draft.save(update_fields=list(facts))


@transaction.atomic
def drop_draft(*, outcome: Outcome) -> None:
    """Give a draft up with everything that hangs on it; published ones are never deleted."""
    still_a_draft(outcome).delete()


@transaction.atomic
def add_option(*, outcome: Outcome, key: uuid.UUID, **facts: Any) -> Option:
    draft = still_a_draft(outcome)
    return Option.objects.get_or_create(posted_key=key, outcome=draft, defaults=facts)[0]


@transaction.atomic
def change_option(*, option: Option, **facts: Any) -> None:
    still_a_draft(option.outcome)
    Option.objects.filter(pk=option.pk).update(**facts)


@transaction.atomic
def remove_option(*, option: Option) -> None:
    still_a_draft(option.outcome)
    Option.objects.filter(pk=option.pk).delete()


@transaction.atomic
def use_statements(*, outcome: Outcome, uses: Mapping[Statement, str]) -> None:
    """Say which statements the outcome rests on, and what it makes of each.

    A quote that was about another use of a statement would no longer be true, so it goes.
    """
    draft = still_a_draft(outcome)
    draft.used.exclude(statement__in=uses).delete()
    for statement, use in uses.items():
        UsedStatement.objects.update_or_create(
            outcome=draft, statement=statement, defaults={"use": use}
        )
        draft.dissents.filter(statement=statement, reply=None).exclude(use=use).delete()


@transaction.atomic
def publish_outcome(*, outcome: Outcome, by: Person) -> bool:
    """Publish for good, and tell everybody who takes part. False where it was published already."""
    held = Outcome.objects.select_for_update().select_related("conversation").get(pk=outcome.pk)
    if held.is_published:
        return False
    gaps = gaps_of(held)
    if gaps:
        raise RefusalError(" ".join(gap.sentence for gap in gaps))
    held.rests_on = latest_map(held.conversation_id)
    held.published_by, held.published_at = by, timezone.now()
    held.save(update_fields=["rests_on", "published_by", "published_at"])
    record_event(
        Tag.OUTCOME_PUBLISHED,
        held.conversation,
        actor=by,
        outcome=held.pk,
        kind=str(held.kind),
        quoted=held.dissents.count(),
        map=held.rests_on.number if held.rests_on else None,
    )
    tell(everybody_here(held.conversation), outcome_letter(held), key=f"outcome:{held.pk}")
    return True
