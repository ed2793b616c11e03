"""Pages that belong to no single step of the journey."""

from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render


def home(request: HttpRequest) -> HttpResponse:
    return render(request, "site/home.html")


@transaction.non_atomic_requests
def healthz(request: HttpRequest) -> HttpResponse:
    """Alive: this process answers, whatever the database does."""
    return JsonResponse({"status": "ok"})


@transaction.non_atomic_requests
def readyz(request: HttpRequest) -> HttpResponse:
    """Ready: the database answers and has the tables this version needs."""
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return JsonResponse({"status": "database does not answer"}, status=503)
    status = 503 if missing else 200
    return JsonResponse({"status": "migrations missing" if missing else "ok"}, status=status)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Shown when a form's safety token is missing or old; nothing was changed."""
    return render(request, "403.html", {"reason": "form_expired"}, status=403)
