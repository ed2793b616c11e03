"""Saying something: the form, what is like it already, what was kept for later."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from ..actions.saying import SaidAlreadyError, bring_in, say, take_back
from ..forms.saying import BringInForm, SayForm
from ..models import Conversation, Participant, Statement, StatementState
from ..queries.conversations import open_stage
from ..queries.saying import (
    can_bring_in,
    held_by,
    obstacle_to_saying,
    refused_to,
    same_as,
    similar_to,
)
from ..queries.statements import statement_of
from ..refusals import RefusalError
from .access import for_members

may_post = require_http_methods(["GET", "HEAD", "POST"])
AFTERWARDS = {
    StatementState.HELD: gettext_lazy(
        "It is kept for Explore, and only you see it. When that stage opens, you are asked here "
        "whether to bring it in."
    ),
    StatementState.WAITING: gettext_lazy(
        "It is sent. Somebody reads it before the others do; you see here what came of it."
    ),
    StatementState.SHOWN: gettext_lazy("It is said. The others can read it now."),
}


@for_members
@may_post
def say_something(
    request: HttpRequest, conversation: Conversation, participant: Participant
) -> HttpResponse:
    """One thing, in one's own words; what is like it is shown before it is sent."""
    stage = open_stage(conversation)
    context = {"conversation": conversation, "participant": participant, "stage": stage}
    context["held"] = held_by(participant) if can_bring_in(participant) else []
    if obstacle := obstacle_to_saying(participant, stage):
        return render(request, "conversations/say.html", {**context, "obstacle": obstacle})
    form = SayForm(request.POST or None, stage=stage.kind, initial=_wanted(request, participant))
    if request.method == "POST" and form.is_valid():
        context["similar"] = _to_look_at_first(request, form, participant)
        if not context["similar"]:
            return _said(request, form, participant, context)
    return render(request, "conversations/say.html", {**context, "form": form})


def _wanted(request: HttpRequest, participant: Participant) -> dict[str, str]:
    """What the form begins with: a kind the link asked for, or words that were not published."""
    number = request.GET.get("again", "")
    if number.isdecimal() and (refused := refused_to(participant, int(number[:9]))):
        return {"kind": refused.kind, "text": refused.text, "source": refused.source}
    return {"kind": request.GET.get("kind", "")}


def _to_look_at_first(
    request: HttpRequest, form: SayForm, participant: Participant
) -> list[Statement]:
    """What may say the same, unless the writer has seen it, or the very same stands there."""
    text = form.cleaned_data["text"]
    if request.POST.get("anyway") or same_as(text, participant):
        return []
    return similar_to(text, participant.conversation)


def _said(
    request: HttpRequest, form: SayForm, participant: Participant, context: dict
) -> HttpResponse:
    try:
        statement = say(participant=participant, key=form.key, **form.facts())
    except SaidAlreadyError as refusal:
        statement = refusal.statement
        messages.info(
            request, _("This has been said already in these words. Nothing was sent twice.")
        )
    except RefusalError as refusal:
        form.add_error(None, str(refusal))
        return render(request, "conversations/say.html", {**context, "form": form})
    else:
        messages.success(request, AFTERWARDS[statement.state])
    return redirect("conversations:statement", participant.conversation.slug, statement.number)


def _own(request: HttpRequest, conversation: Conversation, number: int) -> Statement:
    statement = statement_of(request.user, conversation, number)
    if statement is None or statement.author is None:
        raise Http404
    if statement.author.person_id != request.user.pk:
        raise Http404
    return statement


@for_members
@may_post
def bring_in_kept(
    request: HttpRequest, conversation: Conversation, participant: Participant, number: int
) -> HttpResponse:
    """A proposal that was kept: look at it again, change it, bring it in."""
    statement = _own(request, conversation, number)
    if statement.state != StatementState.HELD:
        return redirect("conversations:statement", conversation.slug, number)
    form = BringInForm(request.POST or None, initial={"text": statement.text})
    if request.method == "POST" and form.is_valid():
        try:
            bring_in(statement=statement, text=form.cleaned_data["text"])
        except RefusalError as refusal:
            form.add_error(None, str(refusal))
        else:
            statement.refresh_from_db()
            messages.success(request, AFTERWARDS[statement.state])
            return redirect("conversations:statement", conversation.slug, number)
    context = {"conversation": conversation, "participant": participant, "statement": statement}
    context["can_bring_in"] = can_bring_in(participant)
    return render(request, "conversations/bring_in.html", {**context, "form": form})


@for_members
@require_POST
def take_it_back(
    request: HttpRequest, conversation: Conversation, participant: Participant, number: int
) -> HttpResponse:
    """The author's own statement; asking twice takes it back once."""
    if take_back(statement=_own(request, conversation, number)):
        messages.success(request, _("It is taken back. Nobody else sees it any more."))
    return redirect("conversations:statement", conversation.slug, number)
