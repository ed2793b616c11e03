"""Who may open which page of the desk: conveners their own, everybody else finds nothing."""

from collections.abc import Callable
from functools import wraps

import rules
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse

from .. import queries

View = Callable[..., HttpResponse]


def for_convener_of_call(view: View) -> View:
    """Hands the view the call of the address, if the reader runs it."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, slug: str, **kwargs) -> HttpResponse:
        call = queries.call_for_convener(request.user, slug)
        if not rules.test_rule("calls.edit_call", request.user, call):
            raise Http404
        return view(request, call, **kwargs)

    return guarded


def for_convener_or_host(view: View) -> View:
    """Hands the view the call of the address, if the reader runs it or runs this site."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, slug: str, **kwargs) -> HttpResponse:
        if request.user.is_host:
            return view(request, queries.visible_call(request.user, slug), **kwargs)
        return view(request, queries.call_for_convener(request.user, slug), **kwargs)

    return guarded


def for_convener_of_engagement(view: View) -> View:
    """Hands the view the engagement of the address, if the reader runs it."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, slug: str, **kwargs) -> HttpResponse:
        engagement = queries.engagement_for_convener(request.user, slug)
        if not rules.test_rule("calls.edit_engagement", request.user, engagement):
            raise Http404
        return view(request, engagement, **kwargs)

    return guarded
