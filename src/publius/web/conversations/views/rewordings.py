"""Other words for a statement: proposing them, deciding, taking them back."""

import rules
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ..actions.rewordings import (
    apply_rewording,
    decline_rewording,
    propose_rewording,
    take_rewording_back,
)
from ..forms.rewordings import RewordForm
from ..models import Conversation, Participant, RewordingState, Statement
from ..queries.rewordings import living_rewording, rewording_of
from ..queries.statements import statement_of
from ..refusals import RefusalError
from ..rules import is_own
from .access import for_readers, for_those_who_moderate

may_post = require_http_methods(["GET", "HEAD", "POST"])


def _statement(request: HttpRequest, conversation: Conversation, number: int) -> Statement:
    """The statement, for its author and for those who moderate."""
    found = statement_of(request.user, conversation, number)
    if found is None:
        raise Http404
    mine = rules.test_rule("conversations.appeal", request.user, found)
    if not (mine or rules.test_rule("conversations.moderate", request.user, conversation)):
        raise Http404
    return found


@login_required
@for_readers
@may_post
def reword(
    request: HttpRequest, conversation: Conversation, participant: Participant | None, number: int
) -> HttpResponse:
    """One line puts it in other words, several split it."""
    statement = _statement(request, conversation, number)
    form = RewordForm(request.POST or None, initial={"texts": statement.text})
    if request.method == "POST" and form.is_valid():
        try:
            made = propose_rewording(
                statement=statement, by=request.user, key=form.key, **form.facts()
            )
        except RefusalError as refusal:
            form.add_error(None, str(refusal))
        else:
            made.refresh_from_db()
            messages.success(request, _afterwards(made.state))
            return redirect("conversations:statement", conversation.slug, number)
    context = {"conversation": conversation, "participant": participant, "form": form}
    return render(request, "conversations/reword.html", {**context, "statement": statement})


def _afterwards(state: str) -> str:
    if state == RewordingState.APPLIED:
        return _("The new words stand in its place. Its author is told and can take them back.")
    return _("Your new words are sent. Somebody reads them; until then the old ones stand.")


@for_those_who_moderate
@require_POST
def reword_decide(request: HttpRequest, conversation: Conversation, key: int) -> HttpResponse:
    """Take up what an author proposed, or leave the statement as it is."""
    rewording = rewording_of(request.user, conversation, key)
    if rewording is None or is_own(request.user, rewording.statement):
        raise Http404  # nobody checks their own
    if request.POST.get("verdict") == "apply":
        changed = apply_rewording(rewording=rewording, by=request.user)
    else:
        changed = decline_rewording(rewording=rewording, by=request.user)
    if changed:
        messages.success(request, _("It is decided. The author is told."))
    else:
        messages.info(request, _("That was settled meanwhile. Nothing was changed."))
    return redirect("conversations:moderation", conversation.slug)


@login_required
@for_readers
@require_POST
def reword_take_back(
    request: HttpRequest, conversation: Conversation, participant: Participant | None, number: int
) -> HttpResponse:
    """The author wants their own words back."""
    statement = statement_of(request.user, conversation, number)
    if statement is None or not rules.test_rule("conversations.appeal", request.user, statement):
        raise Http404
    rewording = living_rewording(request.user, statement)
    try:
        if rewording is not None and take_rewording_back(rewording=rewording, by=request.user):
            messages.success(request, _("Your own words stand again."))
    except RefusalError as refusal:
        messages.error(request, str(refusal))
    return redirect("conversations:statement", conversation.slug, number)
