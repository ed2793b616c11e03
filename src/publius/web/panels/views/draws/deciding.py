"""What a named person decides about a drawn or proposed group."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from publius.web.calls.models import Call
from publius.web.work import WorkState

from ...actions.decisions import BrokenTargetsError, confirm_draw, discard_draw, edit_draw
from ...forms.desk import ConfirmForm, EditDrawForm, ReasonForm
from ...models import Decision, Draw
from ...queries.draws import (
    can_step_in,
    overrides_of,
    panel_of,
    reserves_of,
    was_changed_by,
)
from ...refusals import RefusalError
from ..access import for_those_who_run_it, found_draw

may_post = require_http_methods(["GET", "HEAD", "POST"])


@for_those_who_run_it
@may_post
def draw_edit(request: HttpRequest, call: Call, draw_id: int) -> HttpResponse:
    """Put one person in the place of another, with a reason."""
    found = _undecided(request, call, draw_id)
    panel = panel_of(found)
    form = EditDrawForm(
        request.POST or None,
        panel=panel,
        outside=can_step_in(found, panel),
        reserves=[row.person_id for row in reserves_of(found)],
    )
    if was_changed_by(form.sent_key):
        return redirect("panels:draw", call.slug, found.pk)
    if request.method == "POST" and form.is_valid():
        try:
            edit_draw(draw=found, by=request.user, key=form.key, **form.facts())
        except BrokenTargetsError as broken:
            form.ask_acceptance(broken.sentences)
        except RefusalError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The change is made, and your reason is on record."))
            return redirect("panels:draw", call.slug, found.pk)
    return render(request, "panels/draw_edit.html", {"call": call, "draw": found, "form": form})


@for_those_who_run_it
@may_post
def draw_confirm(request: HttpRequest, call: Call, draw_id: int) -> HttpResponse:
    """The decision of a named person; the invitations go out with it."""
    found = found_draw(request, call, draw_id)
    if found.decision == Decision.CONFIRMED:
        return redirect("panels:panel_desk", call.slug)
    form = ConfirmForm(request.POST or None, is_by_lot=found.is_by_lot)
    if request.method == "POST" and form.is_valid():
        note, days = form.cleaned_data["note"], form.cleaned_data["reply_days"]
        try:
            confirm_draw(draw=found, by=request.user, note=note, reply_days=days)
        except RefusalError as refusal:
            form.add_error(None, str(refusal))
        else:
            words = _("You have confirmed the group. The invitations are on their way.")
            messages.success(request, words)
            return redirect("panels:panel_desk", call.slug)
    context = {
        "call": call,
        "draw": found,
        "form": form,
        "panel": panel_of(found),
        "overrides": overrides_of(found),
    }
    return render(request, "panels/draw_confirm.html", context)


@for_those_who_run_it
@may_post
def draw_discard(request: HttpRequest, call: Call, draw_id: int) -> HttpResponse:
    """Set a draw aside with a reason; it stays on the list."""
    found = found_draw(request, call, draw_id)
    if found.decision == Decision.DISCARDED:
        return redirect("panels:draw_new", call.slug)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            discard_draw(draw=found, reason=form.cleaned_data["reason"], by=request.user)
        except RefusalError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, set_aside_words(found))
            return redirect("panels:draw_new", call.slug)
    return render(request, "panels/draw_discard.html", {"call": call, "draw": found, "form": form})


def set_aside_words(found: Draw) -> str:
    if found.is_by_lot:
        return _("The draw is set aside. You can draw again.")
    return _("The proposed group is set aside. You can draw, or use a proposal again.")


def _undecided(request: HttpRequest, call: Call, draw_id: int) -> Draw:
    found = found_draw(request, call, draw_id)
    if found.decision != Decision.PENDING or found.work_state != WorkState.DONE:
        raise Http404
    return found
