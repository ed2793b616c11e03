"""Who may open which page: those who run a call, those who were asked, everybody."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

import rules
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse

from publius.web.calls.models import Call
from publius.web.calls.queries import (
    call_for_convener,
    engagement_for_convener,
    visible_call,
    visible_engagement,
)
from publius.web.people.models import Person

from ..models import Assignment, Draw
from ..queries.assignments import assignment_of_engagement, pool_member
from ..queries.draws import draw_of, draw_of_call

View = Callable[..., HttpResponse]


def for_those_who_run_it(view: View) -> View:
    """Hands the view the published call of the address, if the reader runs it."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, slug: str, **kwargs) -> HttpResponse:
        call = call_for_convener(request.user, slug)
        if not rules.test_rule("panels.form_panel", request.user, call):
            raise Http404
        return view(request, call, **kwargs)

    return guarded


def for_those_who_run_it_or_the_site(view: View) -> View:
    """Hands the view a draw of the call, if the reader runs the call or this site."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, slug: str, draw_id: int, **kwargs) -> HttpResponse:
        if request.user.is_host:
            call = published_call(request, slug)
        else:
            call = call_for_convener(request.user, slug)
        found = draw_of_call(call, draw_id)
        if found is None:
            raise Http404
        return view(request, found, **kwargs)

    return guarded


def published_call(request: HttpRequest, slug: str) -> Call:
    """A call that everybody may read about."""
    call = visible_call(request.user, slug)
    if not rules.test_rule("panels.read_panel", request.user, call):
        raise Http404
    return call


def found_draw(request: HttpRequest, call: Call, draw_id: int) -> Draw:
    draw = draw_of(request.user, call, draw_id)
    if draw is None:
        raise Http404
    return draw


def for_convener_of_engagement_or_host(view: View) -> View:
    """Hands the view an engagement and its proposal, if the reader runs it or runs this site."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, slug: str, key: int, **kwargs) -> HttpResponse:
        if request.user.is_host:
            engagement = visible_engagement(request.user, slug)
        else:
            engagement = engagement_for_convener(request.user, slug)
        found = assignment_of_engagement(engagement, key)
        if found is None:
            raise Http404
        return view(request, engagement, found, **kwargs)

    return guarded


def member_of_a_pool(assignment: Assignment, public_id: UUID) -> Person:
    """Somebody who is in the pool of one of the calls a proposal is about."""
    person = pool_member(assignment, public_id)
    if person is None:
        raise Http404
    return person
