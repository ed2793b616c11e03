"""Reading what was said: all of it, one of it, one's own."""

import rules
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..models import Conversation, Participant, Statement, StatementKind, StatementState
from ..queries.appeals import appeal_about
from ..queries.conversations import open_stage
from ..queries.moderation import how_many_wait, refusal_of
from ..queries.replies import is_answered, replies_to
from ..queries.rewordings import can_take_back, living_rewording, rewording_behind
from ..queries.saying import can_bring_in, held_by, obstacle_to_saying
from ..queries.statements import (
    children_of,
    open_questions,
    shares_of,
    shown_statements,
    statement_of,
    statements_by,
)
from ..queries.timelines import timeline_of
from .access import for_members, for_readers

ON_A_PAGE = 25
UNANSWERED = "open"


@for_readers
@require_safe
def statements(
    request: HttpRequest, conversation: Conversation, participant: Participant | None
) -> HttpResponse:
    """Everything that is shown, who put it there, and how much was not published."""
    kind = request.GET.get("kind", "")
    kind = kind if kind in (*StatementKind.values, UNANSWERED) else ""
    rows = open_questions(conversation) if kind == UNANSWERED else shown_statements(conversation)
    found = Paginator(rows.filter(kind=kind) if kind in StatementKind.values else rows, ON_A_PAGE)
    moderates = rules.test_rule("conversations.moderate", request.user, conversation)
    stage = open_stage(conversation)
    context = {
        "conversation": conversation,
        "participant": participant,
        "stage": stage,
        "page_obj": found.get_page(request.GET.get("page")),
        "kind": kind,
        "kinds": [*StatementKind.choices, (UNANSWERED, _("Questions without an answer"))],
        "shares": shares_of(conversation),
        "can_moderate": moderates,
        "can_run": rules.test_rule("conversations.run", request.user, conversation),
        "waiting": how_many_wait(conversation) if moderates else 0,
        "can_say": participant is not None and not obstacle_to_saying(participant, stage),
    }
    return render(request, "conversations/statements.html", context)


@for_readers
@require_safe
def statement(
    request: HttpRequest,
    conversation: Conversation,
    participant: Participant | None,
    number: int,
) -> HttpResponse:
    """One statement: where it comes from, what people answered, what became of it."""
    found = statement_of(request.user, conversation, number)
    if found is None:
        raise Http404
    is_mine = rules.test_rule("conversations.appeal", request.user, found)
    moderates = rules.test_rule("conversations.moderate", request.user, conversation)
    context = {
        "conversation": conversation,
        "participant": participant,
        "statement": found,
        "is_mine": is_mine,
        "mine": _for_its_author(request, found, participant) if is_mine else None,
        "children": children_of(found),
        "new_words": rewording_behind(found),
        "replies": replies_to(request.user, found),
        "is_answered": is_answered(found),
        "can_reply": found.state == StatementState.SHOWN
        and rules.test_rule("conversations.reply", request.user, conversation),
        "can_moderate": moderates and not is_mine,
        "refusal": refusal_of(found) if moderates else None,
    }
    return render(request, "conversations/statement.html", context)


def _for_its_author(
    request: HttpRequest, statement: Statement, participant: Participant | None
) -> dict:
    """What became of it, and what its author can do now."""
    rewording = living_rewording(request.user, statement)
    is_refused = statement.state == StatementState.REJECTED
    return {
        "timeline": timeline_of(statement),
        "can_bring_in": participant is not None and can_bring_in(participant),
        "can_appeal": is_refused and appeal_about(statement) is None,
        "can_restore": rewording is not None and can_take_back(rewording),
    }


@for_members
@require_safe
def my_statements(
    request: HttpRequest, conversation: Conversation, participant: Participant
) -> HttpResponse:
    """Everything somebody has said here and what became of it."""
    context = {
        "conversation": conversation,
        "participant": participant,
        "statements": statements_by(participant),
        "held": held_by(participant),
        "can_bring_in": can_bring_in(participant),
    }
    return render(request, "conversations/my_statements.html", context)
