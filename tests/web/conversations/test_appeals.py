"""A second look, once, by somebody who had no hand in the first."""

import uuid

import pytest
import rules
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from publius.web.conversations.actions.appeals import answer_appeal, raise_appeal
from publius.web.conversations.actions.moderation import reject
from publius.web.conversations.models import Appeal, Part, Reason
from publius.web.conversations.refusals import RefusalError
from tests.factories import (
    ParticipantFactory,
    PersonFactory,
    RoleFactory,
    StageFactory,
    StatementFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def conversation():
    return StageFactory().conversation


@pytest.fixture
def moderator(conversation):
    return ParticipantFactory(conversation=conversation, part=Part.MODERATOR).person


@pytest.fixture
def refused(conversation, moderator):
    statement = StatementFactory(conversation=conversation, state="waiting", shown_at=None)
    reject(statement=statement, by=moderator, reason=Reason.OFF_QUESTION)
    statement.refresh_from_db()
    return statement


@pytest.fixture
def appeal(refused):
    return appealed(refused)


def appealed(refused, words="It is about the lanes.") -> Appeal:
    return raise_appeal(statement=refused, by=refused.author.person, words=words, key=uuid.uuid4())


def second(conversation):
    return ParticipantFactory(conversation=conversation, part=Part.MODERATOR).person


def test_an_author_appeals_once(refused):
    first = appealed(refused)

    assert appealed(refused, "Again!") == first
    assert Appeal.objects.get().words == "It is about the lanes."


def test_nobody_else_appeals_for_the_author(refused):
    with pytest.raises(RefusalError):
        raise_appeal(statement=refused, by=PersonFactory(), words="Why?", key=uuid.uuid4())


def test_what_is_published_needs_no_appeal():
    statement = StatementFactory()

    with pytest.raises(RefusalError, match="nothing to appeal against"):
        appealed(statement)


def test_upheld_it_is_published(appeal, conversation):
    assert answer_appeal(
        appeal=appeal, outcome="upheld", answer="You are right.", by=second(conversation)
    )
    appeal.statement.refresh_from_db()

    assert (appeal.statement.state, appeal.statement.shown_at is not None) == ("shown", True)


def test_not_upheld_it_stays_unpublished_and_the_author_reads_why(client, appeal, conversation):
    answer_appeal(
        appeal=appeal, outcome="not_upheld", answer="It is about trains.", by=second(conversation)
    )
    client.force_login(appeal.statement.author.person)

    page = client.get(
        reverse("conversations:statement", args=[conversation.slug, appeal.statement.number])
    ).content.decode()

    appeal.statement.refresh_from_db()
    assert appeal.statement.state == "rejected"
    assert "It is about trains." in page


def test_whoever_decided_cannot_answer(client, appeal, moderator, conversation):
    client.force_login(moderator)

    with pytest.raises(RefusalError, match="no hand in it"):
        answer_appeal(appeal=appeal, outcome="upheld", answer="Hm.", by=moderator)

    address = reverse("conversations:appeal", args=[conversation.slug, appeal.pk])
    assert client.get(address).status_code == 404


def test_the_database_itself_keeps_whoever_decided_from_answering(appeal, moderator):
    rows = Appeal.objects.filter(pk=appeal.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(
            outcome="upheld", answer="Hm.", answered_by=moderator, answered_at=timezone.now()
        )

    other = PersonFactory()
    rows.update(outcome="upheld", answer="Hm.", answered_by=other, answered_at=timezone.now())
    assert rows.get().answered_by == other


def test_a_host_of_the_site_answers_where_nobody_else_is_left(client, appeal, conversation):
    host = PersonFactory(is_host=True)
    client.force_login(host)
    waiting = reverse("conversations:appeals_waiting")

    overview = client.get(reverse("host")).context["appeals"]
    alone = list(client.get(waiting).context["appeals"])
    may_alone = rules.test_rule("conversations.answer_appeal", host, appeal)
    RoleFactory(organisation=conversation.call.engagement.organisation)
    with_another = list(client.get(waiting).context["appeals"])

    assert (overview, alone, may_alone) == (1, [appeal], True)
    assert with_another == []
    assert not rules.test_rule("conversations.answer_appeal", host, appeal)


def test_the_first_answer_stands(appeal, conversation):
    by = second(conversation)

    answers = [
        answer_appeal(appeal=appeal, outcome=outcome, answer="Because.", by=by)
        for outcome in ("not_upheld", "upheld")
    ]

    appeal.refresh_from_db()
    assert (answers, appeal.outcome) == ([True, False], "not_upheld")


def test_an_appeal_goes_through_the_pages(client, refused, conversation):
    client.force_login(refused.author.person)
    ask = reverse("conversations:appeal_new", args=[conversation.slug, refused.number])
    client.post(ask, {"words": "It is about the lanes.", "posted_key": str(uuid.uuid4())})
    appeal = Appeal.objects.get()
    client.force_login(second(conversation))
    address = reverse("conversations:appeal", args=[conversation.slug, appeal.pk])

    listed = client.get(
        reverse("conversations:moderation", args=[conversation.slug])
    ).content.decode()
    client.post(address, {"outcome": "upheld", "answer": "You are right."})

    refused.refresh_from_db()
    assert (address in listed, refused.state) == (True, "shown")


def test_the_way_back_leads_to_a_page_one_may_see(client, appeal, conversation):
    address = reverse("conversations:appeal", args=[conversation.slug, appeal.pk])
    queue = reverse("conversations:moderation", args=[conversation.slug])

    client.force_login(PersonFactory(is_host=True))  # answers while nobody else is left
    of_the_site = client.get(address)
    client.force_login(second(conversation))
    of_the_conversation = client.get(address)

    assert (of_the_site.status_code, queue in of_the_site.text) == (200, False)
    assert (of_the_conversation.status_code, queue in of_the_conversation.text) == (200, True)


def test_strangers_and_other_members_do_not_know_of_an_appeal(client, appeal, conversation):
    address = reverse("conversations:appeal", args=[conversation.slug, appeal.pk])
    other = ParticipantFactory(conversation=conversation).person

    statuses = []
    for person in (other, PersonFactory(), second(conversation)):
        client.force_login(person)
        statuses.append(client.get(address).status_code)

    assert statuses == [404, 404, 200]
