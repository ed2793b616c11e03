"""What the group should look like, and whether the pool can be that group."""

from django.contrib import messages
from django.db.transaction import non_atomic_requests
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from publius.web.calls.models import Call
from publius.web.calls.queries import seats_of

from ..actions.targets import set_targets
from ..forms.targets import CAP, TargetsForm
from ..queries.advice import check_feasibility
from ..queries.comparison import group_chart
from ..queries.draws import confirmed_draw, undecided_draw
from ..queries.features import features_for
from ..queries.pool import pool_of
from ..queries.protection import protected_count, rounded_count
from ..queries.targets import (
    pool_counts,
    suggestions,
    target_grid,
    without_answers,
)
from ..refusals import RefusalError
from .access import for_those_who_run_it


@non_atomic_requests  # the check can take a while, and nobody should wait for it to write
@for_those_who_run_it
@require_http_methods(["GET", "HEAD", "POST"])
def targets(request: HttpRequest, call: Call) -> HttpResponse:
    entries = list(pool_of(call))
    features = features_for(call)
    counts = pool_counts(call, entries)
    form = TargetsForm(
        request.POST or None,
        features=features,
        size=call.size,
        saved=target_grid(request.user, call),
        # Of rounded counts: a suggestion must not give away what single people answered.
        suggested=suggestions(
            features, {pair: rounded_count(n) for pair, n in counts.items()}, call.size
        ),
        fill_in="suggest" in request.GET,
    )
    if request.method == "POST" and form.is_valid():
        try:
            set_targets(call=call, by=request.user, ranges=form.ranges())
        except RefusalError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The targets are saved."))
            return redirect("panels:targets", call.slug)
    context = {
        "call": call,
        "form": form,
        "groups": form.groups({pair: protected_count(n) for pair, n in counts.items()}),
        "cap": form[CAP],
        "seats": seats_of(call),
        "people": len(entries),
        "without_answers": without_answers(call, entries),
        "feasibility": check_feasibility(call),
        "chart": group_chart(call, entries),
        "is_fixed": bool(undecided_draw(call) or confirmed_draw(call)),
        "is_suggesting": "suggest" in request.GET and request.method != "POST",
    }
    return render(request, "panels/targets.html", context)
