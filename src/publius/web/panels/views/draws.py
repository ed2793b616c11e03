"""Drawing, looking at what came of it or of a proposal, and deciding."""

import json

from django.contrib import messages
from django.db.transaction import non_atomic_requests
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from publius.ui.charts import ChanceChart
from publius.ui.wording import percent
from publius.web.calls.bands import words_for
from publius.web.calls.models import Call, Match
from publius.web.calls.queries import fits_of
from publius.web.switches.models import Brake
from publius.web.switches.queries import is_on, message_for
from publius.web.work import WorkState

from ..actions.decisions import BrokenTargetsError, confirm_draw, discard_draw, edit_draw
from ..actions.draws import request_draw
from ..forms.desk import ConfirmForm, EditDrawForm, ReasonForm
from ..models import Ask, Decision, Draw, DrawnPerson
from ..queries.advice import check_feasibility
from ..queries.breaches import breaches
from ..queries.comparison import group_chart
from ..queries.draws import (
    Chair,
    can_step_in,
    confirmed_draw,
    drawn_people,
    draws_of,
    have_left,
    overrides_of,
    panel_of,
    reserves_of,
    undecided_draw,
    was_changed_by,
)
from ..queries.features import DEMOGRAPHIC
from ..queries.history import Estimate, estimate
from ..queries.pool import pool_of
from ..queries.proof import proof_of, whole_record
from ..refusals import RefusalError
from .access import for_those_who_run_it, for_those_who_run_it_or_the_site, found_draw

may_post = require_http_methods(["GET", "HEAD", "POST"])


@non_atomic_requests  # the check can take a while, and nobody should wait for it to write
@for_those_who_run_it
@may_post
def draw_new(request: HttpRequest, call: Call) -> HttpResponse:
    """Ask for a draw; all earlier ones are listed, with why they were set aside."""
    refused = ""
    if request.method == "POST":
        try:
            draw = request_draw(call=call, by=request.user)
        except RefusalError as refusal:
            refused = str(refusal)
        else:
            return redirect("panels:draw", call.slug, draw.pk)
    context = {
        "call": call,
        "draws": draws_of(request.user, call),
        "people": pool_of(call).count(),
        "undecided": undecided_draw(call),
        "confirmed": confirmed_draw(call),
        "feasibility": check_feasibility(call),
        "refused": refused,
        "brake": message_for(Brake.DRAWS) if is_on(Brake.DRAWS) else None,
    }
    return render(request, "panels/draw_new.html", context)


@for_those_who_run_it
@require_safe
def draw(request: HttpRequest, call: Call, draw_id: int) -> HttpResponse:
    """Waits for a draw, says why it failed, or shows what it gave."""
    found = found_draw(request, call, draw_id)
    if found.is_waited_for:
        return render(request, "panels/draw_waiting.html", _waiting(call, found))
    if found.work_state == WorkState.FAILED:
        return render(request, "panels/draw_failed.html", {"call": call, "draw": found})
    return render(request, "panels/draw.html", _proposal(request, call, found))


def _waiting(call: Call, found: Draw) -> dict:
    is_again = found.attempts > 1
    message = found.progress_message or _("The draw waits for its turn.")
    return {
        "call": call,
        "draw": found,
        "title": _("Drawing the panel"),
        "done": found.progress,
        "total": 100,
        "message": _("Started again after an interruption.") if is_again else message,
        "brake": message_for(Brake.DRAWS) if is_on(Brake.DRAWS) else None,
    }


def _proposal(request: HttpRequest, call: Call, found: Draw) -> dict:
    people = drawn_people(found)
    panel = panel_of(found)
    result = found.run.result if found.run else {}
    earlier = [d for d in draws_of(request.user, call) if d.decision == Decision.DISCARDED]
    return {
        "call": call,
        "draw": found,
        "panel_headers": [_("Person"), _("Seat"), _("Chance") if found.is_by_lot else _("Fit")],
        "panel_rows": panel_rows(found, panel, people),
        "reserves": reserves_of(found),
        "guess": _how_many_to_offer(found, panel),
        "overrides": overrides_of(found),
        "broken": breaches(call, panel) if found.decision == Decision.PENDING else [],
        "gone": have_left(found, [chair.person for chair in panel])
        if found.decision == Decision.PENDING
        else [],
        "chart": group_chart(
            call,
            list(pool_of(call)),
            [(chair.person, chair.seat) for chair in panel],
            # Whom a proposal names can be tried out, so nobody's answers are counted in it.
            leave_out=() if found.is_by_lot else DEMOGRAPHIC,
        ),
        "chances": chance_chart(people, call.size) if found.is_by_lot else None,
        "certificate": result.get("certificate", {}),
        "earlier": earlier,
        "earlier_words": ngettext(
            "%(n)d earlier draw was set aside", "%(n)d earlier draws were set aside", len(earlier)
        )
        % {"n": len(earlier)},
    }


def _how_many_to_offer(found: Draw, panel: list[Chair]) -> Estimate:
    """How many offers it takes to fill the places, in the order they would be made."""
    line = [chair.person.pk for chair in panel] + [row.person_id for row in reserves_of(found)]
    return estimate(Ask.PLACE, len(panel), line)


def panel_rows(found: Draw, panel: list[Chair], people: list[DrawnPerson]) -> list[list[str]]:
    """Each chair with the chance its person had, or with how well they fit where no lot fell."""
    if found.is_by_lot:
        chance = {row.person_id: row.chance for row in people}
        return [panel_row(chair, chance.get(chair.person.pk)) for chair in panel]
    fits = fits_of(found.call, [chair.person for chair in panel])
    return [fit_row(chair, fits.get(chair.person.pk, {})) for chair in panel]


def fit_row(chair: Chair, fits: dict[int, Match]) -> list[str]:
    match = fits.get(chair.seat.pk) if chair.seat else None
    words = _("%(fit)s, put in by hand") if chair.was_put_in else "%(fit)s"
    fit = words_for(match.band).label if match else _("Own word only")
    return [
        chair.person.label,
        chair.seat.title if chair.seat else _("Open to anybody"),
        words % {"fit": fit if chair.seat else _("Nothing in particular is asked")},
    ]


def panel_row(chair: Chair, chance: float | None) -> list[str]:
    seat = chair.seat.title if chair.seat else _("Open to anybody")
    words = _("%(share)s, put in by hand") if chair.was_put_in else "%(share)s"
    return [chair.person.label, seat, words % {"share": percent(chance) or _("not in the draw")}]


def chance_chart(people: list[DrawnPerson], size: int) -> ChanceChart:
    return ChanceChart(
        title=_("Everybody's chance"),
        chances=tuple(row.chance for row in people),
        equal=size / len(people) if people else None,
    )


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


@for_those_who_run_it_or_the_site
@require_safe
def draw_record(request: HttpRequest, found: Draw) -> HttpResponse:
    """The record of the lottery: whole for hosts, without people's answers for conveners."""
    if found.run is None:
        raise Http404
    if request.user.is_host:
        text = whole_record(found.run)
    else:
        text = json.dumps(proof_of(found.run), indent=2, sort_keys=True, ensure_ascii=False)
    response = HttpResponse(text, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="draw-{found.pk}.json"'
    return response
