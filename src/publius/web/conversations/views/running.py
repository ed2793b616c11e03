"""The desk of those who run a conversation: from the draft to the end."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from publius.web.calls.models import Call
from publius.web.panels.views.access import for_those_who_run_it as for_those_who_run_the_call

from ..actions.opening import (
    change_conversation,
    close_conversation,
    draft_conversation,
    plan_stages,
    publish_conversation,
)
from ..forms.opening import ConversationForm, HouseRulesForm, PlanForm
from ..models import Conversation, ConversationState
from ..queries.conversations import open_stage, visible_conversation
from ..queries.home import conversations_of_call, seats_not_heard, stage_lines
from ..queries.motions import motions_to_decide
from ..queries.people import members_of, presence, team_of
from ..queries.plan import gaps_of, has_seats
from ..queries.stages import closes_from, is_long_enough, next_stage, stages_of
from ..refusals import RefusalError
from .access import for_those_who_run_it
from .saving import answer_form

may_post = require_http_methods(["GET", "HEAD", "POST"])


def _desk(conversation: Conversation) -> str:
    return reverse("conversations:conversation_desk", args=[conversation.slug])


@for_those_who_run_the_call
@require_safe
def call_conversations(request: HttpRequest, call: Call) -> HttpResponse:
    """The conversations of a call, and the way to a new one."""
    context = {"call": call, "conversations": conversations_of_call(request.user, call)}
    return render(request, "conversations/call_conversations.html", context)


@for_those_who_run_the_call
@may_post
def conversation_new(request: HttpRequest, call: Call) -> HttpResponse:
    form = ConversationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        drafted = draft_conversation(call=call, by=request.user, key=form.key, **form.facts())
        return redirect(_desk(drafted))
    return render(request, "conversations/conversation_new.html", {"call": call, "form": form})


@for_those_who_run_it
@require_safe
def conversation_desk(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """What to do next: finish the draft, or take the stages forward."""
    stage = open_stage(conversation)
    context = {
        "conversation": conversation,
        "gaps": gaps_of(conversation) if conversation.state == ConversationState.DRAFT else [],
        "lines": stage_lines(conversation, None),
        "stage": stage,
        "closes_from": closes_from(stage) if stage else None,
        "long_enough": is_long_enough(stage) if stage else False,
        "unheard": seats_not_heard(stage),
        "next_stage": next_stage(conversation),
        "motions": motions_to_decide(conversation),
        "presence": presence(conversation),
        "members": members_of(conversation),
        "team": team_of(conversation),
    }
    return render(request, "conversations/conversation_desk.html", context)


@for_those_who_run_it
@may_post
def about_edit(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    # Bound to a copy: the form writes into its instance before the action can compare.
    copy = visible_conversation(request.user, conversation.slug)
    form = ConversationForm(request.POST or None, instance=copy)
    return _edited(request, conversation, form, _("What it is about"))


@for_those_who_run_it
@may_post
def house_rules(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    copy = visible_conversation(request.user, conversation.slug)
    form = HouseRulesForm(request.POST or None, instance=copy)
    return _edited(request, conversation, form, _("Policy and agreement"))


def _edited(request, conversation, form, heading: str) -> HttpResponse:
    return answer_form(
        request,
        form,
        save=lambda: change_conversation(
            conversation=conversation,
            by=request.user,
            **{name: form.cleaned_data[name] for name in form.Meta.fields if name in form.fields},
        ),
        done=_desk(conversation),
        template="conversations/conversation_edit.html",
        said=_("Saved."),
        conversation=conversation,
        heading=heading,
    )


@for_those_who_run_it
@may_post
def plan(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    form = PlanForm(request.POST or None, stages=stages_of(conversation))
    return answer_form(
        request,
        form,
        save=lambda: plan_stages(conversation=conversation, by=request.user, plan=form.plan()),
        done=_desk(conversation),
        template="conversations/plan.html",
        said=_("Saved."),
        conversation=conversation,
    )


@for_those_who_run_it
@may_post
def conversation_check(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """Check your answers, then open it to people."""
    if conversation.state != ConversationState.DRAFT:
        return redirect(_desk(conversation))
    refused = ""
    if request.method == "POST":
        try:
            publish_conversation(conversation=conversation, by=request.user)
        except RefusalError as refusal:
            refused = str(refusal)
        else:
            messages.success(
                request, _("It is open. Everybody who holds a place is told by e-mail.")
            )
            return redirect(_desk(conversation))
    context = {
        "conversation": conversation,
        "stages": stages_of(conversation),
        "gaps": gaps_of(conversation),
        "has_seats": has_seats(conversation),
        "has_errors": bool(refused),
    }
    return render(request, "conversations/conversation_check.html", context)


@for_those_who_run_it
@may_post
def conversation_close(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """End it for good; everything stays readable."""
    if conversation.state == ConversationState.DRAFT:
        raise Http404
    if conversation.state == ConversationState.CLOSED:
        return redirect(_desk(conversation))
    refused = ""
    if request.method == "POST":
        try:
            close_conversation(conversation=conversation, by=request.user)
        except RefusalError as refusal:
            refused = str(refusal)
        else:
            messages.success(request, _("The conversation is closed. It stays readable."))
            return redirect(_desk(conversation))
    context = {"conversation": conversation, "refused": refused, "has_errors": bool(refused)}
    return render(request, "conversations/conversation_close.html", context)
