"""One's own chance: as it would be today, as it was published, and what came of it."""

from django.contrib.auth.decorators import login_required
from django.db.transaction import non_atomic_requests
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from publius.web.calls.models import Call

from ..models import Decision, DrawnPerson
from ..queries.chances import estimate_chance, explain_chance
from ..queries.draws import drawn_people, latest_chance_of
from ..queries.invitations import open_place_of
from ..queries.pool import entry_of
from ..queries.why_not import reasons_for_person
from .access import published_call


@non_atomic_requests  # an estimate can take a while, and nobody should wait for it to write
@login_required
@require_safe
def my_chance(request: HttpRequest, slug: str) -> HttpResponse:
    """One's own chance in the lottery, or an estimate while there is none."""
    call = published_call(request, slug)
    line = latest_chance_of(request.user, call)
    if line is None:
        return _estimate(request, call)
    if not line.draw.is_by_lot:
        return _place_by_fit(request, call, line)
    context = {
        "call": call,
        "line": line,
        "is_decided": line.draw.decision == Decision.CONFIRMED,
        "explained": explain_chance(line),
        "place": open_place_of(request.user, call),
    }
    return render(request, "panels/my_chance.html", context)


def _estimate(request: HttpRequest, call: Call) -> HttpResponse:
    entry = entry_of(request.user, call)
    if entry is None or entry.left_at is not None:
        raise Http404
    context = {"call": call, "explained": estimate_chance(request.user, call)}
    return render(request, "panels/my_chance_today.html", context)


def _place_by_fit(request: HttpRequest, call: Call, line: DrawnPerson) -> HttpResponse:
    """Where no lot was drawn there is no chance to show, but a reason for each seat."""
    proposal = line.draw.assignment
    context = {
        "call": call,
        "line": line,
        "people": len(drawn_people(line.draw)),
        "reasons": reasons_for_person(proposal, request.user, call) if proposal else [],
        "place": open_place_of(request.user, call),
    }
    return render(request, "panels/my_place_by_fit.html", context)
