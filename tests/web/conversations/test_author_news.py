"""Authors hear what became of their words: once, in one letter, a while after the first news."""

import uuid

import pytest
from django.utils import timezone

from publius.web.conversations.actions.appeals import answer_appeal, raise_appeal
from publius.web.conversations.actions.author_news import tell_author
from publius.web.conversations.actions.moderation import reject, show
from publius.web.conversations.actions.replies import reply
from publius.web.conversations.actions.rewordings import propose_rewording
from publius.web.conversations.models import Checking, Decision, Part, Reason
from publius.web.conversations.tasks import tell_authors
from publius.web.conversations.tasks.authors import QUIET
from publius.web.notify.models import Message
from tests.factories import ParticipantFactory, StageFactory, StatementFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def conversation():
    return StageFactory().conversation


@pytest.fixture
def author(conversation):
    return ParticipantFactory(conversation=conversation)


@pytest.fixture
def moderator(conversation):
    return ParticipantFactory(conversation=conversation, part=Part.MODERATOR).person


def waiting(author, text):
    return StatementFactory(
        conversation=author.conversation, author=author, state="waiting", shown_at=None, text=text
    )


def later(time_machine):
    time_machine.move_to(timezone.now() + QUIET)


def letters_to(author) -> list[str]:
    return list(Message.objects.filter(person=author.person).values_list("body", flat=True))


def test_a_sitting_of_a_moderator_makes_one_letter(author, moderator, time_machine):
    show(statement=waiting(author, "More buses."), by=moderator)
    reject(
        statement=waiting(author, "You fools."), by=moderator, reason=Reason.ABUSE,
        words="Say it without the insult.",
    )  # fmt: skip
    at_once = tell_authors()
    later(time_machine)

    assert (at_once, tell_authors(), tell_authors()) == (0, 1, 0)
    (letter,) = letters_to(author)
    assert [
        line in letter
        for line in (
            "(“More buses.”) is published.",
            "(“You fools.”) is not published. It insults or threatens somebody. Say it without",
        )
    ] == [True, True]


def test_replies_second_looks_and_new_words_are_told_too(author, moderator, time_machine):
    conversation = author.conversation
    conversation.checking = Checking.AFTER
    conversation.save()
    refused = waiting(author, "Off we go.")
    reject(statement=refused, by=moderator, reason=Reason.OFF_QUESTION)
    refused.refresh_from_db()
    appeal = raise_appeal(statement=refused, by=author.person, words="No.", key=uuid.uuid4())
    second = ParticipantFactory(conversation=conversation, part=Part.MODERATOR)
    answer_appeal(appeal=appeal, outcome="upheld", answer="You are right.", by=second.person)
    said = StatementFactory(conversation=conversation, author=author)
    reply(statement=said, author=second, kind="asks", text="How wide?", key=uuid.uuid4())
    propose_rewording(
        statement=said, texts=["One.", "Two."], why="Two ideas.", by=moderator, key=uuid.uuid4()
    )
    later(time_machine)

    tell_authors()

    (letter,) = letters_to(author)
    assert [
        words in letter
        for words in (
            "looked at again and is published. The answer: You are right.",
            f"{second.pseudonym} replied to number {said.number}",
            "Other words stand in place of number",
        )
    ] == [True, True, True]


def test_nobody_is_told_what_they_did_themselves(author, time_machine):
    author.conversation.checking = Checking.AFTER
    said = StatementFactory(conversation=author.conversation, author=author)
    propose_rewording(
        statement=said, texts=["Shorter."], why="Shorter.", by=author.person, key=uuid.uuid4()
    )
    reply(statement=said.children.get(), author=author, kind="builds_on", text="And also this.",
          key=uuid.uuid4())  # fmt: skip
    later(time_machine)

    assert tell_authors() == 0


def test_what_another_worker_has_told_is_not_told_twice(author, moderator):
    show(statement=waiting(author, "More buses."), by=moderator)
    Decision.objects.update(told_at=timezone.now())

    assert (tell_author(author=author), letters_to(author)) == (False, [])


def test_whoever_has_closed_their_account_gets_no_letter(author, moderator, time_machine):
    show(statement=waiting(author, "More buses."), by=moderator)
    author.person.is_active = False
    author.person.save()
    later(time_machine)

    tell_authors()

    assert letters_to(author) == []
