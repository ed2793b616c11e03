"""For those who ring people: one person at a time, what to say, and what came of it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import rules
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from publius.web.calls.models import Call
from publius.web.calls.queries import offer_of, seats_of, visible_call

from ..actions.phoning import note_attempt, note_no, note_yes
from ..forms.outreach import AttemptForm, InterestedForm, NoForm, YesForm
from ..models import Ask, Invitation
from ..queries.phoning import calls_to_ring_for, one_to_ring, to_ring
from ..queries.pool import has_general_places
from ..refusals import RefusalError

View = Callable[..., HttpResponse]


def for_those_who_ring(view: View) -> View:
    """Hands the view the call of the address, if the reader may ring people for it."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, slug: str, **kwargs) -> HttpResponse:
        call = visible_call(request.user, slug)
        if not rules.test_rule("panels.ring", request.user, call):
            raise Http404
        return view(request, call, **kwargs)

    return guarded


@login_required
@require_safe
def ringing(request: HttpRequest) -> HttpResponse:
    """Where a caller begins: the calls that have people to ring."""
    return render(request, "panels/ringing.html", {"calls": calls_to_ring_for(request.user)})


@for_those_who_ring
@require_safe
def phone(request: HttpRequest, call: Call) -> HttpResponse:
    """How many wait, and the one to ring next."""
    now = timezone.now()
    queue = to_ring(call, now)
    due = [each for each in queue if each.due_at <= now]
    context = {"call": call, "due": due, "later": [each for each in queue if each not in due]}
    return render(request, "panels/phone.html", context)


@for_those_who_ring
@require_http_methods(["GET", "HEAD", "POST"])
def phone_person(request: HttpRequest, call: Call, key: int) -> HttpResponse:
    """What to say to one person, and buttons for what came of it."""
    found = one_to_ring(call, key, timezone.now())
    if found is None:
        if request.method == "POST":
            messages.info(request, _("This person is not in the list any more."))
            return redirect("panels:phone", call.slug)
        raise Http404
    forms = _forms(request, found.invitation)
    answer = request.POST.get("answer", "")
    if answer in SAVES and _saved(request, found.invitation, answer, forms[answer]):
        messages.success(request, _("Noted. Thank you."))
        return redirect("panels:phone", call.slug)
    context = {
        "call": call,
        "found": found,
        "invitation": found.invitation,
        "seat": found.invitation.seat,
        "offer": offer_of(call),
        "has_errors": any(form.errors for form in forms.values()),
        **forms,
    }
    return render(request, "panels/phone_person.html", context)


def _forms(request: HttpRequest, invitation: Invitation) -> dict[str, BaseForm]:
    """Yes, no and anything else; only the one that was sent is filled with what was typed."""
    answer = request.POST.get("answer")
    sent = {name: request.POST if answer == name else None for name in SAVES}
    is_place = invitation.ask == Ask.PLACE
    return {
        "yes": YesForm(sent["yes"], auto_id="yes_%s")
        if is_place
        else _interested(sent["yes"], invitation),
        "no": NoForm(sent["no"], auto_id="no_%s"),
        "other": AttemptForm(sent["other"], auto_id="other_%s"),
    }


def _interested(data: Any, invitation: Invitation) -> InterestedForm:
    call, seat = invitation.call, invitation.seat_id
    return InterestedForm(
        data,
        seats=seats_of(call),
        must_choose=not has_general_places(call),
        initial={"seats": [str(seat)] if seat else []},
        auto_id="yes_%s",
    )


def _saved(request: HttpRequest, invitation: Invitation, answer: str, form: BaseForm) -> bool:
    if not form.is_valid():
        return False
    try:
        SAVES[answer](invitation, form, request)
    except RefusalError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _yes(invitation: Invitation, form: Any, request: HttpRequest) -> None:
    facts: dict[str, Any] = {}
    if invitation.ask == Ask.INTEREST:
        facts = {"seats": form.cleaned_data["seats"], "words": form.cleaned_data["words"]}
    note_yes(invitation=invitation, by=request.user, key=form.key, **facts)


def _no(invitation: Invitation, form: NoForm, request: HttpRequest) -> None:
    reason = form.cleaned_data["reason"]
    note_no(invitation=invitation, reason=reason, by=request.user, key=form.key)


def _other(invitation: Invitation, form: AttemptForm, request: HttpRequest) -> None:
    note_attempt(invitation=invitation, by=request.user, key=form.key, **form.facts())


SAVES: dict[str, Callable[[Invitation, Any, HttpRequest], None]] = {
    "yes": _yes,
    "no": _no,
    "other": _other,
}
