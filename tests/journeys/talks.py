"""Conversations in which a journey begins, and the people in them."""

from publius.web.calls.models import Call
from publius.web.conversations.models import (
    Conversation,
    Part,
    Participant,
    StageKind,
    StatementState,
)
from publius.web.conversations.tasks import run_due_maps
from publius.web.people.models import Person
from tests.factories import (
    ConversationFactory,
    ParticipantFactory,
    StageFactory,
    StatementFactory,
)
from tests.web.conversations.crowd import two_camps

from .browser import Visitor

SAID = (
    "Put the lane on Mill Lane, where most people ride.",
    "Buses keep the bridge, whatever else happens.",
    "A kerb that can be felt with a cane, all the way.",
)


def a_conversation(call: Call, stage: StageKind, **facts) -> Conversation:
    """Open to anybody and read by everybody, at this stage."""
    facts = {"joining": "anybody", "readers": "everybody", **facts}
    return StageFactory(
        conversation=ConversationFactory(call=call, **facts), kind=stage
    ).conversation


def people_said(conversation: Conversation, *texts: str, waiting: bool = False) -> None:
    state = StatementState.WAITING if waiting else StatementState.SHOWN
    for number, text in enumerate(texts, 1):
        StatementFactory(conversation=conversation, number=number, text=text, state=state)


def a_mapped_conversation(call: Call) -> Conversation:
    """Two camps have voted, and Decide is open."""
    conversation = a_conversation(call, StageKind.WEIGH)
    two_camps(conversation=conversation)
    run_due_maps()
    conversation.stages.update(kind=StageKind.DECIDE)
    return conversation


def of_the_team(conversation: Conversation, part: Part) -> Person:
    return ParticipantFactory(conversation=conversation, part=part).person


def a_member(conversation: Conversation) -> Person:
    return ParticipantFactory(conversation=conversation).person


def one_of(conversation: Conversation) -> Participant:
    voters = Participant.objects.members().filter(conversation=conversation)
    return voters.exclude(votes=None).first()


class Member(Visitor):
    """Somebody who takes part in a conversation, on a phone."""

    def says(self, conversation: Conversation, kind: str, words: str) -> None:
        self.goes_to(f"/conversations/{conversation.slug}/say/")
        self.page.get_by_role("radio", name=kind, exact=True).check()
        self.types("What do you want to say?", words)
        self.clicks("Send")
