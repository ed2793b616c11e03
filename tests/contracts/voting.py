"""A conversation in which people vote, with a map, a guess to make and rows that were taken."""

import uuid
from typing import Any

from publius.web.conversations.actions.exports import take_rows
from publius.web.conversations.models import Conversation, Statement
from publius.web.conversations.tasks import run_due_maps
from publius.web.people.models import Kind
from tests.factories import ParticipantFactory, SeatFactory, StageFactory, VoteFactory
from tests.web.conversations.crowd import two_camps


def voting_parts(conversation: Conversation, member, convener) -> dict[str, dict[str, Any]]:
    """What goes into the addresses; `member` takes part and has voted on the first statement."""
    StageFactory(conversation=conversation)
    two_camps(6, conversation=conversation)
    first = Statement.objects.filter(conversation=conversation).earliest("number")
    seat = SeatFactory(call=conversation.call, kind=Kind.LIVED, minimum=0)
    conversation.participants.filter(votes__isnull=False).update(seat=seat)
    own = ParticipantFactory(conversation=conversation, person=member)
    VoteFactory(statement=first, participant=own, answer=0)
    run_due_maps()
    taken = take_rows(
        conversation=conversation, reason="To test another way.", by=convener, key=uuid.uuid4()
    )
    here = {"slug": conversation.slug}
    return {
        "voting": here,
        "voted_on": here | {"number": first.number},
        "first_map": here | {"number": 1},
        "table": here | {"name": "comments.csv"},
        "rows_taken": here | {"key": taken.pk},
    }
