"""The panel as everybody sees it: roles, how it was drawn, small numbers protected."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..queries.comparison import comparison_of
from ..queries.contests import count_contests
from ..queries.draws import chance_of, confirmed_draw, discarded_draws, drawn_people, overrides_of
from ..queries.places import members_of, what_gave_way
from .access import published_call


@require_safe
def panel(request: HttpRequest, slug: str) -> HttpResponse:
    call = published_call(request, slug)
    drawn = confirmed_draw(call)
    if drawn is None:
        raise Http404
    lines = drawn_people(drawn)
    chances = [row.chance for row in lines if row.chance is not None]
    context = {
        "call": call,
        "draw": drawn,
        "comparison": comparison_of(call, draw=drawn, members=members_of(call), is_public=True),
        "certificate": drawn.run.result.get("certificate", {}) if drawn.run else {},
        "people": len(lines),
        "smallest": min(chances, default=0.0),
        "largest": max(chances, default=0.0),
        "contests": count_contests(call),
        "changes": len(overrides_of(drawn)),
        "set_aside": discarded_draws(call),
        "gave_way": what_gave_way(call),
        "my_chance": chance_of(request.user, call) if request.user.is_authenticated else None,
    }
    return render(request, "panels/panel.html", context)
