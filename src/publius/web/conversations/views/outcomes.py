"""What came of a conversation, for everybody who reads it."""

import rules
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..models import Conversation, Participant
from ..queries.minority import filed_reports, needed_in, own_report, reports_of
from ..queries.outcomes import draft_of, may_conclude
from ..queries.outcomes_shown import outcomes_shown
from ..queries.unknowns import commitments_of, unknowns_of
from .access import for_readers


@for_readers
@require_safe
def outcome(
    request: HttpRequest, conversation: Conversation, participant: Participant | None
) -> HttpResponse:
    """Outcomes with their dissent, minority reports, what is not known, who committed to what."""
    user = request.user
    takes_part = rules.test_rule("conversations.take_part", user, conversation)
    context = {
        "conversation": conversation,
        "participant": participant,
        "outcomes": outcomes_shown(user, conversation),
        "runs_it": rules.test_rule("conversations.run", user, conversation),
        "draft": draft_of(user, conversation),
        "may_conclude": may_conclude(conversation),
        "reports": filed_reports(user, participant, conversation),
        "unfiled": reports_of(user, conversation).filter(filed_at=None),
        "takes_part": takes_part,
        "own_report": own_report(participant) if takes_part else None,
        "needed": needed_in(conversation),
        "unknowns": unknowns_of(user, conversation),
        "commitments": commitments_of(user, conversation),
    }
    return render(request, "conversations/outcome.html", context)
