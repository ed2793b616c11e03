"""What everybody can read: open calls, one call, one engagement; and the calls that need you."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from publius.web.people.models import Purpose
from publius.web.people.queries import expertise_of, has_consent

from .. import queries
from ..bands import words_for
from ..forms import FindCallsForm
from ..queries import ForYou
from ..rules import convenes_call, convenes_engagement


@require_safe
def open_calls(request: HttpRequest) -> HttpResponse:
    form = FindCallsForm(request.GET, areas=queries.areas_of_open_calls(request.user))
    said = form.said()
    calls = queries.open_calls(request.user, **said)
    context = {
        "form": form,
        "calls": calls,
        "is_search": any(said.values()),
        "groups": queries.recent_groups(request.user),
    }
    return render(request, "calls/open_calls.html", context)


@require_safe
def call(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything a person needs to decide whether a call is for them."""
    row = queries.visible_call(request.user, slug)
    why = queries.why_you(request.user, row)
    seats = queries.seats_of(row)
    context = {
        "call": row,
        "engagement": row.engagement,
        "seats": seats,
        "open_places": max(0, row.size - sum(seat.maximum for seat in seats)),
        "offer": queries.offer_of(row),
        "is_looking": queries.is_looking_for_people(row),
        "is_mine": convenes_call(request.user, row),
        "why": shown_for_you(why) if why else None,
    }
    return render(request, "calls/call.html", context)


@require_safe
def engagement(request: HttpRequest, slug: str) -> HttpResponse:
    row = queries.visible_engagement(request.user, slug)
    context = {
        "engagement": row,
        "calls": queries.calls_of(request.user, row),
        "is_mine": convenes_engagement(request.user, row),
    }
    return render(request, "calls/engagement.html", context)


@login_required
@require_safe
def for_you(request: HttpRequest) -> HttpResponse:
    """The calls that need this person, with the reasons the conveners see."""
    person = request.user
    context = {
        "calls": [shown_for_you(found) for found in queries.calls_for_person(person)],
        "knows_something": expertise_of(person).exists(),
        "may_be_asked": has_consent(person, Purpose.CALL_ALERTS),
    }
    return render(request, "calls/for_you.html", context)


def shown_for_you(found: ForYou) -> dict:
    best = found.best
    return {
        "call": found.call,
        "seat": best.seat,
        "other_seats": [match.seat for match in found.matches[1:]],
        "band": words_for(best.band),
        "readings": found.reasons,
        "unmet": best.unmet,
        "steps": queries.steps_for(best, best.person),
    }
