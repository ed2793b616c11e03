"""For those who run a conversation: seeds, and what was said at meetings held elsewhere."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from ..actions.saying import SaidAlreadyError
from ..actions.seeds import add_seeds
from ..actions.sessions import enter_statement, record_session
from ..forms.rewordings import SeedsForm
from ..forms.sessions import EnterForm, SessionForm
from ..models import Conversation
from ..queries.conversations import open_stage, participant_of
from ..queries.sessions import entered_for, session_of, sessions_of
from ..queries.statements import shares_of
from ..refusals import RefusalError
from .access import for_those_who_run_it

may_post = require_http_methods(["GET", "HEAD", "POST"])


def _around(request: HttpRequest, conversation: Conversation) -> dict:
    return {
        "conversation": conversation,
        "participant": participant_of(request.user, conversation),
    }


@for_those_who_run_it
@may_post
def seeds(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """Several statements at once, a line each; how many come from hosts is public."""
    form = SeedsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            added = add_seeds(conversation=conversation, by=request.user, **form.facts())
        except RefusalError as refusal:
            form.add_error(None, str(refusal))
        else:
            said = ngettext(
                "%(n)s statement is added. Lines that stood there already were left out.",
                "%(n)s statements are added. Lines that stood there already were left out.",
                len(added),
            )
            messages.success(request, said % {"n": len(added)})
            return redirect("conversations:statements", conversation.slug)
    context = _around(request, conversation) | {"form": form, "shares": shares_of(conversation)}
    return render(request, "conversations/seeds.html", context)


@for_those_who_run_it
@require_safe
def sessions(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    context = _around(request, conversation)
    context["sessions"] = sessions_of(request.user, conversation)
    return render(request, "conversations/sessions.html", context)


@for_those_who_run_it
@may_post
def session_new(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """A meeting, a visit, a call: where, when, how many, and how people agreed."""
    form = SessionForm(request.POST or None, seats=list(conversation.call.seats.all()))
    if request.method == "POST" and form.is_valid():
        try:
            made = record_session(
                conversation=conversation, by=request.user, key=form.key, **form.facts()
            )
        except RefusalError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The meeting is recorded. Enter what was said there."))
            return redirect("conversations:session", conversation.slug, made.pk)
    context = _around(request, conversation) | {"form": form}
    return render(request, "conversations/session_new.html", context)


@for_those_who_run_it
@may_post
def session(request: HttpRequest, conversation: Conversation, key: int) -> HttpResponse:
    """One after the other, what people said there."""
    found = session_of(request.user, conversation, key)
    if found is None:
        raise Http404
    stage = open_stage(conversation)
    form = EnterForm(request.POST or None, session=found, stage=stage.kind if stage else "")
    if request.method == "POST" and form.is_valid():
        try:
            enter_statement(session=found, by=request.user, key=form.key, **form.facts())
        except SaidAlreadyError as refusal:
            said = _("This stands there already in these words, as number %(number)s.")
            messages.info(request, said % {"number": refusal.statement.number})
            return redirect("conversations:session", conversation.slug, key)
        except RefusalError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It is entered. Here is room for the next."))
            return redirect("conversations:session", conversation.slug, key)
    context = _around(request, conversation) | {"session": found, "form": form, "stage": stage}
    context["statements"] = entered_for(found)
    return render(request, "conversations/session.html", context)
