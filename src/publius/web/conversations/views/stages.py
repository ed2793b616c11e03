"""Taking a conversation from stage to stage, and signing off who was not heard."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from publius.web.calls.queries import seats_of

from ..actions.stages import close_stage, open_stage, sign_off_absence
from ..forms.people import PublishedReasonForm
from ..models import Conversation, ConversationState, Stage
from ..queries.gate import figures_of
from ..queries.home import seats_not_heard
from ..queries.stages import closes_from, is_long_enough, next_stage, stage_of
from ..refusals import RefusalError
from .access import for_those_who_run_it
from .saving import answer_form

may_post = require_http_methods(["GET", "HEAD", "POST"])


def _stage(conversation: Conversation, kind: str) -> Stage:
    stage = stage_of(conversation, kind)
    if stage is None or conversation.state == ConversationState.DRAFT:
        raise Http404
    return stage


def _take(
    request: HttpRequest, stage: Stage, deed: Callable[..., bool], said: str, template: str,
    **context: object,
) -> HttpResponse:  # fmt: skip
    """Ask once more, then do it; where it is refused the page says why and from when."""
    refused = ""
    if request.method == "POST":
        try:
            done = deed(stage=stage, by=request.user)
        except RefusalError as refusal:
            refused = str(refusal)
        else:
            messages.success(request, said if done else _("Somebody did this a moment before you."))
            return redirect("conversations:conversation_desk", stage.conversation.slug)
    context |= {
        "conversation": stage.conversation,
        "stage": stage,
        "refused": refused,
        "has_errors": bool(refused),
    }
    return render(request, template, context)


@for_those_who_run_it
@may_post
def stage_open(request: HttpRequest, conversation: Conversation, kind: str) -> HttpResponse:
    stage = _stage(conversation, kind)
    said = _("The stage is open, and everybody is told.")
    template = "conversations/stage_open.html"
    following = next_stage(conversation)
    is_next = following is not None and following.pk == stage.pk
    return _take(request, stage, open_stage, said, template, is_next=is_next)


@for_those_who_run_it
@may_post
def stage_close(request: HttpRequest, conversation: Conversation, kind: str) -> HttpResponse:
    stage = _stage(conversation, kind)
    return _take(
        request,
        stage,
        close_stage,
        _("The stage is closed. Its figures are on the page of the conversation."),
        "conversations/stage_close.html",
        closes_from=closes_from(stage),
        long_enough=is_long_enough(stage),
        unheard=seats_not_heard(stage),
        figures=figures_of(stage),
        stakeholders=conversation.call.engagement.stakeholders.all(),
    )


@for_those_who_run_it
@may_post
def absence(
    request: HttpRequest, conversation: Conversation, kind: str, seat_id: int
) -> HttpResponse:
    """Accept that a seat stays unheard in this stage; the reason is published."""
    stage = _stage(conversation, kind)
    seat = next((each for each in seats_of(conversation.call) if each.pk == seat_id), None)
    if seat is None:
        raise Http404
    form = PublishedReasonForm(request.POST or None)
    return answer_form(
        request,
        form,
        save=lambda: sign_off_absence(
            stage=stage, seat=seat, by=request.user, reason=form.cleaned_data["reason"]
        ),
        done=reverse("conversations:conversation_desk", args=[conversation.slug]),
        template="conversations/absence.html",
        said=_("Signed off. Everybody reads the reason."),
        conversation=conversation,
        stage=stage,
        seat=seat,
    )
