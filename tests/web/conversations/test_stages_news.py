"""Conversations follow what happens elsewhere: places accepted, roles ended, accounts closed."""

import uuid

import pytest

from publius.web.conversations.actions.motions import raise_motion
from publius.web.conversations.actions.opening import draft_conversation, publish_conversation
from publius.web.conversations.models import Conversation, Part, Participant
from publius.web.conversations.tasks import follow_news
from publius.web.directory.actions import end_role
from publius.web.directory.models import RoleName
from publius.web.ledger.actions import record_event
from publius.web.ledger.tags import Tag
from publius.web.notify.models import Message
from publius.web.people.actions import close_account
from tests.factories import (
    ConversationFactory,
    ParticipantFactory,
    PlaceFactory,
    RoleFactory,
)

pytestmark = pytest.mark.django_db


def opened(call, convener) -> Conversation:
    conversation = draft_conversation(
        call=call, by=convener, key=uuid.uuid4(), title="Lanes", question="Where?",
        joining="panel", readers="members", checking="before",
    )  # fmt: skip
    publish_conversation(conversation=conversation, by=convener)
    return conversation


def test_whoever_accepts_a_place_later_is_told_once(call, convener):
    opened(call, convener)
    holder = PlaceFactory(call=call).person
    record_event(Tag.PLACE_ACCEPTED, call, actor=holder)

    assert (follow_news(), follow_news()) == (1, 0)
    told = Message.objects.filter(purpose="conversation_opened")
    assert [message.person for message in told] == [holder]


def test_with_the_role_in_the_organisation_the_part_in_its_conversations_ends():
    conversation = ConversationFactory()
    organisation = conversation.call.engagement.organisation
    role = RoleFactory(organisation=organisation, role=RoleName.FACILITATOR)
    here = ParticipantFactory(conversation=conversation, person=role.person, part=Part.FACILITATOR)
    elsewhere = ParticipantFactory(person=role.person, part=Part.FACILITATOR)

    end_role(role=role, by=RoleFactory(organisation=organisation).person)
    follow_news()

    living = Participant.objects.living().filter(person=role.person)
    assert list(living) == [elsewhere]
    assert not living.filter(pk=here.pk).exists()


def test_a_closed_account_counts_for_no_third():
    conversation = ConversationFactory()
    first, *others = [ParticipantFactory(conversation=conversation) for _ in range(4)]
    motion = raise_motion(
        member=first, key=uuid.uuid4(), kind="reframe", why="So.", question="Which streets?"
    )
    assert motion.state == "gathering"

    close_account(person=others[0].person)
    follow_news()

    motion.refresh_from_db()
    assert motion.state == "checking"
