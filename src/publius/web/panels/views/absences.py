"""Why is somebody not on the list of a seat? Asked by its convener, answered by the worker."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from publius.matching import Band
from publius.web.calls.absences import cause_in_words
from publius.web.calls.actions import ask_why_not
from publius.web.calls.bands import words_for
from publius.web.calls.models import Call
from publius.web.calls.queries import inquiry_of, match_of, seat_of

from ..forms.asking import WhyNotForm
from ..queries.absences import named, person_to_ask_about
from .access import for_those_who_run_it


@for_those_who_run_it
@require_http_methods(["GET", "HEAD", "POST"])
def why_not(request: HttpRequest, call: Call, seat_id: int) -> HttpResponse:
    """Choose whom to ask about: only people who are interested or were asked."""
    seat, people = seat_of(call, seat_id), named(call)
    form = WhyNotForm(request.POST or None, people=people)
    if form.is_valid():
        person = person_to_ask_about(call, form.cleaned_data["person"])
        if person is None:
            raise Http404
        inquiry = ask_why_not(seat=seat, person=person, by=request.user)
        return redirect("panels:inquiry", call.slug, inquiry.pk)
    context = {"call": call, "seat": seat, "form": form, "people": people}
    return render(request, "panels/why_not.html", context)


@for_those_who_run_it
@require_safe
def inquiry(request: HttpRequest, call: Call, inquiry_id: int) -> HttpResponse:
    """Waits for the answer, then says it."""
    found = inquiry_of(request.user, call, inquiry_id)
    if found is None:
        raise Http404
    if found.is_waited_for:
        context = {
            "call": call,
            "title": _("Looking for the reason"),
            "message": _("What this person said, compared with what the seat asks for"),
            "done": 0,
            "total": 1,
        }
        return render(request, "ui/wait.html", context)
    match = match_of(found.person, found.seat)
    is_listed = match is not None and match.band != Band.NOT_ENOUGH
    inside = {each.key: each.words for each in named(call)}
    context = {
        "call": call,
        "seat": found.seat,
        "inquiry": found,
        "who": inside.get(str(found.person.public_id), found.person.label),
        "band": words_for(match.band) if is_listed else None,
        "sentences": [cause_in_words(cause) for cause in found.causes],
    }
    return render(request, "panels/why_not_answer.html", context)
