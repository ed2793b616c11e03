"""The directory, and the pages on which organisations look after themselves."""

import rules
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from publius.web.people.queries import evidence_of

from . import actions, queries
from .errors import DirectoryError
from .forms import AskForm, ColleagueForm, OrganisationForm, SearchForm
from .models import Organisation


def organisations(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    search = form.cleaned_data if form.is_valid() else {}
    found = queries.organisations(request.user, **search)
    page = Paginator(found, 20).get_page(request.GET.get("page"))
    context = {"form": form, "page_obj": page, "is_search": any(search.values())}
    return render(request, "directory/organisations.html", context)


def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    found = _organisation(request, slug)
    context = {
        "organisation": found,
        "may_manage": rules.test_rule("directory.manage_roles", request.user, found),
        "waiting": queries.confirmations_asked_of(request.user, found).count(),
    }
    return render(request, "directory/organisation.html", context)


@login_required
def organisation_edit(request: HttpRequest, slug: str) -> HttpResponse:
    found = _managed_organisation(request, slug)
    names = ("about", "controlled_by", "website")
    form = OrganisationForm(
        request.POST or None, initial={name: getattr(found, name) for name in names}
    )
    if form.is_valid():
        actions.change_organisation(organisation=found, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("directory:organisation", found.slug)
    context = {"form": form, "organisation": found}
    return render(request, "directory/organisation_form.html", context)


@login_required
def colleagues(request: HttpRequest, slug: str) -> HttpResponse:
    """Who acts for the organisation, and a form to add somebody."""
    found = _managed_organisation(request, slug)
    form = ColleagueForm(request.POST or None)
    if form.is_valid():
        actions.add_colleague(organisation=found, by=request.user, **form.cleaned_data)
        told = _("We have written to %(email)s.") % {"email": form.cleaned_data["email"]}
        messages.success(request, told)
        return redirect("directory:colleagues", found.slug)
    context = {
        "form": form,
        "organisation": found,
        "roles": queries.living_roles(request.user, found),
    }
    return render(request, "directory/colleagues.html", context)


@login_required
@require_POST
def role_end(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    found = _managed_organisation(request, slug)
    role = queries.role_by_key(request.user, found, key)
    if role is None:
        raise Http404
    try:
        actions.end_role(role=role, by=request.user)
        messages.success(request, _("The role has ended. We have told the person."))
    except DirectoryError as error:
        messages.error(request, str(error))
    still_manages = rules.test_rule("directory.manage_roles", request.user, found)
    return redirect("directory:colleagues" if still_manages else "directory:organisation", slug)


@login_required
def ask_confirmation(request: HttpRequest, key: int) -> HttpResponse:
    """A person asks an organisation to stand behind one piece of their evidence."""
    evidence = evidence_of(request.user, key)
    if evidence is None:
        raise Http404
    # Offered are those that were not asked yet; a form sent twice is told so, not refused.
    to_ask = queries.organisations_to_ask(request.user, evidence)
    form = AskForm(
        request.POST or None,
        organisations=queries.organisations_that_answer(request.user) if request.POST else to_ask,
    )
    if form.is_valid():
        try:
            actions.ask_confirmation(
                evidence=evidence, organisation=form.cleaned_data["organisation"]
            )
            messages.success(request, _("Asked. You see the answer beside your evidence."))
        except DirectoryError as error:
            messages.info(request, str(error))
        return redirect("people:expertise", evidence.expertise_id)
    asked = queries.confirmations_of(request.user, evidence)
    context = {"form": form, "evidence": evidence, "asked": asked}
    return render(request, "directory/ask_confirmation.html", context)


@login_required
def confirmations(request: HttpRequest, slug: str) -> HttpResponse:
    """What people ask this organisation to confirm."""
    found = _organisation(request, slug)
    if not rules.test_rule("directory.convene_for", request.user, found):
        raise Http404
    waiting = queries.confirmations_asked_of(request.user, found)
    context = {"organisation": found, "waiting": waiting}
    return render(request, "directory/confirmations.html", context)


@login_required
@require_POST
def confirmation_answer(request: HttpRequest, key: int) -> HttpResponse:
    confirmation = queries.confirmation_by_key(request.user, key)
    if not rules.test_rule("directory.answer_confirmation", request.user, confirmation):
        raise Http404
    answer = request.POST.get("answer")
    if answer not in ("confirm", "decline"):
        messages.info(request, _("No answer was given, so nothing was changed."))
        return redirect("directory:confirmations", confirmation.organisation.slug)
    confirms = answer == "confirm"
    act = actions.confirm_evidence if confirms else actions.decline_confirmation
    try:
        act(confirmation=confirmation, by=request.user)
        messages.success(request, _("Confirmed.") if confirms else _("Not confirmed."))
    except DirectoryError as error:
        messages.info(request, str(error))
    return redirect("directory:confirmations", confirmation.organisation.slug)


def _organisation(request: HttpRequest, slug: str) -> Organisation:
    found = queries.organisation_by_slug(request.user, slug)
    if found is None:
        raise Http404
    return found


def _managed_organisation(request: HttpRequest, slug: str) -> Organisation:
    found = _organisation(request, slug)
    if not rules.test_rule("directory.manage_roles", request.user, found):
        raise Http404
    return found
