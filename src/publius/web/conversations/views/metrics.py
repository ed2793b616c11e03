"""Figures about a conversation: who is reached, how evenly, and what it changes."""

import rules
from django.http import HttpRequest
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from publius.ui.wording import percent

from ..models import Conversation, Participant
from ..queries import measures
from ..queries.map_page import MOST_LISTED, page_for
from ..queries.maps import latest_map
from ..queries.reasons import reasons_given
from ..queries.weighing import Weighed, as_told
from .access import for_readers, for_those_who_moderate


@for_readers
@require_safe
def figures(request: HttpRequest, conversation: Conversation, participant: Participant | None):
    """Everything that is counted about how the conversation goes, with small counts left out."""
    version = latest_map(conversation.pk)
    headers, rows = measures.reach(conversation)
    context = {
        "conversation": conversation,
        "participant": participant,
        "version": version,
        "reach_headers": headers,
        "reach_rows": rows,
        "equality": measures.equality(version),
        "answering": measures.answering(conversation),
        "reflection": measures.reflection(conversation),
        "empathy": measures.empathy(conversation),
        "few": measures.FEWEST,
        "moderates": rules.test_rule("conversations.moderate", request.user, conversation),
        **_weighing(request, conversation, participant, version),
    }
    return render(request, "conversations/figures.html", context)


def _weighing(request: HttpRequest, conversation, participant, version) -> dict:
    """The most agreed statements this reader may know the figures of, weighed and as they are."""
    if version is None:
        return {}
    runs_it = rules.test_rule("conversations.run", request.user, conversation)
    page = page_for(version, conversation, participant, runs_it=runs_it)
    top = as_told(page.told)[:MOST_LISTED]
    return {
        "hidden": page.hidden,
        "weighed_headers": [
            _("Statement"), _("People"), _("Agree"), _("Agree, weighed by seats"),
        ],
        "weighed_rows": [_row(each) for each in top],
    }  # fmt: skip


def _row(each: Weighed) -> list[str]:
    weighted = _("not told: too few of a seat") if each.weighted is None else percent(each.weighted)
    words = f"{each.statement.number}. {each.statement.text}"
    return [words, str(each.people), percent(each.plain), weighted]


@for_those_who_moderate
@require_safe
def reasons(request: HttpRequest, conversation: Conversation):
    """Why people voted as they did, in their words and without their names."""
    context = {"conversation": conversation, "given": reasons_given(conversation)}
    return render(request, "conversations/reasons.html", context)
