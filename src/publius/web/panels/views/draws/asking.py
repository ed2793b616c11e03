"""Asking for a draw or a test, and calling off one that is being worked out."""

from collections.abc import Sequence

from django.contrib import messages
from django.db.transaction import non_atomic_requests
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from publius.panels import PricePoint
from publius.ui.charts import CurveChart, CurvePoint
from publius.ui.wording import chance, percent
from publius.web.calls.models import Call
from publius.web.switches.models import Brake
from publius.web.switches.queries import is_on, message_for

from ...actions.draws import cancel_draw, delete_test, request_draw
from ...forms.draws import AskForm, DialForm
from ...queries.advice import check_feasibility
from ...queries.draws import confirmed_draw, draws_of, undecided_draw
from ...queries.pool import pool_of
from ...queries.relevance import fits_are_known, prices_of
from ...refusals import RefusalError
from ..access import for_those_who_run_it, found_draw

may_post = require_http_methods(["GET", "HEAD", "POST"])


@non_atomic_requests  # the check can take a while, and nobody should wait for it to write
@for_those_who_run_it
@may_post
def draw_new(request: HttpRequest, call: Call) -> HttpResponse:
    """Ask for a draw; all earlier ones are listed, with why they were set aside."""
    form = AskForm(request.POST if request.method == "POST" else None)
    if asked := _asked(request, call, form):
        return asked
    draws = list(draws_of(request.user, call))
    context = {
        "call": call,
        "form": form,
        "draws": [draw for draw in draws if not draw.is_test],
        "tests": [draw for draw in draws if draw.is_test],
        "people": pool_of(call).count(),
        "undecided": undecided_draw(call),
        "confirmed": confirmed_draw(call),
        "feasibility": check_feasibility(call),
        "has_dial": fits_are_known(call),
        "brake": message_for(Brake.DRAWS) if is_on(Brake.DRAWS) else None,
    }
    return render(request, "panels/draw_new.html", context)


def _asked(request: HttpRequest, call: Call, form: AskForm | DialForm) -> HttpResponse | None:
    """On to the draw that was asked for; None where the form has to be shown (again)."""
    if not form.is_valid():
        return None
    try:
        draw = request_draw(call=call, by=request.user, **form.facts())
    except RefusalError as refusal:
        form.add_error(None, str(refusal))
        return None
    return redirect("panels:draw", call.slug, draw.pk)


@non_atomic_requests
@for_those_who_run_it
@may_post
def draw_dial(request: HttpRequest, call: Call) -> HttpResponse:
    """Let fit weigh in, with what it costs: how far anybody's chance may fall."""
    if not fits_are_known(call):
        raise Http404
    form = DialForm(request.POST or None)
    if asked := _asked(request, call, form):
        return asked
    prices = prices_of(call)
    context = {
        "call": call,
        "form": form,
        "prices": prices,
        "curve": price_curve(prices),
        "headers": [_("Floor"), _("Average fit"), _("Smallest chance"), _("Largest chance")],
        "rows": [
            [percent(p.alpha), percent(p.fit), chance(p.smallest), chance(p.largest)]
            for p in prices
        ],
    }
    return render(request, "panels/draw_dial.html", context)


def price_curve(prices: Sequence[PricePoint]) -> CurveChart:
    return CurveChart(
        title=_("What relevance costs"),
        points=tuple(CurvePoint(price.alpha, price.fit) for price in prices),
        setting_title=_("Nobody’s chance falls below this share of the fairest"),
        gives_title=_("Average fit of the group"),
    )


@for_those_who_run_it
@require_POST
def draw_cancel(request: HttpRequest, call: Call, draw_id: int) -> HttpResponse:
    """Stop what is being worked out; nothing of it is kept."""
    found = found_draw(request, call, draw_id)
    try:
        cancel_draw(draw=found, by=request.user)
    except RefusalError as refusal:
        messages.info(request, str(refusal))
        return redirect("panels:draw", call.slug, found.pk)
    messages.success(request, _("It is cancelled. Nothing was drawn, and nobody was told."))
    return redirect("panels:draw_new", call.slug)


@for_those_who_run_it
@require_POST
def test_delete(request: HttpRequest, call: Call, draw_id: int) -> HttpResponse:
    found = found_draw(request, call, draw_id)
    if not found.is_test:
        raise Http404
    delete_test(draw=found, by=request.user)
    messages.success(request, _("The test is deleted."))
    return redirect("panels:draw_new", call.slug)
