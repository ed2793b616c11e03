"""Whoever proposed something too early is asked about it when Explore opens, in one letter."""

import pytest
from django.urls import reverse

from publius.web.conversations.actions.stages import begin_stage
from publius.web.conversations.models import Part, StageKind
from publius.web.notify.models import Message
from tests.factories import ParticipantFactory, StageFactory, StatementFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def explore():
    return StageFactory(kind=StageKind.EXPLORE, opened_at=None)


def keeps(author, text):
    return StatementFactory(
        conversation=author.conversation, author=author, state="held", stage="understand", text=text
    )


def letters_about_kept() -> list[tuple]:
    found = Message.objects.filter(purpose="kept_for_explore").order_by("pk")
    return list(found.values_list("person", "body"))


def test_each_author_is_asked_once_about_all_they_kept(explore):
    author = ParticipantFactory(conversation=explore.conversation)
    for text in ("More night buses.", "A ramp at the library."):
        keeps(author, text)
    StatementFactory(conversation=explore.conversation, text="Trees.", stage="understand")
    host = ParticipantFactory(conversation=explore.conversation, part=Part.HOST)

    begin_stage(stage=explore, by=host.person)

    ((person, letter),) = letters_about_kept()
    page = reverse("conversations:my_statements", args=[explore.conversation.slug])
    assert person == author.person_id
    assert [
        words in letter for words in ("More night buses.", "A ramp at the library.", page, "Trees.")
    ] == [True, True, True, False]


def test_no_other_stage_asks(explore):
    author = ParticipantFactory(conversation=explore.conversation)
    keeps(author, "More night buses.")
    weigh = StageFactory(conversation=explore.conversation, kind="weigh", opened_at=None)

    begin_stage(stage=weigh, by=author.person)

    assert letters_about_kept() == []
