"""One's own money: what was offered, what one claims, and how far it has come."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from publius.web.calls.queries import offer_of

from ..actions.payments import make_claim, take_payment, waive_payment, withdraw_claim
from ..forms.payments import ClaimForm
from ..queries.payments import calls_to_claim_from, may_claim, my_claim, my_claims
from ..refusals import RefusalError
from .access import published_call

# What the person themselves may do with a claim, by the word in its address.
STEPS: dict[str, tuple[Callable[..., None], str | Promise]] = {
    "take": (
        take_payment,
        gettext_lazy("The payment is claimed. You see here how far it is."),
    ),
    "waive": (
        waive_payment,
        gettext_lazy("Noted. Nobody else sees that you do not want it."),
    ),
    "withdraw": (withdraw_claim, gettext_lazy("The claim is withdrawn.")),
}


@login_required
@require_safe
def my_claims_page(request: HttpRequest) -> HttpResponse:
    context = {"claims": my_claims(request.user), "calls": calls_to_claim_from(request.user)}
    return render(request, "panels/my_claims.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def claim_new(request: HttpRequest, slug: str) -> HttpResponse:
    """One claim in a minute, on a phone."""
    call = published_call(request, slug)
    if not may_claim(request.user, call):
        raise Http404
    form = ClaimForm(request.POST or None)
    if form.is_valid():
        facts = {key: form.cleaned_data[key] for key in ("kind", "what", "reference")}
        try:
            make_claim(call=call, person=request.user, pence=form.pence, key=form.key, **facts)
        except RefusalError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your claim is in. You see here how far it is."))
            return redirect("panels:my_claims")
    context = {"call": call, "form": form, "offer": offer_of(call)}
    return render(request, "panels/claim_new.html", context)


@login_required
@require_POST
def claim_step(request: HttpRequest, key: int, step: str) -> HttpResponse:
    claim = my_claim(request.user, key)
    if claim is None or step not in STEPS:
        raise Http404
    act, done = STEPS[step]
    try:
        act(claim=claim, person=request.user)
    except RefusalError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("panels:my_claims")
