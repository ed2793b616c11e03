"""The queue of those who moderate, and the record everybody may read."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from ..actions.moderation import Decided, decide
from ..forms.moderation import DecideForm
from ..models import Conversation, Participant
from ..queries.appeals import open_appeals
from ..queries.conversations import participant_of
from ..queries.moderation import (
    chosen,
    count_appeals,
    how_many_wait,
    log_of,
    one_to_check,
    queue_of,
    reasons_given,
)
from ..queries.rewordings import proposed_rewordings
from ..queries.statements import shares_of
from ..refusals import RefusalError
from .access import for_readers, for_those_who_moderate

may_post = require_http_methods(["GET", "HEAD", "POST"])
ON_A_PAGE = 50


@for_those_who_moderate
@may_post
def moderation(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """Tick, decide, send: what others see, one decision for as many as one likes."""
    only = request.GET.get("only", "")
    if only.isdecimal():
        queue = one_to_check(conversation, request.user, int(only[:9]))
    else:
        queue = queue_of(conversation, request.user)
    ticked = only or request.GET.get("tick") == "all"
    all_others = [each.ticket for each in queue if ticked and not each.is_own]
    initial = {"chosen": all_others}
    form = DecideForm(request.POST or None, conversation=conversation, initial=initial)
    if request.method == "POST" and form.is_valid() and _decided(request, conversation, form):
        return redirect("conversations:moderation", conversation.slug)
    context = {
        "conversation": conversation,
        "participant": participant_of(request.user, conversation),
        "form": form,
        "queue": queue,
        "ticked": set(form["chosen"].value() or []),
        "waiting": how_many_wait(conversation),
        "appeals": open_appeals(request.user, conversation),
        "rewordings": proposed_rewordings(conversation),
    }
    return render(request, "conversations/moderation.html", context)


def _decided(request: HttpRequest, conversation: Conversation, form: DecideForm) -> bool:
    ticked = chosen(conversation, form.cleaned_data["chosen"])
    try:
        found = decide(
            conversation=conversation,
            statements=ticked.statements,
            replies=ticked.replies,
            seen=ticked.seen,
            judgement=form.judgement(),
            by=request.user,
        )
    except RefusalError as refusal:
        form.add_error(None, str(refusal))
        return False
    _report(request, found)
    return True


def _report(request: HttpRequest, found: Decided) -> None:
    if found.done:
        messages.success(
            request,
            ngettext(
                "%(n)s is decided. Its author is told.",
                "%(n)s are decided. Their authors are told.",
                found.done,
            )
            % {"n": found.done},
        )
    if found.own:
        messages.info(
            request,
            _("%(n)s are your own words or typed in by you: somebody else has to check them.")
            % {"n": found.own},
        )
    if found.gone:
        messages.info(
            request,
            _("%(n)s had been decided or taken back meanwhile: they stay as they are.")
            % {"n": found.gone},
        )


@for_readers
@require_safe
def moderation_log(
    request: HttpRequest, conversation: Conversation, participant: Participant | None
) -> HttpResponse:
    """The policy, how often each reason was given, every decision. No text that was refused."""
    found = Paginator(log_of(conversation), ON_A_PAGE)
    context = {
        "conversation": conversation,
        "participant": participant,
        "reasons": reasons_given(conversation),
        "page_obj": found.get_page(request.GET.get("page")),
        "shares": shares_of(conversation),
        "appeals": count_appeals(conversation),
    }
    return render(request, "conversations/moderation_log.html", context)
