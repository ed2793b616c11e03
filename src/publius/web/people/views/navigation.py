"""Where to go after a form: on to where the person came from, never to another site."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme


def next_address(request: HttpRequest) -> str:
    """The address in `next` if it is one of ours, else nothing."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else ""


def go_on(request: HttpRequest, otherwise: str, *args) -> HttpResponse:
    return HttpResponseRedirect(next_address(request) or resolve_url(otherwise, *args))
