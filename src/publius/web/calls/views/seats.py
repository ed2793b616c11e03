"""The desk of a convener: the seats of a call."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .. import actions, queries
from ..forms import SeatForm
from ..gaps import WORDS_WANTED, NotReady
from ..models import Call, CallState
from .access import for_convener_of_call
from .saving import answer_form


@for_convener_of_call
@require_safe
def seats(request: HttpRequest, call: Call) -> HttpResponse:
    rows = queries.seats_of(call)
    context = {
        "call": call,
        "seats": rows,
        "least": sum(seat.minimum for seat in rows),
        "most": sum(seat.maximum for seat in rows),
        "is_draft": call.state == CallState.DRAFT,
    }
    return render(request, "calls/seats.html", context)


@for_convener_of_call
@require_http_methods(["GET", "HEAD", "POST"])
def seat(request: HttpRequest, call: Call, seat_id: int | None = None) -> HttpResponse:
    """Add a seat, or change one."""
    row = queries.seat_of(call, seat_id) if seat_id else None
    form = SeatForm(request.POST or None, instance=row)

    def save() -> None:
        actions.save_seat(call=call, by=request.user, key=form.key, **form.facts())
        _warn_of_few_words(request, form.cleaned_data["need"])

    return answer_form(
        request,
        form,
        save=save,
        done=lambda: reverse("calls:seats", args=[call.slug]),
        template="calls/seat_edit.html",
        call=call,
        heading=_("Change this seat") if row else _("Add a seat"),
        said=_("Saved."),
    )


def _warn_of_few_words(request: HttpRequest, need: str) -> None:
    count = len(need.split())
    if count < WORDS_WANTED:
        words = _(
            "The seat is described in %(count)s words. With about sixty, more of the right "
            "people are found: say what they do, where, and with whom."
        )
        messages.warning(request, words % {"count": count})


@for_convener_of_call
@require_http_methods(["GET", "HEAD", "POST"])
def seat_remove(request: HttpRequest, call: Call, seat_id: int) -> HttpResponse:
    """Remove a seat of a draft, after one question."""
    row = call.seats.filter(pk=seat_id).first()
    if row is None:
        return redirect("calls:seats", call.slug)
    if request.method != "POST":
        return render(request, "calls/seat_remove.html", {"call": call, "seat": row})
    try:
        actions.remove_seat(seat=row, by=request.user)
    except NotReady as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The seat was removed."))
    return redirect("calls:seats", call.slug)


@for_convener_of_call
@require_POST
def seat_place(request: HttpRequest, call: Call, seat_id: int) -> HttpResponse:
    """Move a seat to a place of the list; the place is in the form, so posting twice is safe."""
    place = request.POST.get("place", "")
    if place.isdecimal() and len(place) < 4:
        actions.place_seat(seat=queries.seat_of(call, seat_id), place=int(place), by=request.user)
    return redirect("calls:seats", call.slug)
