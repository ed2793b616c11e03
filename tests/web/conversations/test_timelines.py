"""The author of a statement sees everything that happened to it, and nobody else does."""

import uuid

import pytest
from django.urls import reverse

from publius.web.conversations.actions.appeals import answer_appeal, raise_appeal
from publius.web.conversations.actions.moderation import reject
from publius.web.conversations.actions.replies import reply
from publius.web.conversations.models import Part, Reason
from publius.web.conversations.queries.timelines import timeline_of
from tests.factories import (
    ParticipantFactory,
    PersonFactory,
    StageFactory,
    StatementFactory,
    VoteFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def statement():
    stage = StageFactory(conversation__readers="everybody", conversation__checking="after")
    return StatementFactory(conversation=stage.conversation)


def words(statement) -> list[str]:
    return [step.words for step in timeline_of(statement)]


def team_member(statement):
    return ParticipantFactory(conversation=statement.conversation, part=Part.MODERATOR)


def test_from_received_to_published_after_all(statement):
    reject(statement=statement, by=team_member(statement).person, reason=Reason.UNCLEAR)
    appeal = raise_appeal(
        statement=statement, by=statement.author.person, words="Why?", key=uuid.uuid4()
    )
    by = team_member(statement).person
    answer_appeal(appeal=appeal, outcome="upheld", answer="It is clear.", by=by)

    assert words(statement) == [
        "You said it.",
        "It was not published. It is hard to understand; it may be put in other words.",
        "You asked for a second look.",
        "The second look: it is published.",
        "It was read and published.",
    ]


def test_votes_are_counted_and_replies_named(statement):
    for answer in (1, -1):
        VoteFactory(statement=statement, answer=answer)
    VoteFactory(
        statement=statement,
        participant=ParticipantFactory(
            conversation=statement.conversation, removed_by=PersonFactory()
        ),
    )
    somebody = ParticipantFactory(conversation=statement.conversation)
    reply(statement=statement, author=somebody, kind="asks", text="Where?", key=uuid.uuid4())

    assert words(statement)[-2:] == [
        "2 people have voted on it.",
        f"{somebody.pseudonym}: Asks about it",
    ]


def test_only_the_author_reads_it(client, statement):
    address = reverse(
        "conversations:statement", args=[statement.conversation.slug, statement.number]
    )
    pages = []
    for person in (statement.author.person, team_member(statement).person):
        client.force_login(person)
        pages.append("What became of it" in client.get(address).content.decode())

    assert pages == [True, False]
