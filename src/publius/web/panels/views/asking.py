"""Letting Publius suggest whom to ask; a person looks at it before anything is sent."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from publius.web.calls.bands import BandWords, words_for
from publius.web.calls.models import Call, Match, Seat
from publius.web.calls.queries import Reading, readings_for_convener, seat_of

from ..actions.invitations import MOST_A_DAY
from ..actions.shortlists import ask_shortlist, suggest_people
from ..forms.asking import SuggestForm
from ..models import Ask, Shortlist, Shortlisted
from ..queries.history import Estimate, estimate
from ..queries.shortlists import matches_on, people_on, places_to_fill, reachable, shortlist_of
from ..refusals import RefusalError
from .access import for_those_who_run_it
from .pool import tell_what_came_of_it

USUALLY = 10  # people to ask where nothing says how many


@for_those_who_run_it
@require_http_methods(["GET", "HEAD", "POST"])
def suggest(request: HttpRequest, call: Call, seat_id: int) -> HttpResponse:
    """How many to ask: with what earlier answers say about that."""
    seat = seat_of(call, seat_id)
    if request.method == "POST":
        form = SuggestForm(request.POST)
        if form.is_valid() and (made := _made(request, form, seat)) is not None:
            return redirect("panels:shortlist", call.slug, made.pk)
    else:
        form = None
    who = reachable(seat)
    guess = estimate(Ask.INTEREST, places_to_fill(seat), who.in_order(str(seat.pk)))
    context = {
        "call": call,
        "seat": seat,
        "form": form or SuggestForm(initial={"size": _first_guess(guess, len(who))}),
        "guess": guess,
        "fitting": len(who.fits),
        "newcomers": len(who.newcomers),
    }
    return render(request, "panels/suggest.html", context)


def _made(request: HttpRequest, form: SuggestForm, seat: Seat) -> Shortlist | None:
    try:
        return suggest_people(
            seat=seat, size=form.cleaned_data["size"], by=request.user, key=form.key
        )
    except RefusalError as refusal:
        form.add_error(None, str(refusal))
        return None


def _first_guess(guess: Estimate, people: int) -> int:
    if not guess.places or not people:
        return USUALLY
    return min(guess.needed or people, MOST_A_DAY)


@for_those_who_run_it
@require_http_methods(["GET", "HEAD", "POST"])
def shortlist(request: HttpRequest, call: Call, shortlist_id: int) -> HttpResponse:
    """Everybody who was suggested and why; asks those who stay ticked."""
    found = shortlist_of(request.user, call, shortlist_id)
    if found is None:
        raise Http404
    refused = ""
    if request.method == "POST":
        chosen = request.POST.getlist("person")
        try:
            asked = ask_shortlist(shortlist=found, public_ids=chosen, by=request.user)
        except RefusalError as refusal:
            refused = str(refusal)
        else:
            tell_what_came_of_it(request, asked, len(chosen))
            return redirect("calls:seat_matches", call.slug, found.seat_id)
    return render(request, "panels/shortlist.html", _page(call, found, refused))


def _page(call: Call, found: Shortlist, refused: str) -> dict:
    rows, matches = people_on(found), matches_on(found)
    readings = readings_for_convener(matches.values())
    shown = [_shown(row, matches.get(row.person_id), readings) for row in rows]
    return {
        "call": call,
        "seat": found.seat,
        "shortlist": found,
        "fitting": [each for each in shown if not each["is_newcomer"]],
        "newcomers": [each for each in shown if each["is_newcomer"]],
        "refused": refused,
        "has_errors": bool(refused),
    }


def _shown(row: Shortlisted, match: Match | None, readings: dict[int, list[Reading]]) -> dict:
    band: BandWords | None = words_for(match.band) if match else None
    return {
        "label": row.person.label,
        "key": str(row.person.public_id),
        "area": row.person.area,
        "is_newcomer": row.is_newcomer,
        "band": band,
        "readings": readings[match.pk][:3] if match else [],
    }
