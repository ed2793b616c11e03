"""What the group should look like, and whether the pool can be that group."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.db.transaction import non_atomic_requests
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from publius.web.calls.models import Call
from publius.web.calls.queries import seats_of

from ..actions.tallies import count_answers
from ..actions.targets import Range, set_targets
from ..forms.targets import CAP, Beside, Pair, TargetsForm, field_of
from ..models import Tally, Target
from ..queries.advice import Feasibility, check_feasibility
from ..queries.comparison import comparison_of
from ..queries.draws import confirmed_draw, undecided_draw
from ..queries.features import features_for
from ..queries.pool import pool_of
from ..queries.population import population_of, sources_of
from ..queries.tallies import answers_in_pool, people_without_answers
from ..queries.targets import likeness_words, pool_counts, suggestions, target_grid
from ..refusals import RefusalError
from .access import for_those_who_run_it


@dataclass
class Desk:
    """Everything the targets of a call are judged by, gathered once per request."""

    call: Call
    saved: dict[Pair, Target]
    tally: Tally

    def __post_init__(self) -> None:
        self.entries = list(pool_of(self.call))
        self.features = features_for(self.call)

    @cached_property
    def beside(self) -> Beside:
        counts = pool_counts(self.call, self.entries, self.tally)
        population = population_of(self.call)
        return Beside(
            counts=counts,
            population=population,
            sources=sources_of(self.call),
            notes={
                f.key: likeness_words(f, population.get(f.key, {}), counts, self.saved)
                for f in self.features
            },
            suggested=suggestions(self.features, population, counts, self.call.size),
        )

    def form(self, request: HttpRequest) -> TargetsForm:
        is_suggesting = "suggest" in request.GET
        return TargetsForm(
            request.POST or None,
            features=self.features,
            size=self.call.size,
            saved=self.saved,
            starts={**self.saved, **self.beside.suggested} if is_suggesting else None,
            filled_in=_filled_in(request),
        )


@non_atomic_requests  # the check can take a while, and nobody should wait for it to write
@for_those_who_run_it
@require_http_methods(["GET", "HEAD", "POST"])
def targets(request: HttpRequest, call: Call) -> HttpResponse:
    desk = Desk(call, target_grid(request.user, call), count_answers(call=call))
    form = desk.form(request)
    tried = None
    if request.method == "POST" and form.is_valid():
        tried = form.ranges()
        if "check" not in request.POST and _is_saved(request, call, form, tried):
            return redirect("panels:targets", call.slug)
    return render(request, "panels/targets.html", _context(request, desk, form, tried))


def _is_saved(request: HttpRequest, call: Call, form: TargetsForm, ranges) -> bool:
    try:
        set_targets(call=call, by=request.user, ranges=ranges)
    except RefusalError as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("The targets are saved."))
    return True


def _context(
    request: HttpRequest, desk: Desk, form: TargetsForm, tried: Mapping[Pair, Range] | None
) -> dict:
    call = desk.call
    feasibility = check_feasibility(call, _as_targets(call, tried))
    is_get = request.method != "POST"
    return {
        "call": call,
        "form": form,
        "groups": form.groups(desk.beside),
        "cap": form[CAP],
        "seats": seats_of(call),
        "people": len(desk.entries),
        "without_answers": people_without_answers(desk.entries, answers_in_pool(call)),
        "feasibility": feasibility,
        "way_out": way_out(call, form, feasibility),
        "comparison": comparison_of(call),
        "has_population": bool(desk.beside.population),
        "is_fixed": bool(undecided_draw(call) or confirmed_draw(call)),
        "is_suggesting": is_get and "suggest" in request.GET,
        "is_filled_in": is_get and bool(_filled_in(request)),
        "is_trying": tried is not None,
    }


def _as_targets(call: Call, ranges: Mapping[Pair, Range] | None) -> list[Target] | None:
    """What was typed, as targets that are not saved."""
    if ranges is None:
        return None
    return [
        Target(call=call, feature=f, value=v, minimum=r.minimum, maximum=r.maximum)
        for (f, v), r in ranges.items()
    ]


def _filled_in(request: HttpRequest) -> dict[str, int]:
    """Numbers that a link wants to see in the fields; they are shown, not saved."""
    given = request.GET.items()
    return {name: int(n) for name, n in given if n.isascii() and n.isdigit() and len(n) <= 4}


def way_out(call: Call, form: TargetsForm, feasibility: Feasibility) -> str:
    """The page again with what stands in its fields, and the suggested numbers filled in."""
    changes = {
        field_of(change.feature, change.value, change.bound): change.limit
        for change in feasibility.changes
        if change.seat is None
    }
    if not changes:
        return ""
    return f"{reverse('panels:targets', args=[call.slug])}?{urlencode(form.as_typed() | changes)}"
