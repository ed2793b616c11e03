"""One draw as those who run the call see it: how far it is, what it gave, what there is to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from publius.ui.charts import ChanceChart
from publius.ui.wording import percent
from publius.web.calls.bands import words_for
from publius.web.calls.models import Call, Match
from publius.web.calls.queries import fits_of
from publius.web.switches.models import Brake
from publius.web.switches.queries import is_on, message_for
from publius.web.work import WorkState

from ...models import Ask, Decision, Draw, DrawnPerson, Phase
from ...queries.breaches import breaches
from ...queries.comparison import comparison_of
from ...queries.draws import (
    Chair,
    drawn_people,
    draws_of,
    have_left,
    overrides_of,
    panel_of,
    reserves_of,
)
from ...queries.history import Estimate, estimate
from ...queries.lotteries import asks_for_answers, has_changed_since
from ...queries.outcomes import outcome_of
from ..access import for_those_who_run_it, found_draw


@for_those_who_run_it
@require_safe
def draw(request: HttpRequest, call: Call, draw_id: int) -> HttpResponse:
    """Waits for a draw, says why it failed, or shows what it gave."""
    found = found_draw(request, call, draw_id)
    if found.is_waited_for:
        return render(request, "panels/draw_waiting.html", _waiting(call, found))
    if found.work_state == WorkState.FAILED:
        return render(request, "panels/draw_failed.html", {"call": call, "draw": found})
    if found.is_drawn:
        return render(request, "panels/draw.html", _proposal(request, call, found))
    page = "draw_prepared" if found.phase == Phase.PREPARED else "draw_published"
    return render(request, f"panels/{page}.html", _lottery(call, found))


def _waiting(call: Call, found: Draw) -> dict:
    is_again = found.attempts > 1
    message = found.progress_message or _("The draw waits for its turn.")
    return {
        "call": call,
        "draw": found,
        "title": _waiting_title(found),
        "can_cancel": not found.is_published,
        "done": found.progress,
        "total": 100,
        "message": _("Started again after an interruption.") if is_again else message,
        "brake": message_for(Brake.DRAWS) if is_on(Brake.DRAWS) else None,
    }


def _waiting_title(found: Draw) -> str:
    if found.is_test:
        return _("Test – nobody is chosen")
    if found.phase == Phase.PUBLISHING:
        return _("Publishing the lottery")
    return _("Drawing the panel") if found.at_once else _("Preparing the lottery")


def _lottery(call: Call, found: Draw) -> dict:
    """A lottery that nobody has drawn from: how fair it is, and what can be done with it."""
    result = found.lottery.result
    return {
        "call": call,
        "draw": found,
        "certificate": result["certificate"],
        "chances": chance_chart(result["spread"], call.size),
        "comparison": comparison_of(call),
        "people": len(result["spread"]),
        "is_stale": found.phase == Phase.PREPARED and has_changed_since(found),
    }


def _proposal(request: HttpRequest, call: Call, found: Draw) -> dict:
    people = drawn_people(found)
    panel = panel_of(found)
    is_open = found.decision == Decision.PENDING
    earlier = [d for d in draws_of(request.user, call) if d.decision == Decision.DISCARDED]
    return {
        "call": call,
        "draw": found,
        "panel_headers": panel_headers(found),
        "panel_rows": panel_rows(found, panel, people),
        "reserves": reserves_of(found),
        "guess": _how_many_to_offer(found, panel),
        "overrides": overrides_of(found),
        "broken": [*outcome_of(found).missed_words, *breaches(call, panel)] if is_open else [],
        "gone": have_left(found, [chair.person for chair in panel]) if is_open else [],
        "tells_answers": found.is_by_lot and asks_for_answers(found),
        "comparison": comparison_of(call, draw=found),
        "chances": chance_chart([row.chance for row in people], call.size)
        if found.is_by_lot
        else None,
        "certificate": found.run.result.get("certificate", {}) if found.run else {},
        "earlier": earlier,
        "earlier_words": ngettext(
            "%(n)d earlier draw was set aside", "%(n)d earlier draws were set aside", len(earlier)
        )
        % {"n": len(earlier)},
    }


def _how_many_to_offer(found: Draw, panel: list[Chair]) -> Estimate:
    """How many offers it takes to fill the places, in the order they would be made."""
    line = [chair.person.pk for chair in panel] + [row.person_id for row in reserves_of(found)]
    return estimate(Ask.PLACE, len(panel), line)


def panel_headers(found: Draw) -> list[str]:
    if not found.is_by_lot:
        return [_("Person"), _("Seat"), _("Fit")]
    return [_("Person"), _("Seat"), _("How") if asks_for_answers(found) else _("Chance")]


def panel_rows(found: Draw, panel: list[Chair], people: list[DrawnPerson]) -> list[list[str]]:
    """Each chair with the chance its person had, or with how well they fit where no lot fell.

    Where targets ask for what people answered, a chance beside a person would tell the answer.
    """
    if not found.is_by_lot:
        fits = fits_of(found.call, [chair.person for chair in panel])
        return [fit_row(chair, fits.get(chair.person.pk, {})) for chair in panel]
    if asks_for_answers(found):
        return [plain_row(chair) for chair in panel]
    chance = {row.person_id: row.chance for row in people}
    return [panel_row(chair, chance.get(chair.person.pk)) for chair in panel]


def plain_row(chair: Chair) -> list[str]:
    seat = chair.seat.title if chair.seat else _("Open to anybody")
    return [chair.person.label, seat, _("put in by hand") if chair.was_put_in else _("by lot")]


def fit_row(chair: Chair, fits: dict[int, Match]) -> list[str]:
    match = fits.get(chair.seat.pk) if chair.seat else None
    words = _("%(fit)s, put in by hand") if chair.was_put_in else "%(fit)s"
    fit = words_for(match.band).label if match else _("Own word only")
    return [
        chair.person.label,
        chair.seat.title if chair.seat else _("Open to anybody"),
        words % {"fit": fit if chair.seat else _("Nothing in particular is asked")},
    ]


def panel_row(chair: Chair, chance: float | None) -> list[str]:
    seat = chair.seat.title if chair.seat else _("Open to anybody")
    words = _("%(share)s, put in by hand") if chair.was_put_in else "%(share)s"
    return [chair.person.label, seat, words % {"share": percent(chance) or _("not in the draw")}]


def chance_chart(chances: list[float], size: int) -> ChanceChart:
    return ChanceChart(
        title=_("Everybody's chance"),
        chances=tuple(chances),
        equal=size / len(chances) if chances else None,
    )
