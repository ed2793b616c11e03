"""The panel as everybody sees it: roles, how it was drawn, small numbers protected."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from publius.ui.charts import GroupChart

from ..queries.comparison import public_rows, seat_feature
from ..queries.draws import chance_of, confirmed_draw, discarded_draws, drawn_people, overrides_of
from ..queries.places import members_of
from ..queries.pool import pool_of
from .access import published_call


@require_safe
def panel(request: HttpRequest, slug: str) -> HttpResponse:
    call = published_call(request, slug)
    drawn = confirmed_draw(call)
    if drawn is None:
        raise Http404
    entries, members = list(pool_of(call)), members_of(call)
    lines = drawn_people(drawn)
    chances = [row.chance for row in lines if row.chance is not None]
    seats = seat_feature(call, entries, [seat for _person, seat in members])
    context = {
        "call": call,
        "draw": drawn,
        "chart": GroupChart(
            title=_("The seats: how many were asked for, offered and filled"),
            features=(seats,),
            pool_size=len(entries),
            panel_size=call.size,
        ),
        "rows": [(r.label, r.target, r.pool, r.panel) for r in public_rows(
            call, entries, [person for person, _seat in members]
        )],
        "headers": [_("Target"), _("Asked for"), _("In the pool"), _("In the group")],
        "certificate": drawn.run.result.get("certificate", {}) if drawn.run else {},
        "people": len(lines),
        "smallest": min(chances, default=0.0),
        "largest": max(chances, default=0.0),
        "changes": len(overrides_of(drawn)),
        "set_aside": discarded_draws(call),
        "my_chance": chance_of(request.user, call) if request.user.is_authenticated else None,
    }  # fmt: skip
    return render(request, "panels/panel.html", context)
