"""Motions of members: raising, supporting, saying what one thinks, deciding."""

import rules
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ..actions.motions import (
    answer_check,
    decide_motion,
    raise_motion,
    support_motion,
    withdraw_support,
)
from ..forms.motions import CheckForm, DecideMotionForm, MotionForm
from ..letters import what_is_moved
from ..models import Conversation, Motion, MotionState, Part, Participant
from ..queries.motions import (
    backing_of,
    counted_views,
    may_be_answered,
    may_be_supported,
    motion_numbered,
    motions_of,
    supports,
    view_of,
    views_on,
)
from ..queries.stages import stages_of
from ..refusals import RefusalError
from .access import for_members, for_readers, for_those_who_run_it
from .saving import answer_form

may_post = require_http_methods(["GET", "HEAD", "POST"])


def _motion(conversation: Conversation, number: int) -> Motion:
    found = motion_numbered(conversation, number)
    if found is None:
        raise Http404
    return found


@for_readers
@require_safe
def motions(
    request: HttpRequest, conversation: Conversation, participant: Participant | None
) -> HttpResponse:
    """What members have proposed about the conversation itself."""
    rows = [(each, what_is_moved(each)) for each in motions_of(conversation)]
    context = {
        "conversation": conversation,
        "participant": participant,
        "rows": rows,
        "may_raise": rules.test_rule("conversations.take_part", request.user, conversation),
    }
    return render(request, "conversations/motions.html", context)


@for_members
@may_post
def motion_new(
    request: HttpRequest, conversation: Conversation, participant: Participant
) -> HttpResponse:
    if not rules.test_rule("conversations.take_part", request.user, conversation):
        raise Http404
    closed = [stage for stage in stages_of(conversation) if stage.closed_at is not None]
    form = MotionForm(request.POST or None, conversation=conversation, closed=closed)
    return answer_form(
        request,
        form,
        save=lambda: raise_motion(member=participant, key=form.key, **form.facts()),
        done=reverse("conversations:motions", args=[conversation.slug]),
        template="conversations/motion_new.html",
        said=_("Your motion is there for everybody to read."),
        conversation=conversation,
        participant=participant,
    )


@for_readers
@may_post
def motion(
    request: HttpRequest,
    conversation: Conversation,
    participant: Participant | None,
    number: int,
) -> HttpResponse:
    """One motion: how far it has come, what people think of it, how it was decided."""
    found = _motion(conversation, number)
    mine = view_of(participant, found)
    initial = {"view": mine.view, "why": mine.why} if mine else {}
    may_answer = may_be_answered(found) and participant is not None
    may_answer = may_answer and participant.part != Part.OBSERVER
    if request.method == "POST" and not may_answer:
        return redirect("conversations:motion", conversation.slug, number)
    form = CheckForm(request.POST or None, initial=initial)
    return answer_form(
        request,
        form,
        save=lambda: answer_check(motion=found, participant=participant, **form.cleaned_data),
        done=reverse("conversations:motion", args=[conversation.slug, number]),
        template="conversations/motion.html",
        said=_("Thank you. You can change it while the check is open."),
        conversation=conversation,
        participant=participant,
        motion=found,
        what=what_is_moved(found),
        backing=backing_of(found),
        may_answer=may_answer,
        mine=mine,
        views=views_on(found),
        counts=counted_views(found),
        may_support=may_be_supported(found, participant),
        has_supported=supports(participant, found),
        may_decide=found.state == MotionState.CHECKING
        and not may_be_answered(found)
        and rules.test_rule("conversations.decide", request.user, conversation),
    )


@for_members
@require_POST
def motion_support(
    request: HttpRequest, conversation: Conversation, participant: Participant, number: int
) -> HttpResponse:
    """Want everybody to be asked, or take that back."""
    found = _motion(conversation, number)
    try:
        if request.POST.get("support") == "withdraw":
            withdraw_support(motion=found, member=participant)
        else:
            support_motion(motion=found, member=participant)
    except RefusalError as refusal:
        messages.warning(request, str(refusal))
    return redirect("conversations:motion", conversation.slug, number)


@for_those_who_run_it
@may_post
def motion_decide(request: HttpRequest, conversation: Conversation, number: int) -> HttpResponse:
    """The decision of a host, when everybody had time to say something."""
    found = _motion(conversation, number)
    if not rules.test_rule("conversations.decide", request.user, conversation):
        raise Http404
    address = reverse("conversations:motion", args=[conversation.slug, number])
    if found.state != MotionState.CHECKING:
        return redirect(address)
    form = DecideMotionForm(request.POST or None)
    return answer_form(
        request,
        form,
        save=lambda: decide_motion(
            motion=found,
            by=request.user,
            accept=form.cleaned_data["accept"] == "yes",
            reason=form.cleaned_data["reason"],
        ),
        done=address,
        template="conversations/motion_decide.html",
        said=_("Decided. Everybody here is told."),
        conversation=conversation,
        motion=found,
        what=what_is_moved(found),
        views=views_on(found),
        counts=counted_views(found),
    )
