"""Pages of earlier steps of the journey lead to the conversation and to what came of it."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from publius.web.calls.models import CallState
from publius.web.conversations.models import (
    Conversation,
    ConversationState,
    Joining,
    Part,
    Readers,
    StageKind,
)
from tests.factories import (
    ConversationFactory,
    OutcomeFactory,
    ParticipantFactory,
    PersonFactory,
    StageFactory,
    StatementFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(call) -> Conversation:
    call.state = CallState.FORMED
    call.save()
    conversation = ConversationFactory(call=call, readers=Readers.EVERYBODY)
    return StageFactory(conversation=conversation, kind=StageKind.WEIGH).conversation


def page(address: str, person=None) -> str:
    client = Client()
    if person is not None:
        client.force_login(person)
    return client.get(address).text


def public_pages(talk: Conversation) -> list[str]:
    return [
        reverse("calls:call", args=[talk.call.slug]),
        reverse("calls:engagement", args=[talk.call.engagement.slug]),
    ]


def test_everybody_reads_on_the_call_and_the_engagement_that_a_conversation_goes_on(talk):
    for address in public_pages(talk):
        text = page(address)

        assert (talk.title in text, "Going on: Weigh" in text) == (True, True)


def test_what_came_of_it_stands_there_too_and_no_draft_of_it(talk):
    host = PersonFactory()
    said = OutcomeFactory(
        conversation=talk, title="Lanes first", published_by=host, published_at=timezone.now()
    )
    OutcomeFactory(conversation=talk, title="A draft nobody has read")
    Conversation.objects.update(state=ConversationState.CLOSED)

    for address in public_pages(talk):
        text = page(address)

        assert (said.title in text, "A draft nobody has read" in text) == (True, False)


def test_a_conversation_for_those_who_take_part_is_not_told_to_others(talk):
    Conversation.objects.update(readers=Readers.MEMBERS)
    member = ParticipantFactory(conversation=talk).person

    for address in public_pages(talk):
        assert (talk.title in page(address), talk.title in page(address, member)) == (False, True)


def test_ones_own_page_leads_to_ones_own_conversations(talk):
    member = ParticipantFactory(conversation=talk).person
    gone = ParticipantFactory(conversation=talk, left_at=timezone.now()).person
    mine = reverse("people:my_page")

    assert (talk.title in page(mine, member), talk.title in page(mine, gone)) == (True, False)


def test_the_desk_of_the_engagement_leads_to_its_conversations(talk, convener):
    desk = reverse("calls:engagement_desk", args=[talk.call.engagement.slug])

    assert talk.title in page(desk, convener)


def test_visitors_are_told_how_to_take_part_where_anybody_may(talk):
    home = reverse("conversations:conversation", args=[talk.slug])
    before = page(home)
    Conversation.objects.update(joining=Joining.ANYBODY)

    assert ("Sign in and join" in before, "Sign in and join" in page(home)) == (False, True)


@pytest.mark.parametrize(
    ("part", "at", "shown"),
    [
        (Part.MEMBER, "open", ["Vote", "My votes"]),
        (Part.MEMBER, "closed", ["My votes"]),
        (Part.MEMBER, "decide", ["My votes"]),
        (Part.MODERATOR, "open", []),
    ],
)
def test_only_those_who_can_vote_are_led_to_voting(talk, part, at, shown):
    if at == "decide":
        talk.stages.update(kind=at)
    else:
        Conversation.objects.update(state=at)
    person = ParticipantFactory(conversation=talk, part=part).person

    menu = page(reverse("conversations:conversation", args=[talk.slug]), person)
    menu = menu.partition("<nav class")[2].partition("Pages of")[2].partition("</nav>")[0]

    assert [word for word in ("Vote", "My votes") if f">{word}</a>" in menu] == shown


@pytest.mark.parametrize(("days", "said"), [(0, "It can be closed from"), (3, "long enough")])
def test_the_desk_says_whether_the_open_stage_was_open_long_enough(talk, convener, days, said):
    opened = timezone.now() - dt.timedelta(days=days)
    talk.stages.update(opened_at=opened, minimum_days=3)

    text = page(reverse("conversations:conversation_desk", args=[talk.slug]), convener)

    assert said in text


@pytest.mark.parametrize(("stage", "times"), [("weigh", 1), ("decide", 2)])
def test_from_decide_on_the_desk_begins_with_the_outcome(talk, convener, stage, times):
    talk.stages.update(kind=stage)

    text = page(reverse("conversations:conversation_desk", args=[talk.slug]), convener)

    assert text.count("Write the outcome") == times


def test_a_statement_leads_to_the_vote_only_while_one_can_vote(talk):
    said = StatementFactory(conversation=talk)
    member = ParticipantFactory(conversation=talk).person
    address = reverse("conversations:statement", args=[talk.slug, said.number])
    before = page(address, member)
    talk.stages.update(kind=StageKind.DECIDE)

    assert ("Vote on it" in before, "Vote on it" in page(address, member)) == (True, False)
