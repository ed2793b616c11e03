"""Drafting a conversation, describing it, opening it to people, closing it."""

import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publius.web.calls.actions.posting import free_slug, save_once
from publius.web.calls.models import Call
from publius.web.ledger.actions import record_event
from publius.web.ledger.tags import Tag
from publius.web.people.models import Person

from ..defaults import (
    MINIMUM_DAYS,
    agreement_text,
    planned_days,
    publishing_policy,
    stage_purpose,
)
from ..letters import invitation_letter
from ..models import Conversation, ConversationState, Part, QuestionVersion, Stage, StageKind
from ..queries.people import holders_not_here
from ..queries.plan import gaps_of
from ..refusals import RefusalError
from .team import put_on_team
from .telling import tell


@transaction.atomic
def draft_conversation(*, call: Call, by: Person, key: uuid.UUID, **facts: Any) -> Conversation:
    """Draft a conversation with a plan one can start from; a form posted twice drafts one."""
    known = Conversation.objects.filter(posted_key=key, opened_by=by, call=call).first()
    if known is not None:
        return change_conversation(conversation=known, by=by, **facts)
    conversation = save_once(
        Conversation,
        key=key,
        within={"opened_by": by},
        call=call,
        slug=free_slug(Conversation, facts["title"], key),
        policy=publishing_policy(facts["checking"]),
        agreement=agreement_text(),
        opened_at=timezone.now(),
        **facts,
    )
    _plan_stages(conversation)
    put_on_team(conversation=conversation, person=by, part=Part.HOST)
    record_event(Tag.CONVERSATION_DRAFTED, conversation, actor=by, call=call.slug)
    return conversation


def _plan_stages(conversation: Conversation) -> None:
    today = timezone.localdate()
    plan = [
        Stage(
            conversation=conversation,
            kind=kind,
            order=order,
            purpose=stage_purpose(kind),
            opens_on=planned_days(kind, today)[0],
            closes_on=planned_days(kind, today)[1],
            minimum_days=MINIMUM_DAYS,
        )
        for order, kind in enumerate(StageKind, start=1)
    ]
    Stage.objects.bulk_create(plan, ignore_conflicts=True)


@transaction.atomic
def change_conversation(*, conversation: Conversation, by: Person, **facts: Any) -> Conversation:
    """Change some of its words. Once it is open, the question is changed by a motion alone."""
    changed = [name for name, value in facts.items() if getattr(conversation, name) != value]
    if not changed:
        return conversation
    if "question" in changed and conversation.state != ConversationState.DRAFT:
        raise RefusalError(
            _(
                "The question stays as it is while people talk about it: only a motion of the "
                "members can put it differently. Nothing was changed."
            )
        )
    for name in changed:
        setattr(conversation, name, facts[name])
    conversation.save(update_fields=changed)
    record_event(Tag.CONVERSATION_CHANGED, conversation, actor=by, parts=sorted(changed))
    return conversation


@transaction.atomic
def plan_stages(*, conversation: Conversation, by: Person, plan: dict[str, dict[str, Any]]) -> None:
    """Set purposes, dates and minimum days; by kind of stage."""
    for kind, facts in plan.items():
        Stage.objects.filter(conversation=conversation, kind=kind).update(**facts)
    record_event(Tag.CONVERSATION_CHANGED, conversation, actor=by, parts=["stages"])


@transaction.atomic
def publish_conversation(*, conversation: Conversation, by: Person) -> bool:
    """Open it to the people it is for and tell them. False where somebody was first."""
    if gaps := gaps_of(conversation):
        raise RefusalError(" ".join(gaps))
    now = timezone.now()
    draft = Conversation.objects.filter(pk=conversation.pk, state=ConversationState.DRAFT)
    if not draft.update(state=ConversationState.OPEN, published_at=now):
        return False
    conversation.refresh_from_db()
    QuestionVersion.objects.create(
        conversation=conversation,
        number=1,
        question=conversation.question,
        put_by=by,
        put_at=now,
    )
    record_event(Tag.CONVERSATION_PUBLISHED, conversation, actor=by, joining=conversation.joining)
    invite_holders(conversation=conversation)
    return True


def invite_holders(*, conversation: Conversation) -> None:
    """Tell everybody who holds a place and has not joined that the conversation is open."""
    tell(
        holders_not_here(conversation),
        invitation_letter(conversation),
        key=f"conversation:{conversation.pk}",
    )


@transaction.atomic
def close_conversation(*, conversation: Conversation, by: Person) -> bool:
    """End it for good; everything that was said can still be read. False if it was over."""
    if Stage.objects.filter(
        conversation=conversation, opened_at__isnull=False, closed_at__isnull=True
    ).exists():
        raise RefusalError(
            _("A stage is still open. Close it first, so that its figures are kept.")
        )
    going = Conversation.objects.filter(pk=conversation.pk, state=ConversationState.OPEN)
    if not going.update(state=ConversationState.CLOSED, closed_at=timezone.now()):
        return False
    record_event(Tag.CONVERSATION_CLOSED, conversation, actor=by)
    return True
