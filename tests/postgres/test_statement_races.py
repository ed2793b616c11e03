"""Many people say, check and appeal in the same moment: every number once, every decision once."""

import uuid

import pytest
from django.db import connection
from django.utils import timezone

from publius.web.conversations.actions import numbering
from publius.web.conversations.actions.appeals import answer_appeal, raise_appeal
from publius.web.conversations.actions.moderation import Judgement, decide, reject
from publius.web.conversations.actions.replies import reply
from publius.web.conversations.actions.saying import say
from publius.web.conversations.models import (
    Conversation,
    Decision,
    Part,
    Reason,
    Reply,
    Statement,
    Verdict,
)
from publius.web.conversations.tasks import tell_authors
from publius.web.conversations.tasks.authors import QUIET
from publius.web.notify.models import Message
from tests.factories import ParticipantFactory, StageFactory, StatementFactory
from tests.postgres.burst import all_at_once, raised

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 12


@pytest.fixture
def conversation() -> Conversation:
    return StageFactory().conversation


def moderator(conversation):
    return ParticipantFactory(conversation=conversation, part=Part.MODERATOR).person


def waiting(conversation) -> Statement:
    return StatementFactory(conversation=conversation, state="waiting", shown_at=None)


def everybody_speaks(conversation) -> list[object]:
    members = [ParticipantFactory(conversation=conversation) for _ in range(MANY)]
    return all_at_once(
        [
            lambda member=member, n=n: say(
                participant=member, kind="proposal", text=f"Lane {n}, please.", key=uuid.uuid4()
            )
            for n, member in enumerate(members)
        ]
    )


def numbers() -> list[int]:
    return sorted(Statement.objects.values_list("number", flat=True))


def test_everybody_who_speaks_at_once_gets_the_next_number(conversation):
    results = everybody_speaks(conversation)

    assert raised(results) == []
    assert numbers() == list(range(1, MANY + 1))


def test_without_the_turn_and_the_constraint_numbers_are_given_twice(conversation, monkeypatch):
    """The control: the test above would notice."""
    monkeypatch.setattr(numbering, "wait_for_turn", lambda conversation: None)
    (guard,) = [c for c in Statement._meta.constraints if c.name == "one_statement_per_number"]
    with connection.schema_editor() as editor:
        editor.remove_constraint(Statement, guard)
    try:
        everybody_speaks(conversation)
        given = numbers()
    finally:
        Statement.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(Statement, guard)

    assert len(given) == MANY
    assert len(set(given)) < MANY


def test_the_constraint_alone_keeps_numbers_apart(conversation, monkeypatch):
    """Where a turn were ever missed, a number that is taken is tried again or refused."""
    monkeypatch.setattr(numbering, "wait_for_turn", lambda conversation: None)

    results = everybody_speaks(conversation)

    assert set(raised(results)) <= {"RefusalError"}
    assert numbers() == list(range(1, MANY - len(raised(results)) + 1))


def test_one_form_sent_many_times_at_once_says_it_once(conversation):
    member, key = ParticipantFactory(conversation=conversation), uuid.uuid4()

    results = all_at_once(
        [
            lambda: say(participant=member, kind="proposal", text="More lanes.", key=key)
            for _ in range(MANY)
        ]
    )

    assert raised(results) == []
    assert len({said.pk for said in results}) == Statement.objects.count() == 1


def test_of_moderators_who_decide_at_once_about_what_they_see_one_decides(conversation):
    statement = waiting(conversation)
    judgements = [Judgement(Verdict.SHOW), Judgement(Verdict.REJECT, Reason.ABUSE)]
    seen = {f"s{statement.pk}": 0}
    moderators = [moderator(conversation) for _ in range(6)]

    results = all_at_once(
        [
            lambda by=by, judgement=judgements[n % 2]: decide(
                conversation=conversation, statements=[statement], judgement=judgement, by=by,
                seen=seen,
            )
            for n, by in enumerate(moderators)
        ]
    )  # fmt: skip

    assert raised(results) == []
    assert sum(found.done for found in results) == Decision.objects.count() == 1


def test_an_appeal_is_answered_once(conversation):
    statement = waiting(conversation)
    reject(statement=statement, by=moderator(conversation), reason=Reason.UNCLEAR)
    statement.refresh_from_db()
    appeal = raise_appeal(
        statement=statement, by=statement.author.person, words="Why?", key=uuid.uuid4()
    )
    others = [moderator(conversation) for _ in range(6)]

    results = all_at_once(
        [
            lambda by=by, outcome=("upheld", "not_upheld")[n % 2]: answer_appeal(
                appeal=appeal, outcome=outcome, answer="Because.", by=by
            )
            for n, by in enumerate(others)
        ]
    )

    assert raised(results) == []
    assert sum(results) == 1


def test_thanks_pressed_many_times_at_once_are_given_once(conversation):
    statement = StatementFactory(conversation=conversation)
    member = ParticipantFactory(conversation=conversation)

    results = all_at_once(
        [
            lambda: reply(statement=statement, author=member, kind="thanks", key=uuid.uuid4())
            for _ in range(MANY)
        ]
    )

    assert raised(results) == []
    assert Reply.objects.count() == 1


def test_several_workers_write_one_letter_to_an_author(conversation):
    for _ in range(3):
        reject(statement=waiting(conversation), by=moderator(conversation), reason=Reason.UNCLEAR)
    Statement.objects.update(author=ParticipantFactory(conversation=conversation))
    Decision.objects.update(at=timezone.now() - QUIET)

    results = all_at_once([tell_authors] * 4)

    assert raised(results) == []
    assert (sum(results), Message.objects.count()) == (1, 1)
