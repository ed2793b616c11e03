"""Who fits which seat, and why: for the convener of a call."""

import uuid

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from publius.web.directory.queries import user_led_organisations
from publius.web.switches.models import Brake
from publius.web.switches.queries import is_on, message_for
from publius.web.work import WorkState

from .. import queries
from ..forms import NarrowMatchesForm
from ..models import Call, Seat
from ..narrowing import Narrowing
from ..needs import TOP
from .access import for_convener_of_call, for_convener_or_host
from .showing import shown_people

PER_PAGE = 10


@for_convener_of_call
@require_safe
def matching_progress(request: HttpRequest, call: Call) -> HttpResponse:
    """Waits for a run; goes on by itself when it is stored."""
    job = queries.newest_job(request.user, call)
    if job is None or job.work_state == WorkState.DONE:
        return redirect("calls:matches", call.slug)
    if job.work_state == WorkState.FAILED:
        return render(request, "calls/matching_failed.html", {"call": call, "job": job})
    context = {
        "call": call,
        "job": job,
        "title": _("Looking for people who fit"),
        "message": _("Seats matched against what people said they know"),
        "done": job.seats_done,
        "total": call.seats.count(),
        "is_stopped": is_on(Brake.MATCHING),
        "stop_message": message_for(Brake.MATCHING),
        "back": reverse("calls:call_desk", args=[call.slug]),
    }
    return render(request, "calls/matching_progress.html", context)


@for_convener_of_call
@require_safe
def matches(request: HttpRequest, call: Call) -> HttpResponse:
    """All seats of the call with how many people fit each."""
    result = queries.newest_result(request.user, call)
    context = {
        "call": call,
        "seats": queries.seats_with_matches(request.user, call),
        "job": queries.newest_job(request.user, call),
        "result": result,
    }
    return render(request, "calls/matches.html", context)


@for_convener_of_call
@require_safe
def seat_matches(request: HttpRequest, call: Call, seat_id: int) -> HttpResponse:
    seat = queries.seat_of(call, seat_id)
    form = _narrowing_form(request, seat)
    result = queries.newest_result(request.user, call)
    found = queries.matches_for_seat(
        request.user,
        seat,
        lot=str(result.run_id) if result else "",
        narrowing=Narrowing(**form.said(), middle=seat.area or call.area),
    )
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    counts = result.counts.get(str(seat.pk), {}) if result else {}
    context = {
        "call": call,
        "seat": seat,
        "form": form,
        "is_narrowed": any(form.said()[name] for name in ("area", "language", "km", "confirmed")),
        "page": page,
        "people": shown_people(page.object_list),
        "result": result,
        "counts": counts,
        "most_kept": TOP,
        "is_cut": counts.get("fits", 0) >= TOP,
        "organisations": user_led_organisations(seat.area or call.area),
    }
    return render(request, "calls/seat_matches.html", context)


def _narrowing_form(request: HttpRequest, seat: Seat) -> NarrowMatchesForm:
    return NarrowMatchesForm(
        request.GET,
        areas=queries.areas_of_matches(request.user, seat),
        languages=queries.languages_of_matches(request.user, seat),
        middle=seat.area or seat.call.area,
    )


@for_convener_or_host
@require_safe
def run_file(request: HttpRequest, call: Call, run_id: uuid.UUID) -> HttpResponse:
    """The record of a run: whole for hosts, without other people's words for conveners."""
    job = queries.job_of_run(call, run_id)
    text = (
        queries.record_for_host(job.run)
        if request.user.is_host
        else queries.record_for_convener(job.run)
    )
    response = HttpResponse(text, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="run-{run_id}.json"'
    return response
