"""The panel as those who run the call see it, and its questions."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from publius.panels import PanelsError
from publius.web.calls.models import Call
from publius.web.people.access_codes import describe
from publius.web.people.queries import access_needs_to_pass_on

from ..actions.attendance import note_attendance
from ..actions.decisions import BrokenTargetsError
from ..actions.replacement import fill_eased_places, fill_place_by_hand, try_filling_again
from ..actions.replies import answer_question
from ..forms.desk import EaseForm, FillByHandForm
from ..forms.outreach import AttendanceForm
from ..forms.replies import AnswerForm
from ..models import Draw, PlaceState
from ..queries.comparison import comparison_of
from ..queries.contests import open_contests
from ..queries.desk import work_of
from ..queries.draws import confirmed_draw, draws_of, undecided_draw, was_changed_by
from ..queries.funnel import funnel_picture, funnel_tables
from ..queries.invitations import asked_of, declined_because, open_questions, question_of
from ..queries.places import (
    accepted_members,
    accepted_places,
    can_be_offered_by_hand,
    easings_of,
    members_of,
    place_of,
    place_rows,
    places_of,
    seats_short,
    was_eased_by,
)
from ..queries.pool import pool_of
from ..queries.stepping_in import SteppingIn, who_would_step_in
from ..refusals import RefusalError
from .access import for_those_who_run_it
from .interest import posted

may_post = require_http_methods(["GET", "HEAD", "POST"])
EASE_SECONDS = 10.0  # somebody waits for the page


@for_those_who_run_it
@require_safe
def panel_desk(request: HttpRequest, call: Call) -> HttpResponse:
    """Every chair: who is on it, what they answered, what waits for somebody."""
    places = list(places_of(call))
    drawn, rows = confirmed_draw(call), place_rows(places)
    context = {
        "call": call,
        "draw": drawn,
        "undecided": undecided_draw(call),
        "draws": draws_of(request.user, call),
        "people": pool_of(call).count(),
        "empty": [row for row in rows if row.place.state == PlaceState.VACANT],
        "asked_now": [row for row in rows if row.place.state == PlaceState.OFFERED],
        "settled": [row for row in rows if row.place.state == PlaceState.ACCEPTED],
        "accepted": sum(place.state == PlaceState.ACCEPTED for place in places),
        "offered": sum(place.state == PlaceState.OFFERED for place in places),
        "vacant": sum(place.state == PlaceState.VACANT for place in places),
        "size_words": _("of %(size)d") % {"size": call.size},
        "short": seats_short(places),
        "advice": next((place.advice for place in places if place.stuck_at), []),
        "contests": open_contests(call),
        "questions": list(open_questions(request.user, call)),
        "asked": asked_of(call),
        "declined": declined_because(call),
        "headers_declined": [_("Reason"), _("People")],
        "comparison": comparison_of(call, draw=drawn, members=members_of(call))
        if drawn and places
        else None,
        "funnel": funnel_picture(call),
        "funnel_tables": funnel_tables(call),
        "needs": _access_needs(call),
        "easings": easings_of(request.user, call),
        "work": work_of(request.user, call) if drawn else None,
    }
    return render(request, "panels/panel_desk.html", context)


def _access_needs(call: Call) -> list[dict]:
    """What to arrange for those who accepted, as far as they agreed to pass it on."""
    people = {p.public_id.hex: p for p, _seat in accepted_members(call)}
    needs = access_needs_to_pass_on(people.values())
    return [
        {
            "name": str(people[key]),
            "needs": describe(details["codes"]),
            "own_words": details["own_words"],
        }
        for key, details in needs.items()
    ]


@for_those_who_run_it
@may_post
def question_answer(request: HttpRequest, call: Call, question_id: int) -> HttpResponse:
    """Answer somebody's question, by mail; we do not show who asked."""
    question = question_of(request.user, call, question_id)
    if question is None:
        raise Http404
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        if answer_question(question=question, answer=form.cleaned_data["answer"], by=request.user):
            messages.success(request, _("Your answer is on its way."))
        else:
            messages.info(request, _("This question has been answered. The first answer stands."))
        return redirect("panels:panel_desk", call.slug)
    context = {"call": call, "question": question, "form": form}
    return render(request, "panels/question_answer.html", context)


@for_those_who_run_it
@may_post
def attendance(request: HttpRequest, call: Call) -> HttpResponse:
    """Who came, to be ticked; it can be put right later."""
    form = AttendanceForm(posted(request), places=accepted_places(call))
    if request.method == "POST" and form.is_valid():
        note_attendance(call=call, came=form.numbers, by=request.user)
        messages.success(request, _("Noted. Thank you."))
        return redirect("panels:panel_desk", call.slug)
    return render(request, "panels/attendance.html", {"call": call, "form": form})


@for_those_who_run_it
@require_POST
def places_try_again(request: HttpRequest, call: Call) -> HttpResponse:
    try_filling_again(call=call)
    messages.success(request, _("Publius looks again for people who can step in."))
    return redirect("panels:panel_desk", call.slug)


@for_those_who_run_it
@may_post
def place_fill(request: HttpRequest, call: Call, number: int) -> HttpResponse:
    """Offer an empty chair to somebody by hand, with a reason."""
    place, drawn = place_of(call, number), confirmed_draw(call)
    if place is None or drawn is None:
        raise Http404
    form = FillByHandForm(request.POST or None, people=can_be_offered_by_hand(call))
    if was_changed_by(form.sent_key):
        return redirect("panels:panel_desk", call.slug)
    if place.state != PlaceState.VACANT:
        raise Http404
    if request.method == "POST" and form.is_valid():
        facts = form.facts()
        try:
            fill_place_by_hand(draw=drawn, place=place, by=request.user, key=form.key, **facts)
        except BrokenTargetsError as broken:
            form.ask_acceptance(broken.sentences)
        except RefusalError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("panels:panel_desk", call.slug)
    return render(request, "panels/place_fill.html", {"call": call, "place": place, "form": form})


@for_those_who_run_it
@may_post
def places_ease(request: HttpRequest, call: Call) -> HttpResponse:
    """What would have to give way so that the empty chairs can be filled; a person agrees."""
    if request.method == "POST" and was_eased_by(EaseForm(request.POST).sent_key):
        return redirect("panels:panel_desk", call.slug)
    drawn = confirmed_draw(call)
    if drawn is None or not seats_short(list(places_of(call))):
        raise Http404
    found, problem = _would_step_in(drawn)
    form = EaseForm(posted(request), initial={"shown": found.fingerprint if found else ""})
    if found and form.is_valid():
        facts = {key: form.cleaned_data[key] for key in ("shown", "reason")}
        try:
            fill_eased_places(draw=drawn, found=found, by=request.user, key=form.key, **facts)
        except RefusalError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Agreed. Those on whom the lot has fallen are asked."))
            return redirect("panels:panel_desk", call.slug)
    context = {"call": call, "found": found, "problem": problem, "form": form}
    return render(request, "panels/places_ease.html", context)


def _would_step_in(drawn: Draw) -> tuple[SteppingIn | None, str]:
    try:
        found = who_would_step_in(drawn, time_limit=EASE_SECONDS)
    except PanelsError:
        return None, _("Even if everything gives way, nobody in the pool can step in.")
    if not found.newcomers:
        return None, _("Even if everything gives way, nobody in the pool can step in.")
    return found, ""
