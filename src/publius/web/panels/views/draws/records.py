"""What can be taken home of a draw: its record, the published document, the report."""

import json

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from publius.panels.public import lottery_text

from ...models import Draw
from ...queries.lotteries import whole_document
from ...queries.proof import proof_of, whole_record
from ...queries.report import report_of
from ...report_file import report_csv
from ..access import for_those_who_run_it_or_the_site


def as_file(text: str, name: str, kind: str = "application/json") -> HttpResponse:
    response = HttpResponse(text, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


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
    return as_file(text, f"draw-{found.pk}.json")


@for_those_who_run_it_or_the_site
@require_safe
def draw_document(request: HttpRequest, found: Draw) -> HttpResponse:
    """The published lottery with the pool in it: answers under codes, so for hosts alone."""
    if not request.user.is_host or not found.is_published:
        raise Http404
    return as_file(lottery_text(whole_document(found)), f"lottery-{found.pk}-whole.json")


@for_those_who_run_it_or_the_site
@require_safe
def draw_report(request: HttpRequest, found: Draw) -> HttpResponse:
    """Everything about a draw on one page, to read and to print."""
    context = {"call": found.call, "draw": found, "sections": _report(found)}
    return render(request, "panels/draw_report.html", context)


@for_those_who_run_it_or_the_site
@require_safe
def draw_report_file(request: HttpRequest, found: Draw) -> HttpResponse:
    text = report_csv(_report(found))
    return as_file(text, f"draw-{found.pk}-report.csv", "text/csv; charset=utf-8")


def _report(found: Draw) -> list:
    """A group by fit was not drawn, and before the draw there is nothing to report."""
    if not found.is_drawn or not found.is_by_lot or found.run is None:
        raise Http404
    return report_of(found)
