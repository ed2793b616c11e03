"""A conversation at Explore with information, a motion that waits for a decision and a check."""

import datetime as dt
import uuid
from typing import Any

from django.utils import timezone

from publius.web.conversations.actions.health import ask_how_it_goes
from publius.web.conversations.actions.motions import raise_motion
from publius.web.conversations.actions.packs import publish_pack
from publius.web.conversations.models import Conversation, Joining, Motion, Part
from tests.factories import ConversationFactory, ParticipantFactory, StageFactory


def staged_parts(conversation: Conversation, member, convener) -> dict[str, dict[str, Any]]:
    """What goes into the addresses; `member` takes part, somebody else facilitates."""
    stage = StageFactory(conversation=conversation)
    own = ParticipantFactory(conversation=conversation, person=member)
    team = ParticipantFactory(conversation=conversation, part=Part.FACILITATOR)
    publish_pack(stage=stage, by=convener, key=uuid.uuid4(), text="# What is fixed\n\nThe budget.")
    ask_how_it_goes(conversation=conversation)
    moved = raise_motion(
        member=own, key=uuid.uuid4(), kind="reframe", why="So.", question="Which streets?"
    )
    over = timezone.localdate() - dt.timedelta(days=1)
    Motion.objects.filter(pk=moved.pk).update(checked_until=over)
    open_to_all = ConversationFactory(call=conversation.call, joining=Joining.ANYBODY)
    here = {"slug": conversation.slug}
    seat = conversation.call.seats.first()
    return {
        "staged": here | {"kind": "explore", "number": 1, "seat_id": seat.pk},
        "staged_team": here | {"key": team.pk},
        "staged_member": here | {"key": own.pk},
        "joinable": {"slug": open_to_all.slug},
    }
