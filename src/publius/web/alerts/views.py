"""Pages on which people say what they want to hear of, and how often."""

from collections.abc import Callable
from functools import wraps

import rules
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from publius.web.calls.bands import words_for

from . import actions, queries
from .forms import AlertForm, HowOftenForm
from .links import person_of
from .models import MOST_ALERTS, Alert, Often
from .queries import FoundCall
from .searching import kept_seats

read_or_post = require_http_methods(["GET", "HEAD", "POST"])


def for_its_owner(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hands the view the alert of the address, if it is the reader's own."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, key: int) -> HttpResponse:
        alert = queries.alert_of(request.user, key)
        if not rules.test_rule("alerts.change", request.user, alert):
            raise Http404
        return view(request, alert)

    return guarded


@login_required
@require_safe
def alerts(request: HttpRequest) -> HttpResponse:
    """All alerts with how many open calls each finds now, and how often we write."""
    rows = list(queries.alerts_of(request.user))
    seats = kept_seats.current()
    context = {
        "alerts": [(alert, len(queries.calls_found_by(alert, seats))) for alert in rows],
        "is_full": len(rows) >= MOST_ALERTS,
        "most": MOST_ALERTS,
        "agrees": queries.agrees_to_letters(request.user),
        "often": queries.often_of(request.user),
        "never": Often.NEVER,
    }
    return render(request, "alerts/alerts.html", context)


@for_its_owner
@require_safe
def alert(request: HttpRequest, alert: Alert) -> HttpResponse:
    """What one alert finds among the calls that are open now, and why."""
    context = {
        "alert": alert,
        "calls": [shown(found) for found in queries.calls_found_by(alert)],
        "perhaps": queries.calls_perhaps_about(alert),
        "agrees": queries.agrees_to_letters(request.user),
        "often": queries.often_of(request.user),
        "never": Often.NEVER,
    }
    return render(request, "alerts/alert.html", context)


def shown(found: FoundCall) -> dict:
    fit = found.best.fit
    return {
        "call": found.call,
        "seat": found.best.seat,
        "other_seats": found.other_seats,
        "band": words_for(fit.band),
        "reasons": found.reasons,
    }


@login_required
@read_or_post
def alert_add(request: HttpRequest) -> HttpResponse:
    start = {"area": request.user.area, "topic": request.GET.get("topic", "")[:300]}
    form = AlertForm(request.POST or None, initial=start)
    return _answer(request, form, None)


@for_its_owner
@read_or_post
def alert_edit(request: HttpRequest, alert: Alert) -> HttpResponse:
    return _answer(request, AlertForm(request.POST or None, instance=alert), alert)


def _answer(request: HttpRequest, form: AlertForm, alert: Alert | None) -> HttpResponse:
    if form.is_valid():
        key = alert.posted_key if alert else form.key
        try:
            saved = actions.save_alert(person=request.user, key=key, **form.facts())
        except actions.TooManyAlerts:
            sentence = _(
                "You have %(most)s alerts, which is as many as there can be. Nothing was saved. "
                "Change or remove one of them first; what you typed is still here."
            )
            form.add_error(None, sentence % {"most": MOST_ALERTS})
        else:
            messages.success(request, _("Saved. This is what it finds today."))
            return redirect("alerts:alert", saved.pk)
    return render(request, "alerts/alert_form.html", {"form": form, "alert": alert})


@for_its_owner
@require_POST
def alert_pause(request: HttpRequest, alert: Alert) -> HttpResponse:
    actions.pause_alert(alert=alert)
    messages.success(request, _("Paused. It finds nothing for your letters until you resume it."))
    return redirect("alerts:alert", alert.pk)


@for_its_owner
@require_POST
def alert_resume(request: HttpRequest, alert: Alert) -> HttpResponse:
    actions.resume_alert(alert=alert)
    messages.success(request, _("It looks for calls again."))
    return redirect("alerts:alert", alert.pk)


@login_required
@read_or_post
def alert_remove(request: HttpRequest, key: int) -> HttpResponse:
    """Asks once, then removes it; sent twice it says the same again."""
    alert = queries.alert_of(request.user, key)
    if alert is None and not queries.has_removed(request.user, key):
        raise Http404
    if alert is not None and request.method != "POST":
        return render(request, "alerts/alert_remove.html", {"alert": alert})
    if alert is not None:
        actions.remove_alert(alert=alert)
    messages.success(request, _("The alert was removed."))
    return redirect("alerts:alerts")


@login_required
@read_or_post
def how_often(request: HttpRequest) -> HttpResponse:
    form = HowOftenForm(
        request.POST or None,
        asks_for_consent=not queries.agrees_to_letters(request.user),
        initial={"often": queries.often_of(request.user)},
    )
    if form.is_valid():
        given = form.cleaned_data
        actions.choose_often(
            person=request.user, often=given["often"], agrees=given.get("agrees", False)
        )
        messages.success(request, _("Saved."))
        return redirect("alerts:alerts")
    return render(request, "alerts/how_often.html", {"form": form})


@read_or_post
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """The link in a letter: opened it asks, posted it stops, without signing in."""
    person = person_of(token)
    if person is None:
        return render(request, "alerts/stop_unknown.html", status=404)
    if request.method == "POST":
        actions.stop_letters(person=person)
        return redirect("alerts:stop", token)
    page = "alerts/stop.html" if queries.gets_letters(person) else "alerts/stopped.html"
    return render(request, page)
