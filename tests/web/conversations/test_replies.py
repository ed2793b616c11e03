"""Replies say what they are for; questions are answered; nobody is ranked."""

import uuid

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from publius.web.conversations.actions.moderation import Judgement, decide
from publius.web.conversations.actions.replies import judge_restatement, reply
from publius.web.conversations.models import (
    Checking,
    Part,
    Readers,
    Reply,
    ReplyKind,
    StatementKind,
    Verdict,
)
from publius.web.conversations.queries.replies import (
    is_answered,
    people_built_on,
    people_who_built_on,
)
from publius.web.conversations.queries.statements import shown_statements
from publius.web.conversations.refusals import RefusalError
from tests.factories import ParticipantFactory, StageFactory, StatementFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def conversation():
    return StageFactory(
        conversation__checking=Checking.AFTER, conversation__readers=Readers.EVERYBODY
    ).conversation


@pytest.fixture
def statement(conversation):
    return StatementFactory(conversation=conversation)


@pytest.fixture
def member(conversation):
    return ParticipantFactory(conversation=conversation)


def replied(statement, author, kind="builds_on", **facts) -> Reply:
    facts = {"text": "And on Sundays too.", "key": uuid.uuid4()} | facts
    return reply(statement=statement, author=author, kind=kind, **facts)


def page_of(client, statement) -> str:
    address = reverse(
        "conversations:statement", args=[statement.conversation.slug, statement.number]
    )
    return client.get(address).content.decode()


def test_a_reply_stands_beside_the_statement_with_the_part_of_its_author(client, statement):
    host = ParticipantFactory(conversation=statement.conversation, part=Part.HOST)
    replied(statement, host)

    page = page_of(client, statement)

    assert ("And on Sundays too." in page, host.pseudonym in page, "Host" in page) == (True,) * 3


def test_replies_are_checked_like_statements(client, statement, member):
    type(statement.conversation).objects.update(checking=Checking.BEFORE)
    statement.conversation.refresh_from_db()
    waiting = replied(statement, member)
    before = page_of(client, statement)
    moderator = ParticipantFactory(conversation=statement.conversation, part=Part.MODERATOR)

    decide(
        conversation=statement.conversation, replies=[waiting],
        judgement=Judgement(Verdict.SHOW), by=moderator.person,
    )  # fmt: skip

    assert (waiting.text in before, waiting.text in page_of(client, statement)) == (False, True)


def test_nobody_checks_their_own_reply(statement):
    type(statement.conversation).objects.update(checking=Checking.BEFORE)
    statement.conversation.refresh_from_db()
    moderator = ParticipantFactory(conversation=statement.conversation, part=Part.MODERATOR)
    own = replied(statement, moderator)

    found = decide(
        conversation=statement.conversation, replies=[own],
        judgement=Judgement(Verdict.SHOW), by=moderator.person,
    )  # fmt: skip

    assert (found.done, found.own) == (0, 1)


def test_differing_says_what_would_change_ones_mind(statement, member):
    with pytest.raises(RefusalError, match="Write what you want to say"):
        replied(statement, member, "differs")

    made = replied(statement, member, "differs", would_change="A count of the cars.")

    assert made.would_change == "A count of the cars."


def test_the_database_itself_refuses_to_differ_without_it(statement, member):
    facts = {"statement": statement, "author": member, "kind": "differs", "text": "No."}
    with pytest.raises(IntegrityError), transaction.atomic():
        Reply.objects.create(said_at=timezone.now(), **facts)

    Reply.objects.create(said_at=timezone.now(), would_change="A count.", **facts)
    assert Reply.objects.count() == 1


@pytest.mark.parametrize("text", ["", "   ", "🚌", "word " * 101, "\u202etext"])
def test_a_reply_nobody_could_read_is_refused_and_kept(client, statement, member, text):
    client.force_login(member.person)
    address = reverse(
        "conversations:reply_new", args=[statement.conversation.slug, statement.number]
    )

    answer = client.post(
        address, {"kind": "builds_on", "text": text, "posted_key": str(uuid.uuid4())}
    )

    assert list(answer.context["form"].errors) == ["text"]
    assert answer.context["form"]["text"].value() == text
    assert Reply.objects.count() == 0


def test_thanks_need_no_words_and_are_given_once(statement, member):
    first = replied(statement, member, "thanks", text="")

    again = replied(statement, member, "thanks", text="")

    assert again == first


