"""Sharing people out over the seats of several calls: asking, looking, using, setting aside."""

import json
from uuid import UUID

from django.contrib import messages
from django.db.transaction import non_atomic_requests
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from publius.web.calls.models import Engagement
from publius.web.calls.views.access import for_convener_of_engagement
from publius.web.switches.models import Brake
from publius.web.switches.queries import is_on, message_for
from publius.web.work import WorkState

from ..actions.assignments import request_assignment, set_assignment_aside
from ..actions.groups_by_fit import use_as_group
from ..forms.assignments import AssignmentForm
from ..forms.desk import ReasonForm
from ..models import Assignment
from ..queries.assignments import (
    assignment_of,
    assignments_of,
    call_of,
    calls_to_assign,
    calls_with_a_group,
    calls_with_nobody,
    living_assignment,
)
from ..queries.proof import proof_of_assignment, whole_record
from ..queries.proposals import (
    evenness,
    kept_places,
    loads,
    not_kept,
    people_without_a_place,
    prices,
    shown_calls,
)
from ..queries.why_not import reasons_for_convener
from ..refusals import RefusalError
from .access import for_convener_of_engagement_or_host, member_of_a_pool

may_post = require_http_methods(["GET", "HEAD", "POST"])


@for_convener_of_engagement
@may_post
def assignment_new(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """Ask for a proposal; all earlier ones are listed, with what became of them."""
    calls = calls_to_assign(engagement)
    form = AssignmentForm(request.POST or None, calls=calls)
    if request.method == "POST" and form.is_valid():
        try:
            asked = request_assignment(engagement=engagement, by=request.user, **form.cleaned_data)
        except RefusalError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("panels:assignment", engagement.slug, asked.pk)
    context = {
        "engagement": engagement,
        "form": form,
        "calls": calls,
        "with_nobody": calls_with_nobody(engagement),
        "with_a_group": calls_with_a_group(engagement),
        "living": living_assignment(engagement),
        "assignments": assignments_of(request.user, engagement),
        "brake": message_for(Brake.DRAWS) if is_on(Brake.DRAWS) else None,
    }
    return render(request, "panels/assignment_new.html", context)


@for_convener_of_engagement
@require_safe
def assignment(request: HttpRequest, engagement: Engagement, key: int) -> HttpResponse:
    """Waits for a proposal, says why there is none, or shows it."""
    found = found_assignment(request, engagement, key)
    if found.is_waited_for:
        return render(request, "panels/assignment_waiting.html", _waiting(engagement, found))
    if found.work_state == WorkState.FAILED:
        context = {"engagement": engagement, "assignment": found, "changes": _changes(found)}
        return render(request, "panels/assignment_failed.html", context)
    context = {"engagement": engagement, "assignment": found, **_proposal(found)}
    return render(request, "panels/assignment.html", context)


def found_assignment(request: HttpRequest, engagement: Engagement, key: int) -> Assignment:
    found = assignment_of(request.user, engagement, key)
    if found is None:
        raise Http404
    return found


def finished_assignment(request: HttpRequest, engagement: Engagement, key: int) -> Assignment:
    found = found_assignment(request, engagement, key)
    if found.work_state != WorkState.DONE:
        raise Http404
    return found


def _waiting(engagement: Engagement, found: Assignment) -> dict:
    is_again = found.attempts > 1
    message = found.progress_message or _("The proposal waits for its turn.")
    return {
        "engagement": engagement,
        "assignment": found,
        "title": _("Working out who takes which seat"),
        "done": found.progress,
        "total": 100,
        "message": _("Started again after an interruption.") if is_again else message,
        "brake": message_for(Brake.DRAWS) if is_on(Brake.DRAWS) else None,
    }


def _changes(found: Assignment) -> list[dict]:
    """What would help, each with the address of the page on which it is changed."""
    return [
        {"words": change["words"], "url": _page_of(change, found.engagement)}
        for change in found.obstacles.get("changes", [])
    ]


def _page_of(change: dict, engagement: Engagement) -> str:
    if not change["page"]:
        return reverse("panels:assignment_new", args=[engagement.slug])
    parts = [change["call"], *([change["seat"]] if change["seat"] else [])]
    return reverse(change["page"], args=parts)


def _proposal(found: Assignment) -> dict:
    shown = shown_calls(found)
    counted = loads(found)
    return {
        "calls": shown,
        "evenness": evenness(found),
        "load_headers": [_("Places"), _("People")],
        "load_rows": counted,
        "seated": sum(people for _places, people in counted),
        "kept": kept_places(found),
        "price_headers": [_("Target"), _("What keeping it costs")],
        "price_rows": [(price.target, price.words) for price in prices(found)],
        "not_kept": not_kept(found),
        "left_over": people_without_a_place(found),
        "left_out": sorted({name for each in shown for name in each.left_out}),
        "most_words": ngettext(
            "at most %(n)d place for one person",
            "at most %(n)d places for one person",
            found.most_places,
        )
        % {"n": found.most_places},
        "result": found.run.result,
    }


@for_convener_of_engagement
@require_POST
def assignment_use(
    request: HttpRequest, engagement: Engagement, key: int, call: str
) -> HttpResponse:
    """Put the proposal before the convener as the group of one call; they decide there."""
    found = finished_assignment(request, engagement, key)
    chosen = call_of(found, call)
    if chosen is None:
        raise Http404
    try:
        draw = use_as_group(assignment=found, call=chosen, by=request.user)
    except RefusalError as refusal:
        messages.error(request, str(refusal))
        return redirect("panels:assignment", engagement.slug, found.pk)
    return redirect("panels:draw", chosen.slug, draw.pk)


@for_convener_of_engagement
@may_post
def assignment_set_aside(request: HttpRequest, engagement: Engagement, key: int) -> HttpResponse:
    """Say why a proposal is not used; its record is kept."""
    found = finished_assignment(request, engagement, key)
    if found.set_aside_at is not None:
        return redirect("panels:assignment_new", engagement.slug)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        set_assignment_aside(assignment=found, reason=reason, by=request.user)
        messages.success(request, _("The proposal is set aside. Its record is kept."))
        return redirect("panels:assignment_new", engagement.slug)
    context = {"engagement": engagement, "assignment": found, "form": form}
    return render(request, "panels/assignment_set_aside.html", context)


@non_atomic_requests  # what a place would cost is reckoned anew, and nobody should wait for it
@for_convener_of_engagement
@require_safe
def assignment_why_not(
    request: HttpRequest, engagement: Engagement, key: int, person: UUID
) -> HttpResponse:
    """Why one person has no place, or not the seat they offered."""
    found = finished_assignment(request, engagement, key)
    somebody = member_of_a_pool(found, person)
    context = {
        "engagement": engagement,
        "assignment": found,
        "somebody": somebody,
        "reasons": reasons_for_convener(found, somebody),
    }
    return render(request, "panels/assignment_why_not.html", context)


@for_convener_of_engagement_or_host
@require_safe
def assignment_record(request: HttpRequest, engagement: Engagement, found: Assignment):
    """The record of a proposal: whole for hosts, without facts about people for conveners."""
    if found.run is None:
        raise Http404
    if request.user.is_host:
        text = whole_record(found.run)
    else:
        record = proof_of_assignment(found.run)
        text = json.dumps(record, indent=2, sort_keys=True, ensure_ascii=False)
    response = HttpResponse(text, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="assignment-{found.pk}.json"'
    return response
