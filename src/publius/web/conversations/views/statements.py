"""Reading what was said: all of it, one of it, one's own."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..models import Conversation, Participant, StatementKind
from ..queries.conversations import open_stage
from ..queries.saying import can_bring_in, held_by, obstacle_to_saying
from ..queries.statements import (
    children_of,
    shares_of,
    shown_statements,
    statement_of,
    statements_by,
)
from .access import for_members, for_readers

ON_A_PAGE = 25


@for_readers
@require_safe
def statements(
    request: HttpRequest, conversation: Conversation, participant: Participant | None
) -> HttpResponse:
    """Everything that is shown, who put it there, and how much was not published."""
    kind = request.GET.get("kind", "")
    kind = kind if kind in StatementKind.values else ""
    found = Paginator(shown_statements(conversation, kind=kind), ON_A_PAGE)
    stage = open_stage(conversation)
    context = {
        "conversation": conversation,
        "participant": participant,
        "stage": stage,
        "page_obj": found.get_page(request.GET.get("page")),
        "kind": kind,
        "kinds": StatementKind.choices,
        "shares": shares_of(conversation),
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
    is_mine = found.author is not None and found.author.person_id == request.user.pk
    context = {
        "conversation": conversation,
        "participant": participant,
        "statement": found,
        "is_mine": is_mine and request.user.is_authenticated,
        "children": children_of(found),
        "can_bring_in": participant is not None and can_bring_in(participant),
    }
    return render(request, "conversations/statement.html", context)


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
