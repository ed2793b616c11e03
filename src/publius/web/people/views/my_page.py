"""A person's own page, the first visit, and what they say about themselves."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from .. import actions, queries
from ..access_codes import describe
from ..forms.about import AboutForm, StartForm
from ..models import Purpose
from .navigation import go_on, next_address


@login_required
def my_page(request: HttpRequest) -> HttpResponse:
    """Everything in one place: what you know, what we hold, what you chose."""
    person = request.user
    if not person.has_finished_sign_up:
        return redirect("people:start")
    consents = queries.consents_of(person)
    context = {
        "expertise": queries.expertise_of(person),
        "needs": describe(queries.access_needs_of(person)["codes"]),
        "own_words": queries.access_needs_of(person)["own_words"],
        "contact_route": queries.contact_of(person).route.label,
        "has_balancing_answers": bool(queries.demographics_of(person)),
        "consents_given": len(consents),
        "lived_is_matched": Purpose.LIVED_EXPERIENCE in consents,
        "is_alerted": Purpose.CALL_ALERTS in consents,
    }
    return render(request, "people/my_page.html", context)


@login_required
def start(request: HttpRequest) -> HttpResponse:
    """The first visit: a name, "I am 18", and an area if they like."""
    person = request.user
    if person.has_finished_sign_up:
        sent_twice = request.method == "POST"
        return go_on(request, "people:welcome" if sent_twice else "people:my_page")
    form = StartForm(request.POST or None, initial={"display_name": person.display_name})
    if form.is_valid():
        actions.finish_sign_up(
            person=person,
            display_name=form.cleaned_data["display_name"],
            area=form.cleaned_data["area"],
            alerts=form.cleaned_data["alerts"],
        )
        return go_on(request, "people:welcome")
    return render(request, "people/start.html", {"form": form, "next": next_address(request)})


@login_required
def welcome(request: HttpRequest) -> HttpResponse:
    """What to do first, for people who came without a call in mind."""
    return render(request, "people/welcome.html")


@login_required
def about(request: HttpRequest) -> HttpResponse:
    person = request.user
    initial = {
        "display_name": person.display_name,
        "area": person.area,
        "languages": person.languages,
    }
    form = AboutForm(request.POST or None, initial=initial)
    if form.is_valid():
        actions.change_about(person=person, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return go_on(request, "people:my_page")
    return render(request, "people/about.html", {"form": form, "next": next_address(request)})
