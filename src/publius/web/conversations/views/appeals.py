"""Asking for a second look, and answering as somebody who had no hand in it."""

import rules
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ..actions.appeals import answer_appeal, raise_appeal
from ..forms.moderation import AnswerAppealForm, AppealForm
from ..models import Conversation, Participant
from ..queries.appeals import appeal_about, appeal_of, appeals_for_hosts
from ..queries.moderation import refusal_of
from ..queries.statements import statement_of
from ..refusals import RefusalError
from .access import for_readers

may_post = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@for_readers
@may_post
def appeal_new(
    request: HttpRequest, conversation: Conversation, participant: Participant | None, number: int
) -> HttpResponse:
    """The author of a statement that is not published, once; also when they have left."""
    statement = statement_of(request.user, conversation, number)
    if statement is None or not rules.test_rule("conversations.appeal", request.user, statement):
        raise Http404
    decision = refusal_of(statement)
    if decision is None or appeal_about(statement) is not None:
        return redirect("conversations:statement", conversation.slug, number)
    form = AppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            raise_appeal(statement=statement, by=request.user, key=form.key, **form.facts())
        except RefusalError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It is sent. Somebody who did not decide it answers."))
            return redirect("conversations:statement", conversation.slug, number)
    context = {"conversation": conversation, "participant": participant, "form": form}
    context |= {"statement": statement, "decision": decision}
    return render(request, "conversations/appeal_new.html", context)


@login_required
@may_post
def appeal(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    """What the author says, what was decided, and the form for whoever may answer."""
    found = appeal_of(request.user, slug, key)
    if found is None or not rules.test_rule("conversations.answer_appeal", request.user, found):
        raise Http404
    form = AnswerAppealForm(request.POST or None)
    if request.method == "POST" and not found.outcome and form.is_valid():
        if answer_appeal(appeal=found, by=request.user, **form.cleaned_data):
            messages.success(request, _("Your answer is on its way, and on record."))
        else:
            messages.info(request, _("Somebody has answered meanwhile. The first answer stands."))
        return redirect("conversations:appeal", slug, key)
    conversation = found.statement.conversation
    context = {
        "conversation": conversation,
        "appeal": found,
        "form": form,
        "moderates": rules.test_rule("conversations.moderate", request.user, conversation),
    }
    return render(request, "conversations/appeal.html", context)


@login_required
@require_safe
def appeals_waiting(request: HttpRequest) -> HttpResponse:
    """For hosts of the site: what nobody of the conversation can answer."""
    if not request.user.is_host:
        raise Http404
    return render(request, "conversations/appeals_waiting.html", {"appeals": appeals_for_hosts()})
