"""Everybody's money, for those who run the call: promise, approve or refuse, note as paid."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from publius.web.calls.models import Call
from publius.web.calls.queries import offer_of

from ..actions.payments import approve_claim, note_payment, offer_payment, refuse_claim
from ..claims_file import claims_csv
from ..forms.payments import OfferPaymentForm, PaidForm, RefuseClaimForm
from ..models import Claim, ClaimState
from ..queries.payments import aged, claim_of, claims_of, totals_of
from ..queries.places import accepted_members
from ..refusals import RefusalError
from .access import for_those_who_run_it

may_post = require_http_methods(["GET", "HEAD", "POST"])


@for_those_who_run_it
@require_safe
def payments(request: HttpRequest, call: Call) -> HttpResponse:
    """What waits, longest first, and what has been settled."""
    claims = list(claims_of(request.user, call))
    waiting = aged(claims, timezone.localdate())
    context = {
        "call": call,
        "offer": offer_of(call),
        "to_approve": [each for each in waiting if each.claim.state == ClaimState.CLAIMED],
        "to_pay": [each for each in waiting if each.claim.state == ClaimState.APPROVED],
        "overdue": sum(each.is_overdue for each in waiting),
        "settled": [c for c in claims if c.state in (ClaimState.PAID, ClaimState.REFUSED)],
        "totals": totals_of(call),
        "members": len(accepted_members(call)),
    }
    return render(request, "panels/payments.html", context)


@for_those_who_run_it
@may_post
def payment_offer(request: HttpRequest, call: Call) -> HttpResponse:
    form = OfferPaymentForm(request.POST or None)
    members = len(accepted_members(call))
    if form.is_valid():
        facts = {"what": form.cleaned_data["what"], "pence": form.pence}
        offered = offer_payment(call=call, by=request.user, key=form.key, **facts)
        _tell_how_many(request, offered)
        return redirect("panels:payments", call.slug)
    context = {"call": call, "form": form, "members": members, "offer": offer_of(call)}
    return render(request, "panels/payment_offer.html", context)


def _tell_how_many(request: HttpRequest, offered: int) -> None:
    if not offered:
        messages.info(request, _("Everybody who has accepted was offered this before."))
        return
    sentence = ngettext(
        "%(people)d person is offered this payment.",
        "%(people)d people are offered this payment.",
        offered,
    )
    messages.success(request, sentence % {"people": offered})


@for_those_who_run_it
@require_POST
def claim_approve(request: HttpRequest, call: Call, key: int) -> HttpResponse:
    claim = _found(request, call, key)
    try:
        approve_claim(claim=claim, by=request.user)
    except RefusalError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Approved. It is now among those to pay."))
    return redirect("panels:payments", call.slug)


@for_those_who_run_it
@may_post
def claim_refuse(request: HttpRequest, call: Call, key: int) -> HttpResponse:
    claim, form = _found(request, call, key), RefuseClaimForm(request.POST or None)
    if form.is_valid():
        try:
            refuse_claim(claim=claim, by=request.user, reason=form.cleaned_data["reason"])
        except RefusalError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Refused. The person reads your reason."))
            return redirect("panels:payments", call.slug)
    context = {"call": call, "claim": claim, "form": form}
    return render(request, "panels/claim_refuse.html", context)


@for_those_who_run_it
@may_post
def claim_pay(request: HttpRequest, call: Call, key: int) -> HttpResponse:
    """Note that the money has gone out, with what it is called on a statement."""
    claim, form = _found(request, call, key), PaidForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            note_payment(claim=claim, by=request.user, reference=form.cleaned_data["reference"])
        except RefusalError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Noted as paid. The person has been told."))
            return redirect("panels:payments", call.slug)
    context = {"call": call, "claim": claim, "form": form}
    return render(request, "panels/claim_pay.html", context)


@for_those_who_run_it
@require_safe
def payments_file(request: HttpRequest, call: Call) -> HttpResponse:
    """For the people who pay: one line for each claim."""
    text = claims_csv(claims_of(request.user, call), timezone.localdate())
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="payments-{call.slug}.csv"'
    return response


def _found(request: HttpRequest, call: Call, key: int) -> Claim:
    claim = claim_of(request.user, call, key)
    if claim is None:
        raise Http404
    return claim
