"""The map of opinions: the latest, any earlier one, the one of a day."""

import rules
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from publius.ui.charts import OpinionChart, OpinionGroup

from ..forms.voting import MapOfDayForm
from ..models import Conversation, MapVersion, Participant
from ..queries.counts import FEWEST
from ..queries.map_page import MapPage, page_for
from ..queries.maps import (
    latest_map,
    map_number,
    map_shown_on,
    maps_of,
    own_group,
    work_on,
)
from ..queries.unsure import reasons_to_be_unsure
from ..queries.voting import is_voting_open
from .access import for_readers

LISTED = 12  # earlier maps named on the page; every other one is found by its day


@for_readers
@require_safe
def latest(request: HttpRequest, conversation: Conversation, participant: Participant | None):
    """What the votes say now."""
    version = latest_map(conversation.pk)
    if version is None:
        context = {
            "conversation": conversation,
            "participant": participant,
            "work": work_on(conversation),
            "is_open": is_voting_open(conversation),
        }
        return render(request, "conversations/map_none.html", context)
    return _page(request, conversation, participant, version, is_latest=True)


@for_readers
@require_safe
def numbered(
    request: HttpRequest, conversation: Conversation, participant: Participant | None, number: int
) -> HttpResponse:
    """A map as it was shown at its time."""
    version = map_number(conversation, number)
    if version is None:
        raise Http404
    return _page(request, conversation, participant, version)


@for_readers
@require_safe
def of_a_day(request: HttpRequest, conversation: Conversation, participant: Participant | None):
    """What was shown on a day: leads to the map, or says that there was none yet."""
    form = MapOfDayForm(request.GET or None)
    day = form.cleaned_data["day"] if form.is_bound and form.is_valid() else None
    version = map_shown_on(conversation, day) if day else None
    if version is not None:
        return redirect("conversations:map_number", conversation.slug, version.number)
    context = {
        "conversation": conversation,
        "participant": participant,
        "form": form,
        "day": day,
        "maps": maps_of(conversation),
    }
    return render(request, "conversations/map_of_a_day.html", context)


def _page(
    request: HttpRequest,
    conversation: Conversation,
    participant: Participant | None,
    version: MapVersion,
    *,
    is_latest: bool = False,
) -> HttpResponse:
    runs_it = rules.test_rule("conversations.run", request.user, conversation)
    page = page_for(version, conversation, participant, runs_it=runs_it)
    own = own_group(version, participant) if page.has_groups else None
    context = {
        "conversation": conversation,
        "participant": participant,
        "version": version,
        "page": page,
        "own": own,
        "chart": _chart(page, own),
        "unsure": reasons_to_be_unsure(page.uncertain),
        "is_latest": is_latest,
        "maps": maps_of(conversation)[:LISTED],
        "form": MapOfDayForm(),
        "few": FEWEST,
    }
    return render(request, "conversations/map.html", context)


def _chart(page: MapPage, own: str | None) -> OpinionChart | None:
    """The picture, from the same figures as the tables; no circle for fewer than five people."""
    if not page.groups:
        return None
    circles = [
        OpinionGroup(
            each.label, each.size, each.x, each.y, each.median_votes, is_own=each.label == own
        )
        for each in page.groups
    ]
    return OpinionChart(str(page.title), tuple(circles))
