"""What happens to every request before and after the page that answers it."""

import time
import uuid

import structlog
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from publius.web.switches.models import Brake
from publius.web.switches.queries import brakes_on

log = structlog.get_logger("publius.request")

FULL = ("disk is full", "No space left", "could not extend file", "disk I/O error")
SAFE = {"GET", "HEAD", "OPTIONS"}
# While the site is read-only a host must still be able to sign in and release the brake.
# Nothing else of /accounts/ is here: no sign-up, no change of address or password.
ALWAYS_OPEN = (
    "/accounts/login/",
    "/accounts/logout/",
    "/accounts/reauthenticate/",
    "/accounts/2fa/authenticate/",
    "/accounts/2fa/webauthn/login/",
    "/accounts/2fa/webauthn/reauthenticate/",
    "/demo/",  # choosing whom to be, where that exists at all
    "/host/switches/",
)


def request_log(get_response):
    """One log line per request: path without query, status, time. No person, no address."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.id = uuid.uuid4().hex[:12]
        started = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request=request.id):
            response = get_response(request)
            route = request.resolver_match.route if request.resolver_match else None
            log.info(
                "request",
                method=request.method,
                route=route,  # the pattern, not the path: paths hold names and tokens
                status=response.status_code,
                ms=round((time.perf_counter() - started) * 1000),
            )
        response["X-Request-ID"] = request.id
        return response

    return middleware


def input_boundary(get_response):
    """Refuse what no person types: NUL bytes and broken text pass filters or stop databases.

    A form in another encoding than UTF-8 is refused before it is read: a browser never sends
    one, and some of Python's codecs make text of it that no database takes.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if _is_poisoned(request):
            return render(request, "400.html", {"reason": "characters"}, status=400)
        return get_response(request)

    return middleware


def _is_poisoned(request: HttpRequest) -> bool:
    if request.content_params.get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
        return True
    texts = [request.path_info]
    sources = [request.GET]
    if request.content_type in ("application/x-www-form-urlencoded", "multipart/form-data"):
        sources.append(request.POST)
    for source in sources:
        for key, values in source.lists():
            texts += [key, *values]
    return any(is_unsafe_text(text) for text in texts)


def is_unsafe_text(text: str) -> bool:
    """True where text holds a NUL or a lone surrogate, which no database keeps faithfully."""
    if "\x00" in text:
        return True
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def is_storage_full(error: BaseException | None) -> bool:
    return isinstance(error, DatabaseError) and any(words in str(error) for words in FULL)


def plain_answer_when_storage_fails(get_response):
    """A full disk is a 503 with a plain sentence, not a crash; nothing half-written stays."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_exception(request: HttpRequest, error: Exception) -> HttpResponse | None:
        if is_storage_full(error):
            log.error("storage_full", error=type(error).__name__)
            return render(request, "503.html", {"reason": "storage"}, status=503)
        return None

    middleware.process_exception = process_exception
    return middleware


def keep_private_pages_out_of_caches(get_response):
    """What a signed-in person sees is never kept by a cache on the way."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated or "token" in (
            request.resolver_match.kwargs if request.resolver_match else {}
        ):
            response["Cache-Control"] = "no-store, private"
        return response

    return middleware


def read_only_when_the_brake_is_on(get_response):
    """While a host has stopped changes, pages are readable and forms are refused politely."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in SAFE and not request.path.startswith(ALWAYS_OPEN):
            brake = brakes_on().get(Brake.READ_ONLY)
            if brake:
                context = {"reason": "read_only", "message": brake.message}
                return render(request, "503.html", context, status=503)
        return get_response(request)

    return middleware
