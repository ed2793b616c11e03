"""A published lottery as everybody sees it: before the draw, after it, and how to check it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from publius.panels.public import lottery_text
from publius.web.calls.models import Call

from ..models import Draw
from ..publication import page_of_round
from ..queries.draws import latest_chance_of, overrides_of, published_draw
from ..queries.lotteries import checks_of, public_document
from .access import published_call
from .draws.records import as_file
from .draws.showing import chance_chart


@require_safe
def lottery(request: HttpRequest, slug: str, draw_id: int) -> HttpResponse:
    """What was fixed before the draw, and what came of it."""
    call, found = _published(request, slug, draw_id)
    document = public_document(found)
    sections, result = document["sections"], found.lottery.result
    context = {
        "call": call,
        "draw": found,
        "people": len(sections["people"]["codes"]),
        "certificate": result["certificate"],
        "chances": chance_chart(result["spread"], call.size),
        "headers": [_("Target or seat"), _("At least"), _("At most")],
        "rows": _asked(sections["rules"]),
        "ticket": document.get("result", {}).get("ticket"),
        "selected": document.get("result", {}).get("selected", []),
        "round_page": page_of_round(found) if found.rule == "beacon" else "",
        "changes": len(overrides_of(found)),
        "mine": _mine(request, found),
    }
    return render(request, "panels/lottery.html", context)


def _published(request: HttpRequest, slug: str, draw_id: int) -> tuple[Call, Draw]:
    call = published_call(request, slug)
    found = published_draw(call, draw_id)
    if found is None:
        raise Http404
    return call, found


def _asked(rules: dict) -> list[list[object]]:
    """Every target and seat with its range."""
    words = _("%(feature)s: %(value)s")
    targets = [[words % t, t["minimum"], t["maximum"]] for t in rules["targets"]]
    seats = [
        [_("Seat: %(title)s") % seat, seat["minimum"], seat["maximum"]] for seat in rules["seats"]
    ]
    return [*seats, *targets]


def _mine(request: HttpRequest, found: Draw):
    """The reader's own line, if they were in this lottery."""
    if not request.user.is_authenticated:
        return None
    line = latest_chance_of(request.user, found.call)
    return line if line is not None and line.draw_id == found.pk else None


@require_safe
def lottery_file(request: HttpRequest, slug: str, draw_id: int) -> HttpResponse:
    """The document, byte for byte as it was published, without what people answered."""
    _call, found = _published(request, slug, draw_id)
    return as_file(lottery_text(public_document(found)), "lottery.json")


@require_safe
def lottery_check(request: HttpRequest, slug: str, draw_id: int) -> HttpResponse:
    """How anybody checks the draw on their own computer, and what this service finds itself."""
    call, found = _published(request, slug, draw_id)
    context = {"call": call, "draw": found, "checks": checks_of(found)}
    return render(request, "panels/lottery_check.html", context)
