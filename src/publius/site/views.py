"""Pages that belong to no single step of the journey."""

import sys

from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views import defaults

from publius.site.middleware import is_storage_full
from publius.site.schema import missing_migrations
from publius.web.calls import queries
from publius.web.calls.bands import BANDS
from publius.web.people.consents import WORDINGS

ON_HOME = 3  # calls shown on the home page


def home(request: HttpRequest) -> HttpResponse:
    """What this is, which decisions need people now, what came of earlier ones."""
    context = {
        "figures": queries.public_figures(request.user),
        "calls": queries.open_calls(request.user)[:ON_HOME],
        "groups": queries.recent_groups(request.user),
    }
    return render(request, "site/home.html", context)


def choosing(request: HttpRequest) -> HttpResponse:
    """How groups are chosen, with the same words for the bands as on every list."""
    return render(request, "site/choosing.html", {"bands": BANDS.values()})


def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about people, with the same words they agree to."""
    return render(request, "site/privacy.html", {"wordings": WORDINGS.values()})


@transaction.non_atomic_requests
def healthz(request: HttpRequest) -> HttpResponse:
    """Alive: this process answers, whatever the database does."""
    return JsonResponse({"status": "ok"})


@transaction.non_atomic_requests
def readyz(request: HttpRequest) -> HttpResponse:
    """Ready: the database answers and has the tables this version needs."""
    try:
        missing = missing_migrations()
    except DatabaseError:
        return JsonResponse({"status": "database does not answer"}, status=503)
    status = 503 if missing else 200
    return JsonResponse({"status": "migrations missing" if missing else "ok"}, status=status)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Shown when a form's safety token is missing or old; nothing was changed."""
    return render(request, "403.html", {"reason": "form_expired"}, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something is wrong on our side; where the disk is full, even after the page was made, say so.

    A session is kept after its page, where the middleware for full disks no longer sees it.
    """
    if is_storage_full(sys.exception()):
        return render(request, "503.html", {"reason": "storage"}, status=503)
    return defaults.server_error(request)
