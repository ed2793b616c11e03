"""Replying to a statement, and seeing on whom one has built."""

import rules
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ..actions.replies import judge_restatement, reply, take_reply_back
from ..forms.replies import ReplyForm
from ..models import Conversation, Participant, Reply, ReplyState, Statement, StatementState
from ..queries.replies import (
    kinds_for,
    own_reply,
    people_built_on,
    people_who_built_on,
    reply_to_own,
)
from ..queries.statements import statement_of
from ..refusals import RefusalError
from .access import for_members

may_post = require_http_methods(["GET", "HEAD", "POST"])


def _statement(request: HttpRequest, conversation: Conversation, number: int) -> Statement:
    found = statement_of(request.user, conversation, number)
    if found is None:
        raise Http404
    return found


@for_members
@may_post
def reply_new(
    request: HttpRequest, conversation: Conversation, participant: Participant, number: int
) -> HttpResponse:
    """Thanks, building on it, asking, differing, answering: one of them, in one's own words."""
    statement = _statement(request, conversation, number)
    can_reply = rules.test_rule("conversations.reply", request.user, conversation)
    if statement.state != StatementState.SHOWN or not can_reply:
        messages.info(request, _("Nobody can reply to this now, or not before agreeing how."))
        return redirect("conversations:statement", conversation.slug, number)
    kinds = kinds_for(statement, participant)
    wanted = {"kind": request.GET.get("kind", "")}
    form = ReplyForm(request.POST or None, kinds=kinds, initial=wanted)
    if request.method == "POST" and form.is_valid():
        try:
            made = reply(statement=statement, author=participant, key=form.key, **form.facts())
        except RefusalError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _afterwards(made))
            return redirect("conversations:statement", conversation.slug, number)
    context = {"conversation": conversation, "participant": participant, "form": form}
    return render(request, "conversations/reply_new.html", {**context, "statement": statement})


def _afterwards(made: Reply) -> str:
    if made.state == ReplyState.WAITING:
        return _("It is sent. Somebody reads it before the others do.")
    return _("Your reply is there. The others can read it now.")


@for_members
@require_POST
def reply_take_back(
    request: HttpRequest,
    conversation: Conversation,
    participant: Participant,
    number: int,
    key: int,
) -> HttpResponse:
    found = own_reply(request.user, _statement(request, conversation, number), key)
    if found is None:
        raise Http404
    if take_reply_back(reply=found):
        messages.success(request, _("Your reply is taken back."))
    return redirect("conversations:statement", conversation.slug, number)


@for_members
@require_POST
def restatement(
    request: HttpRequest,
    conversation: Conversation,
    participant: Participant,
    number: int,
    key: int,
) -> HttpResponse:
    """Whether the words in which somebody put one's view before differing are right."""
    found = reply_to_own(request.user, _statement(request, conversation, number), key)
    if found is None:
        raise Http404
    judge_restatement(reply=found, is_right=request.POST.get("right") == "yes")
    messages.success(request, _("They see what you said about it."))
    return redirect("conversations:statement", conversation.slug, number)


@for_members
@require_safe
def built_on(
    request: HttpRequest, conversation: Conversation, participant: Participant
) -> HttpResponse:
    """For oneself alone: nobody is counted or ranked for others to see."""
    context = {
        "conversation": conversation,
        "participant": participant,
        "built_on": people_built_on(participant),
        "built_on_me": people_who_built_on(participant),
    }
    return render(request, "conversations/built_on.html", context)
