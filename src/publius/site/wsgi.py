"""Entry point of the web server."""

import os
from functools import wraps

import django
from django.core.handlers.wsgi import WSGIHandler
from django.db import transaction
from django.http import HttpRequest

SAFE = {"GET", "HEAD", "OPTIONS"}


class Handler(WSGIHandler):
    """Requests that may change something run in one transaction; those that only read do not.

    On SQLite every transaction takes the one write lock from its start, so a reader in a
    transaction would wait for writers, and writers for readers.
    """

    def resolve_request(self, request: HttpRequest):
        view, args, kwargs = super().resolve_request(request)
        if request.method in SAFE:
            view = _without_transaction(view)
        return view, args, kwargs


def _without_transaction(view):
    @wraps(view)
    def read(*args, **kwargs):
        return view(*args, **kwargs)

    return transaction.non_atomic_requests(read)


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "publius.site.settings")
django.setup(set_prefix=False)
application = Handler()
