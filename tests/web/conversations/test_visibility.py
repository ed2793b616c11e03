"""Who sees a conversation, and who may do what in it."""

import pytest
import rules
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from publius.web.conversations.models import (
    Conversation,
    ConversationState,
    Joining,
    Part,
    Readers,
    Statement,
    StatementState,
)
from publius.web.panels.models import Place, PlaceState
from tests.factories import (
    ConversationFactory,
    ParticipantFactory,
    PersonFactory,
    RoleFactory,
    StatementFactory,
)

pytestmark = pytest.mark.django_db


def sees(user, conversation) -> bool:
    return Conversation.objects.visible_to(user).filter(pk=conversation.pk).exists()


@pytest.mark.parametrize(
    ("state", "readers", "joining", "seen_by"),
    [
        ("draft", "everybody", "anybody", {"convener", "facilitator"}),
        ("open", "members", "panel", {"convener", "facilitator", "member", "holder"}),
        ("open", "members", "anybody",
         {"convener", "facilitator", "member", "holder", "stranger", "left"}),
        ("closed", "everybody", "panel",
         {"convener", "facilitator", "member", "holder", "stranger", "left", "visitor"}),
    ],
)  # fmt: skip
def test_a_conversation_is_seen_by(state, readers, joining, seen_by):
    conversation = ConversationFactory(state=state, readers=readers, joining=joining)
    people = {
        "convener": RoleFactory(organisation=conversation.call.engagement.organisation).person,
        "facilitator": ParticipantFactory(conversation=conversation, part=Part.FACILITATOR).person,
        "member": ParticipantFactory(conversation=conversation).person,
        "left": ParticipantFactory(conversation=conversation, left_at=timezone.now()).person,
        "holder": PersonFactory(),
        "stranger": PersonFactory(),
        "visitor": AnonymousUser(),
    }
    Place.objects.create(
        call=conversation.call, number=1, person=people["holder"], state=PlaceState.ACCEPTED,
        changed_at=timezone.now(),
    )  # fmt: skip

    assert {name for name, person in people.items() if sees(person, conversation)} == seen_by


def test_what_is_kept_for_explore_is_seen_by_its_author_alone():
    held = StatementFactory(state=StatementState.HELD, conversation__readers=Readers.EVERYBODY)
    moderator = ParticipantFactory(conversation=held.conversation, part=Part.MODERATOR)
    other = ParticipantFactory(conversation=held.conversation)
    convener = RoleFactory(organisation=held.conversation.call.engagement.organisation).person

    def reads(person) -> bool:
        return Statement.objects.visible_to(person).exists()

    assert reads(held.author.person)
    assert [reads(p) for p in (moderator.person, other.person, convener)] == [False] * 3


def test_whoever_was_removed_does_not_come_back():
    conversation = ConversationFactory(joining=Joining.ANYBODY)
    gone = ParticipantFactory(conversation=conversation, left_at=timezone.now())
    removed = ParticipantFactory(
        conversation=conversation, left_at=timezone.now(), removed_by=PersonFactory()
    )
    stranger = PersonFactory()

    allowed = [
        rules.test_rule("conversations.join", person, conversation)
        for person in (stranger, gone.person, removed.person)
    ]

    assert allowed == [True, True, False]


def test_nobody_takes_part_in_a_conversation_that_is_closed():
    conversation = ConversationFactory(state=ConversationState.CLOSED)
    member = ParticipantFactory(conversation=conversation)

    assert not rules.test_rule("conversations.take_part", member.person, conversation)
