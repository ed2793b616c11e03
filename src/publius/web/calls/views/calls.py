"""The desk of a convener: one call from draft to publication."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .. import actions, queries
from ..forms import CallForm, OfferForm
from ..gaps import NotReady, call_gaps
from ..models import Call, CallState, Engagement, EngagementState
from ..tasklists import call_tasks, linked_gaps, next_step
from .access import for_convener_of_call, for_convener_of_engagement
from .saving import answer_form


@for_convener_of_engagement
@require_http_methods(["GET", "HEAD", "POST"])
def call_new(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    form = CallForm(request.POST or None)
    drafted: list[Call] = []
    return answer_form(
        request,
        form,
        save=lambda: drafted.append(
            actions.draft_call(engagement=engagement, by=request.user, key=form.key, **form.facts())
        ),
        done=lambda: reverse("calls:call_desk", args=[drafted[0].slug]),
        template="calls/call_edit.html",
        engagement=engagement,
        heading=_("Draft a call"),
        back=reverse("calls:engagement_desk", args=[engagement.slug]),
    )


@for_convener_of_call
@require_safe
def call_desk(request: HttpRequest, call: Call) -> HttpResponse:
    context = {
        "call": call,
        "tasks": call_tasks(call),
        "next": next_step(call),
        "job": queries.newest_job(request.user, call),
        "result": queries.newest_result(request.user, call),
        "forming": _pages_of_forming(call),
        "is_draft": call.state == CallState.DRAFT,
        "is_open": call.state == CallState.OPEN,
        "engagement_is_draft": call.engagement.state == EngagementState.DRAFT,
    }
    return render(request, "calls/call_desk.html", context)


def _pages_of_forming(call: Call) -> list[dict]:
    """The pages of the next steps, which belong to a later part of the journey."""
    pages = [
        ("pool", _("The pool"), _("Who is interested, for which seat, and what is missing.")),
        ("targets", _("Targets"), _("How the group should be made up besides its seats.")),
        ("draw_new", _("The draw"), _("A lot that keeps to seats and targets; you decide on it.")),
        ("panel_desk", _("The group"), _("Places, replies, questions, and who steps in.")),
    ]
    return [
        {"title": title, "hint": hint, "url": _url(f"panels:{name}", call)}
        for name, title, hint in pages
    ]


def _url(name: str, call: Call) -> str:
    return reverse(name, args=[call.slug])


@for_convener_of_call
@require_http_methods(["GET", "HEAD", "POST"])
def call_edit(request: HttpRequest, call: Call) -> HttpResponse:
    # Bound to a copy: the form writes into its instance before the action can compare.
    form = CallForm(
        request.POST or None, instance=queries.call_for_convener(request.user, call.slug)
    )
    return answer_form(
        request,
        form,
        save=lambda: actions.change_call(call=call, by=request.user, **form.facts()),
        done=lambda: _url("calls:call_desk", call),
        template="calls/call_edit.html",
        call=call,
        engagement=call.engagement,
        heading=_("What the group is for"),
        back=_url("calls:call_desk", call),
        said=_("Saved."),
    )


@for_convener_of_call
@require_http_methods(["GET", "HEAD", "POST"])
def offer_edit(request: HttpRequest, call: Call) -> HttpResponse:
    form = OfferForm(request.POST or None, instance=queries.offer_of(call))
    return answer_form(
        request,
        form,
        save=lambda: actions.save_offer(call=call, by=request.user, **form.cleaned_data),
        done=lambda: _url("calls:call_desk", call),
        template="calls/offer_edit.html",
        call=call,
        said=_("Saved."),
    )


@for_convener_of_call
@require_http_methods(["GET", "HEAD", "POST"])
def call_check(request: HttpRequest, call: Call) -> HttpResponse:
    """Check your answers, then publish; or read everything that stands against it."""
    gaps = call_gaps(call, timezone.localdate())
    if request.method == "POST":
        try:
            actions.publish_call(call=call, by=request.user)
        except NotReady:
            pass  # `gaps` holds the same sentences, and the page shows them with links
        else:
            return redirect("calls:matching_progress", call.slug)
    context = {
        "call": call,
        "seats": queries.seats_of(call),
        "offer": queries.offer_of(call),
        "gaps": linked_gaps([gap for gap in gaps if gap.blocks], call.engagement, call),
        "warnings": linked_gaps([gap for gap in gaps if not gap.blocks], call.engagement, call),
        "has_errors": request.method == "POST",
    }
    return render(request, "calls/call_check.html", context)


@for_convener_of_call
@require_http_methods(["GET", "HEAD", "POST"])
def call_close(request: HttpRequest, call: Call) -> HttpResponse:
    """Stop new interest, after one question."""
    if request.method != "POST":
        return render(request, "calls/call_close.html", {"call": call})
    actions.close_call(call=call, by=request.user)
    messages.success(request, _("The call is closed. Those who are in the pool stay in it."))
    return redirect("calls:call_desk", call.slug)


@for_convener_of_call
@require_POST
def match_again(request: HttpRequest, call: Call) -> HttpResponse:
    actions.request_matching(call=call, by=request.user)
    return redirect("calls:matching_progress", call.slug)
