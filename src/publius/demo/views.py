"""Becoming somebody in the demo place, and reading its post."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from publius.demo.cast_list import Part, cast_list, part_for
from publius.demo.letterbox import find_letter, letters

FIRST_PAGES = {
    "convener": "calls:desk",
    "facilitator": "conversations:conversations",
    "moderator": "conversations:conversations",
    "host": "host",
}


@never_cache
@require_http_methods(["GET", "POST"])
def choose_persona(request: HttpRequest) -> HttpResponse:
    """Choose whom to be. Only invented people can be chosen, and only by a form."""
    _only_in_the_demonstration()
    if request.method == "POST":
        return _become(request, request.POST.get("persona", ""))
    return render(request, "demo/personas.html", {"parts": cast_list()})


def _become(request: HttpRequest, key: str) -> HttpResponse:
    part = part_for(key)
    if part is None:
        problem = _("There is nobody of that name to be. Nothing was changed. Choose again.")
        context = {"parts": cast_list(), "problem": problem, "has_errors": True}
        return render(request, "demo/personas.html", context, status=404)
    login(request, part.person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect(_first_page(part))


def _first_page(part: Part) -> str:
    """Where this person's work is; their own page if that is not there."""
    try:
        return reverse(FIRST_PAGES.get(part.role, settings.LOGIN_REDIRECT_URL))
    except NoReverseMatch:
        return reverse(settings.LOGIN_REDIRECT_URL)


@never_cache
@require_safe
def letterbox(request: HttpRequest) -> HttpResponse:
    _only_in_the_demonstration()
    return render(request, "demo/letterbox.html", {"letters": letters()})


@never_cache
@require_safe
def letter(request: HttpRequest, name: str) -> HttpResponse:
    _only_in_the_demonstration()
    found = find_letter(name)
    if found is None:
        raise Http404
    return render(request, "demo/letter.html", {"letter": found})


def _only_in_the_demonstration() -> None:
    """The addresses exist only with the setting; this holds should they be wired otherwise."""
    if not settings.DEMO:
        raise Http404
