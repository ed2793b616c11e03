"""Saying "I'd be interested", and taking it back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from publius.web.calls.models import Call
from publius.web.calls.queries import is_looking_for_people, offer_of, seats_of, why_you
from publius.web.calls.views.public import shown_for_you
from publius.web.people.models import Person
from publius.web.people.queries import access_needs_of, demographics_of

from ..actions.interest import join_pool, leave_pool, refuse_if_not_welcome
from ..actions.words import keep_words
from ..forms.interest import InterestForm
from ..queries.draws import latest_chance_of
from ..queries.invitations import interest_invitation, open_place_of
from ..queries.pool import entry_of, has_general_places, offered_seats
from ..refusals import RefusalError
from .access import published_call


@login_required
def interest(request: HttpRequest, slug: str) -> HttpResponse:
    """Which seats, in which words; posted twice it is the same entry."""
    call = published_call(request, slug)
    if not request.user.has_finished_sign_up:
        return redirect(f"{reverse('people:start')}?{urlencode({'next': request.path})}")
    try:
        refuse_if_not_welcome(call, request.user)
    except RefusalError as refusal:
        if living_entry(request.user, call):
            return redirect("panels:interest_done", call.slug)
        return render(request, "panels/interest_closed.html", {"call": call, "why": refusal})
    form = interest_form(posted(request), call, request.user)
    if request.method == "POST" and form.is_valid():
        try:
            save_interest(call, request.user, form)
        except RefusalError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("panels:interest_done", call.slug)
    context = {
        "call": call,
        "form": form,
        "offer": offer_of(call),
        "why": why_shown(request.user, call),
        "entry": living_entry(request.user, call),
    }
    return render(request, "panels/interest.html", context)


def why_shown(person: Person, call: Call) -> dict | None:
    """Why this person may be needed, as the call's own page says it."""
    found = why_you(person, call)
    return shown_for_you(found) if found else None


def posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def interest_form(data: QueryDict | None, call: Call, person: Person) -> InterestForm:
    """The form for a person, filled with what they told the call before."""
    why = why_you(person, call)
    return InterestForm(
        data,
        seats=seats_of(call),
        best=[match.seat_id for match in why.matches] if why else [],
        must_choose=not has_general_places(call),
        initial=_told_before(person, call),
    )


def _told_before(person: Person, call: Call) -> dict:
    entry = living_entry(person, call)
    if entry is not None:
        return {"seats": [str(seat) for seat in offered_seats(entry)], "words": entry.words}
    invitation = interest_invitation(person, call)
    if invitation is not None and invitation.seat_id:
        return {"seats": [str(invitation.seat_id)]}
    return {}


def living_entry(person: Person, call: Call):
    entry = entry_of(person, call)
    return entry if entry is not None and entry.left_at is None else None


def save_interest(call: Call, person: Person, form: InterestForm) -> None:
    facts = form.cleaned_data
    join_pool(call=call, person=person, seats=facts["seats"], words=facts["words"])
    if form.kind_to_keep:
        keep_words(person=person, kind=form.kind_to_keep, words=facts["words"])


@login_required
@require_safe
def interest_done(request: HttpRequest, slug: str) -> HttpResponse:
    """What happens next, and what would help - none of it required."""
    call = published_call(request, slug)
    entry = living_entry(request.user, call)
    if entry is None:
        return redirect("panels:interest", call.slug)
    context = {
        "call": call,
        "entry": entry,
        "is_open": is_looking_for_people(call),
        "place": open_place_of(request.user, call),
        "chance": latest_chance_of(request.user, call),
        "has_access_needs": bool(access_needs_of(request.user)["codes"]),
        "has_answers": bool(demographics_of(request.user)),
        "back": request.path,
    }
    return render(request, "panels/interest_done.html", context)


@login_required
@require_POST
def interest_leave(request: HttpRequest, slug: str) -> HttpResponse:
    call = published_call(request, slug)
    try:
        leave_pool(call=call, person=request.user)
    except RefusalError as refusal:
        messages.error(request, str(refusal))
        return redirect("panels:my_invitations")
    messages.success(request, _("You have left the pool. You can come back while it is open."))
    return redirect("calls:call", call.slug)
