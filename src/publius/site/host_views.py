"""Pages for the people who run an installation."""

from collections.abc import Callable
from functools import wraps

import rules
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from publius.site.overview import versions, work_counts
from publius.web.conversations.queries.appeals import appeals_for_hosts
from publius.web.ledger.queries import check_ledger
from publius.web.notify.actions import send_again
from publius.web.notify.queries import failed_messages, outbox_health
from publius.web.panels.queries.contests import contests_for_hosts
from publius.web.switches.actions import turn_off, turn_on
from publius.web.switches.models import Brake
from publius.web.switches.queries import brakes_on, worker_last_seen, workers_alive


class BrakeMessageForm(forms.Form):
    """What people read while a brake is on."""

    message = forms.CharField(
        label=_("What people should be told"),
        max_length=300,
        required=False,
        help_text=_("One or two sentences. Left empty, a general sentence is shown."),
    )


def hosts_only(view: Callable) -> Callable:
    """Strangers are not told that the page exists."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not rules.test_rule("switches.turn", request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@hosts_only
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    on = brakes_on()
    context = {
        "brakes": [(brake, on.get(brake)) for brake in Brake],
        "outbox": outbox_health(),
        "work": work_counts(),
        "contested": len(contests_for_hosts()),
        "appeals": len(appeals_for_hosts()),
        "workers": workers_alive(now),
        "worker_last_seen": worker_last_seen(),
        "versions": versions(),
    }
    return render(request, "host/overview.html", context)


@hosts_only
def switch(request: HttpRequest, brake: str) -> HttpResponse:
    """Ask before a brake is put on or released, and say what it does."""
    brake = _known(brake)
    current = brakes_on().get(brake)
    form = BrakeMessageForm(
        request.POST or None, initial={"message": current.message if current else ""}
    )
    if request.method == "POST" and form.is_valid():
        if "release" in request.POST:
            turn_off(brake=brake, by=request.user)
        else:
            turn_on(brake=brake, by=request.user, message=form.cleaned_data["message"])
        return redirect("host")
    context = {"brake": brake, "current": current, "form": form}
    return render(request, "host/switch.html", context)


@hosts_only
@require_GET
def ledger_check(request: HttpRequest) -> HttpResponse:
    return render(request, "host/ledger.html", {"check": check_ledger()})


@hosts_only
@require_GET
def outbox(request: HttpRequest) -> HttpResponse:
    context = {"outbox": outbox_health(), "failed": failed_messages()}
    return render(request, "host/outbox.html", context)


@hosts_only
@require_POST
def message_again(request: HttpRequest, message_id: int) -> HttpResponse:
    if send_again(message_id=message_id):
        messages.success(request, _("The message will be tried again within a minute."))
    else:
        messages.info(
            request,
            _(
                "This message cannot be sent again: it went out already, or its text held a code "
                "and was wiped. Ask the person to start again, so that a new one is made."
            ),
        )
    return redirect("host_outbox")


def _known(brake: str) -> Brake:
    try:
        return Brake(brake)
    except ValueError as error:
        raise Http404 from error
