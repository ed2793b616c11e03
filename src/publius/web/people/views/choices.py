"""Access needs, balancing a group, agreements, and what Publius holds."""

from allauth.account.internal.flows.logout import logout
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from .. import actions, queries
from ..consents import WORDINGS, wording_for
from ..forms.contact import ContactForm
from ..forms.needs import AccessNeedsForm, DemographicsForm
from ..fresh_proof import fresh_proof_required
from ..holdings import everything_about
from ..models import Purpose
from .navigation import go_on, next_address


@login_required
def access_needs(request: HttpRequest) -> HttpResponse:
    details = queries.access_needs_of(request.user)
    initial = {
        "own_words": details["own_words"],
        "pass_on": queries.has_consent(request.user, Purpose.ACCESS_NEEDS),
    }
    form = AccessNeedsForm(request.POST or None, codes=details["codes"], initial=initial)
    if form.is_valid():
        actions.save_access_needs(
            person=request.user,
            codes=form.codes,
            own_words=form.cleaned_data["own_words"],
            pass_on=form.cleaned_data["pass_on"],
        )
        messages.success(request, _("Saved."))
        return go_on(request, "people:my_page")
    context = {"form": form, "next": next_address(request)}
    return render(request, "people/access_needs.html", context)


@login_required
def contact(request: HttpRequest) -> HttpResponse:
    """How somebody wants to be reached about calls; nothing but e-mail is needed."""
    form = ContactForm(request.POST or None, known=queries.contact_of(request.user))
    if form.is_valid():
        actions.save_contact(person=request.user, contact=form.contact)
        messages.success(request, _("Saved."))
        return go_on(request, "people:my_page")
    context = {"form": form, "next": next_address(request)}
    return render(request, "people/contact.html", context)


@login_required
def demographics(request: HttpRequest) -> HttpResponse:
    """Answers that help to balance a group, saved only with their own agreement."""
    answers = queries.demographics_of(request.user)
    agrees = queries.has_consent(request.user, Purpose.PANEL_BALANCING)
    form = DemographicsForm(request.POST or None, initial={**answers, "agrees": agrees})
    if form.is_valid():
        actions.save_demographics(person=request.user, answers=form.answers)
        messages.success(request, _("Saved. Only draws you are in use your answers."))
        return go_on(request, "people:my_page")
    context = {
        "form": form,
        "wording": wording_for(Purpose.PANEL_BALANCING),
        "agrees": agrees,
        "next": next_address(request),
    }
    return render(request, "people/demographics.html", context)


@login_required
def consents(request: HttpRequest) -> HttpResponse:
    given = queries.consents_of(request.user)
    rows = [(wording, given.get(purpose)) for purpose, wording in WORDINGS.items()]
    return render(request, "people/consents.html", {"rows": rows})


@login_required
@require_POST
def consent_change(request: HttpRequest, purpose: str) -> HttpResponse:
    """Agree, or take it back, with one button."""
    if purpose not in Purpose.values:
        raise Http404
    if request.POST.get("agree") == "yes":
        if purpose == Purpose.PANEL_BALANCING:
            return redirect("people:demographics")
        if purpose == Purpose.OTHER_ROUTES:
            return redirect("people:contact")
        actions.give_consent(person=request.user, purpose=purpose)
        messages.success(request, _("Thank you. You can take it back here at any time."))
    elif actions.withdraw_consent(person=request.user, purpose=purpose):
        messages.success(request, wording_for(purpose).after_withdrawal)
    return redirect("people:consents")


@login_required
def my_data(request: HttpRequest) -> HttpResponse:
    return render(request, "people/my_data.html")


@login_required
@fresh_proof_required
def my_data_download(request: HttpRequest) -> HttpResponse:
    """Everything Publius holds about the person, as a file."""
    response = JsonResponse(
        everything_about(request.user), json_dumps_params={"indent": 2, "ensure_ascii": False}
    )
    response["Content-Disposition"] = 'attachment; filename="my-publius-data.json"'
    return response


@login_required
@fresh_proof_required
def close_account(request: HttpRequest) -> HttpResponse:
    """Asks once, then stops using everything and signs out."""
    if request.method == "POST":
        actions.close_account(person=request.user)
        logout(request)
        return render(request, "people/account_closed.html")
    return render(request, "people/close_account.html")