def test_a_reply_sent_twice_stands_once(statement, member):
    key = uuid.uuid4()

    replied(statement, member, key=key)
    replied(statement, member, key=key)

    assert Reply.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "allowed"),
    [
        (StatementKind.QUESTION, {"answer", "builds_on", "thanks"}),
        (StatementKind.PROPOSAL, {"builds_on", "asks", "differs", "thanks"}),
    ],
)
def test_questions_are_answered_and_other_things_differed_from(conversation, kind, allowed):
    statement = StatementFactory(conversation=conversation, kind=kind)
    taken = set()
    for each in ReplyKind.values:
        author = ParticipantFactory(conversation=conversation)
        try:
            replied(statement, author, each, would_change="A count.")
        except RefusalError:
            continue
        taken.add(each)

    assert taken == allowed


def test_a_question_is_open_until_somebody_answers_it(conversation, member):
    question = StatementFactory(conversation=conversation, kind=StatementKind.QUESTION)
    replied(question, member, "builds_on")
    before = is_answered(question), shown_statements(conversation).get().is_answered

    replied(question, member, "answer", text="Eleven metres.")

    assert before == (False, False)
    assert (is_answered(question), shown_statements(conversation).get().is_answered) == (True,) * 2


@pytest.mark.parametrize(
    "change",
    [{"part": Part.OBSERVER}, {"agreed_at": None}, {"left_at": timezone.now()}],
    ids=["observes", "has not agreed", "has left"],
)
def test_only_those_who_take_part_and_agreed_reply(statement, change):
    somebody = ParticipantFactory(conversation=statement.conversation, **change)

    with pytest.raises(RefusalError, match="Only people who take part"):
        replied(statement, somebody)


def test_nobody_thanks_themselves_or_differs_from_themselves(statement):
    for kind in ("thanks", "differs"):
        with pytest.raises(RefusalError, match="cannot be answered in that way"):
            replied(statement, statement.author, kind, would_change="Nothing.")


def test_words_in_the_wrong_box_are_kept_and_asked_about(client, statement, member):
    client.force_login(member.person)
    address = reverse(
        "conversations:reply_new", args=[statement.conversation.slug, statement.number]
    )
    sent = {"kind": "thanks", "restated": "You drive at night.", "posted_key": str(uuid.uuid4())}

    page = client.post(address, sent).text

    assert "move these words to “Your reply”" in page
    assert ("You drive at night." in page, Reply.objects.count()) == (True, 0)


def test_the_author_says_whether_the_other_view_was_put_well(client, statement, member):
    made = replied(
        statement, member, "differs", restated="You want it quick.", would_change="A count."
    )
    address = reverse(
        "conversations:restatement",
        args=[statement.conversation.slug, statement.number, made.pk],
    )
    client.force_login(member.person)
    stranger = client.post(address, {"right": "yes"}).status_code
    client.force_login(statement.author.person)

    client.post(address, {"right": "yes"})

    made.refresh_from_db()
    assert (stranger, made.restated_well) == (404, True)


def test_there_is_nothing_to_judge_where_nothing_was_restated(statement, member):
    made = replied(statement, member, "differs", would_change="A count.")

    assert not judge_restatement(reply=made, is_right=True)


def test_people_one_has_built_on(conversation, member):
    other = ParticipantFactory(conversation=conversation)
    for _ in range(2):
        replied(StatementFactory(conversation=conversation, author=other), member)
    replied(StatementFactory(conversation=conversation), member, "asks")
    thanked = StatementFactory(conversation=conversation, author=member)
    replied(thanked, other, "thanks", text="")
    replied(thanked, other)

    mine = [(each.person, each.statements) for each in people_built_on(member)]
    theirs = [(each.person, each.statements) for each in people_who_built_on(member)]

    assert (mine, theirs) == ([(other, 2)], [(other, 1)])


def test_a_reply_is_taken_back_by_its_author_alone(client, statement, member):
    made = replied(statement, member)
    address = reverse(
        "conversations:reply_take_back",
        args=[statement.conversation.slug, statement.number, made.pk],
    )
    client.force_login(statement.author.person)
    stranger = client.post(address).status_code
    seen = made.text in page_of(client, statement)
    client.force_login(member.person)
    client.post(address)
    client.force_login(statement.author.person)

    assert (stranger, seen, made.text in page_of(client, statement)) == (404, True, False)


def test_html_in_a_reply_is_text(client, statement, member):
    replied(statement, member, "differs", text="<script>a()</script> no",
            restated="<img src=x> yes", would_change="<b>count</b>")  # fmt: skip

    page = page_of(client, statement)

    assert [t in page for t in ("<script>a()", "<img src=x>", "<b>count")] == [False] * 3
    assert "&lt;script&gt;a()" in page
