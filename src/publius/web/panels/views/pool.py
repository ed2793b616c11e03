"""The pool of a call: asking people, looking at it, ruling single seats out."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from publius.web.calls.bands import BandWords, words_for
from publius.web.calls.models import Call, Match
from publius.web.calls.queries import Reading, fits_of, readings_for_convener, seat_of
from publius.web.directory.queries import user_led_organisations

from ..actions.interest import rule_seat_in, rule_seat_out
from ..actions.invitations import Asked, invite_to_pool
from ..actions.tallies import count_answers
from ..forms.desk import ReasonForm
from ..models import PoolEntry, SeatOffer
from ..queries.advice import shut_out
from ..queries.comparison import comparison_of
from ..queries.funnel import funnel_picture
from ..queries.invitations import asked_of, declined_because
from ..queries.pool import pool_of, seat_offer_of, seat_supplies
from ..queries.response import Response, response_by_area, response_by_seat, routes_of
from ..queries.usual_suspects import gauge_of
from ..refusals import RefusalError
from .access import for_those_who_run_it

PER_PAGE = 20


@for_those_who_run_it
@require_POST
def invite(request: HttpRequest, call: Call) -> HttpResponse:
    """Ask the ticked people; only counts come back, nobody is named."""
    seat = seat_of(call, _number(request.POST.get("seat", "")))
    chosen = request.POST.getlist("person")
    try:
        asked = invite_to_pool(call=call, seat=seat, public_ids=chosen, by=request.user)
    except RefusalError as refusal:
        messages.error(request, str(refusal))
    else:
        tell_what_came_of_it(request, asked, len(chosen))
    return redirect("calls:seat_matches", call.slug, seat.pk)


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 12:
        raise Http404
    return int(text)


def tell_what_came_of_it(request: HttpRequest, asked: Asked, chosen: int) -> None:
    """How many were asked and how many could not be; nobody is named."""
    if not chosen:
        messages.warning(request, _("Nobody was ticked, so nobody was asked."))
    if asked.sent:
        sentence = ngettext(
            "%(people)d person was asked whether they are interested.",
            "%(people)d people were asked whether they are interested.",
            asked.sent,
        )
        messages.success(request, sentence % {"people": asked.sent})
    if asked.asked_before:
        sentence = ngettext(
            "%(people)d had been asked before or is interested already, and was not written to.",
            "%(people)d had been asked before or are interested already, and were not written to.",
            asked.asked_before,
        )
        messages.info(request, sentence % {"people": asked.asked_before})
    if asked.may_not_be_asked:
        sentence = ngettext(
            "%(people)d could not be asked: they have not agreed to be written to about calls. "
            "They still see the call on their own page.",
            "%(people)d could not be asked: they have not agreed to be written to about calls. "
            "They still see the call on their own page.",
            asked.may_not_be_asked,
        )
        messages.warning(request, sentence % {"people": asked.may_not_be_asked})


@dataclass(frozen=True)
class ShownOffer:
    """One seat somebody offers to fill, with how well they fit it."""

    offer: SeatOffer
    band: BandWords | None


@dataclass(frozen=True)
class ShownEntry:
    """One person in the pool as the page shows them."""

    entry: PoolEntry
    offers: list[ShownOffer]
    readings: list[Reading]


@for_those_who_run_it
@require_safe
def pool(request: HttpRequest, call: Call) -> HttpResponse:
    """Who is interested, for which seats, where people are missing, and who they are."""
    count_answers(call=call)
    entries = list(pool_of(call))
    supplies = seat_supplies(call, entries)
    page = Paginator(entries, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "call": call,
        "total": len(entries),
        "page": page,
        "people": _shown_entries(call, page.object_list),
        "supplies": supplies,
        "short": [supply for supply in supplies if supply.missing],
        "missing_people": max(0, call.size - len(entries)),
        "organisations": user_led_organisations(call.area)[:6],
        "comparison": comparison_of(call),
        "shut_out": shut_out(call) if entries else [],
        "gauge": gauge_of(call),
        "tables": response_tables(call, entries),
        "funnel": funnel_picture(call),
        "asked": asked_of(call),
        "declined": declined_because(call),
        "headers_declined": [_("Reason"), _("People")],
    }
    return render(request, "panels/pool.html", context)


@dataclass(frozen=True)
class ShownTable:
    """A table as the page shows it."""

    caption: str
    headers: list[str]
    rows: list[tuple]


def response_tables(call: Call, entries: Sequence[PoolEntry]) -> list[ShownTable]:
    """How people came here, and how those who were asked answered: by seat and by area."""
    return [
        ShownTable(_("How people came here"), [_("Way"), _("People")], routes_of(entries)),
        _response_table(_("By seat"), response_by_seat(call, entries)),
        _response_table(_("By area"), response_by_area(call, entries)),
    ]


def _response_table(caption: str, lines: list[Response]) -> ShownTable:
    headers = [caption, _("Asked"), _("Said yes"), _("Said no"), _("In the pool")]
    rows = [(each.group, each.asked, each.yes, each.no, each.in_pool) for each in lines]
    return ShownTable(caption, headers, rows)


def _shown_entries(call: Call, entries: Sequence[PoolEntry]) -> list[ShownEntry]:
    fits = fits_of(call, [entry.person for entry in entries])
    best = {key: max(found.values(), key=lambda m: m.score) for key, found in fits.items()}
    readings = readings_for_convener(best.values())
    return [
        ShownEntry(
            entry,
            _shown_offers(entry, fits.get(entry.person_id, {})),
            readings[best[entry.person_id].pk] if entry.person_id in best else [],
        )
        for entry in entries
    ]


def _shown_offers(entry: PoolEntry, matches: dict[int, Match]) -> list[ShownOffer]:
    return [
        ShownOffer(offer, _band(matches.get(offer.seat_id))) for offer in entry.seat_offers.all()
    ]


def _band(match: Match | None) -> BandWords | None:
    return words_for(match.band) if match else None


@for_those_who_run_it
@require_http_methods(["GET", "HEAD", "POST"])
def rule_out(request: HttpRequest, call: Call, offer_id: int) -> HttpResponse:
    """Keep somebody from being drawn for one seat; they read the reason."""
    offer = _offer(call, offer_id)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            rule_seat_out(offer=offer, by=request.user, reason=form.cleaned_data["reason"])
        except RefusalError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("panels:pool", call.slug)
    return render(request, "panels/rule_out.html", {"call": call, "offer": offer, "form": form})


@for_those_who_run_it
@require_POST
def rule_in(request: HttpRequest, call: Call, offer_id: int) -> HttpResponse:
    try:
        rule_seat_in(offer=_offer(call, offer_id), by=request.user)
    except RefusalError as refusal:
        messages.error(request, str(refusal))
    return redirect("panels:pool", call.slug)


def _offer(call: Call, key: int) -> SeatOffer:
    offer = seat_offer_of(call, key)
    if offer is None:
        raise Http404
    return offer
