"""Checking what people say: with a reason, many at once, never one's own, on record."""

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from publius.web.conversations.actions.moderation import Judgement, decide, reject, show
from publius.web.conversations.models import (
    Checking,
    Decision,
    Part,
    Readers,
    Reason,
    StatementState,
    Verdict,
)
from publius.web.conversations.refusals import RefusalError
from publius.web.ledger.models import Event
from tests.factories import (
    ConversationFactory,
    ParticipantFactory,
    PersonFactory,
    StageFactory,
    StatementFactory,
)

pytestmark = pytest.mark.django_db
SHOW = Judgement(Verdict.SHOW)
ABUSE = Judgement(Verdict.REJECT, Reason.ABUSE, "Say it without the insult.")


@pytest.fixture
def conversation():
    return StageFactory(conversation__readers=Readers.EVERYBODY).conversation


@pytest.fixture
def moderator(conversation):
    return ParticipantFactory(conversation=conversation, part=Part.MODERATOR).person


def waiting(conversation, **facts):
    return StatementFactory(conversation=conversation, state="waiting", shown_at=None, **facts)


def queue_page(conversation) -> str:
    return reverse("conversations:moderation", args=[conversation.slug])


def state_of(statement) -> str:
    statement.refresh_from_db()
    return statement.state


def test_what_is_published_is_seen_by_everybody(client, conversation, moderator):
    statement = waiting(conversation)
    address = reverse("conversations:statement", args=[conversation.slug, statement.number])
    before = client.get(address).status_code

    assert show(statement=statement, by=moderator)
    statement.refresh_from_db()

    assert (before, client.get(address).status_code) == (404, 200)
    assert statement.shown_at is not None


def test_a_refusal_keeps_who_when_why_and_the_word_to_the_author(conversation, moderator):
    statement = waiting(conversation)

    assert reject(statement=statement, by=moderator, reason=Reason.ABUSE, words="Calmly, please.")
    decision = Decision.objects.get()

    assert state_of(statement) == StatementState.REJECTED
    assert (decision.by, decision.verdict, decision.reason, decision.words) == (
        moderator, Verdict.REJECT, Reason.ABUSE, "Calmly, please.",
    )  # fmt: skip


def test_nothing_is_refused_without_a_reason_of_the_list(conversation, moderator):
    statement = waiting(conversation)

    with pytest.raises(RefusalError, match="Choose a reason"):
        reject(statement=statement, by=moderator, reason="because")

    assert state_of(statement) == StatementState.WAITING


@pytest.mark.parametrize("mine", ["said", "typed in"])
def test_nobody_checks_what_they_said_or_typed_in(conversation, moderator, mine):
    if mine == "said":
        statement = waiting(conversation, author=moderator.taking_part.get())
    else:
        statement = waiting(conversation, author=None, entered_by=moderator)
    other = waiting(conversation)

    found = decide(
        conversation=conversation, statements=[statement, other], judgement=SHOW, by=moderator
    )

    assert (found.done, found.own, found.gone) == (1, 1, 0)
    assert (state_of(statement), state_of(other)) == ("waiting", "shown")


@pytest.mark.parametrize("part", [Part.MEMBER, Part.OBSERVER])
def test_members_and_observers_do_not_check(client, conversation, part):
    somebody = ParticipantFactory(conversation=conversation, part=part).person
    statement = waiting(conversation)
    client.force_login(somebody)

    with pytest.raises(RefusalError):
        show(statement=statement, by=somebody)

    assert client.get(queue_page(conversation)).status_code == 404
    assert state_of(statement) == StatementState.WAITING


def test_many_are_decided_at_once_with_one_event(client, conversation, moderator):
    statements = [waiting(conversation) for _ in range(3)]
    kept = waiting(conversation)
    client.force_login(moderator)

    answer = client.post(
        queue_page(conversation),
        {
            "chosen": [f"s{each.pk}.0" for each in statements],
            "verdict": "reject",
            "reason": "off",
            "words": "The question is about lanes.",
        },
    )

    assert answer.status_code == 302
    assert [state_of(each) for each in statements] == ["rejected"] * 3
    assert state_of(kept) == "waiting"
    event = Event.objects.get(tag="contributions:checked")
    assert event.data == {
        "verdict": "reject", "reason": "off", "replies": [],
        "statements": [each.number for each in statements],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"verdict": "show"}, "chosen", "Tick what you decide about."),
        ({"chosen": ["x1"], "verdict": "show"}, "chosen", "Tick what you decide about."),
        ({"verdict": "reject"}, "reason", "Choose a reason"),
        ({"verdict": "reject", "reason": "duplicate"}, "same_as", "Give the number"),
        ({"verdict": "reject", "reason": "duplicate", "same_as": "99"}, "same_as", "Give the num"),
        ({}, "verdict", "Choose what you decide."),
    ],
)
def test_a_decision_that_lacks_something_says_what(
    client, conversation, moderator, typed, field, sentence
):
    statement = waiting(conversation)
    client.force_login(moderator)
    ticked = {} if field == "chosen" else {"chosen": [f"s{statement.pk}.0"]}

    answer = client.post(queue_page(conversation), {**ticked, **typed})

    assert answer.context["form"].errors[field][0].startswith(sentence)
    assert state_of(statement) == "waiting"


def test_a_duplicate_names_the_statement_that_says_the_same(client, conversation, moderator):
    first, again = StatementFactory(conversation=conversation), waiting(conversation)
    client.force_login(moderator)

    client.post(
        queue_page(conversation),
        {
            "chosen": [f"s{again.pk}.0"], "verdict": "reject", "reason": "duplicate",
            "same_as": str(first.number),
        },
    )  # fmt: skip

    assert Decision.objects.get().same_as == first


def test_what_another_moderator_decided_first_stays_as_it_is(conversation, moderator):
    statement = waiting(conversation, author=None)
    other = ParticipantFactory(conversation=conversation, part=Part.MODERATOR).person
    seen = type(statement).objects.get(pk=statement.pk)
    assert reject(statement=statement, by=other, reason=Reason.UNCLEAR)

    found = decide(conversation=conversation, statements=[seen], judgement=ABUSE, by=moderator)

    assert (found.done, found.gone) == (0, 1)
    assert Decision.objects.get().reason == Reason.UNCLEAR


def test_a_decision_sent_twice_is_made_once(client, conversation, moderator):
    type(conversation).objects.update(checking=Checking.AFTER)
    statement = StatementFactory(conversation=conversation)
    client.force_login(moderator)
    sent = {"chosen": [f"s{statement.pk}.0"], "verdict": "show"}

    answers = [client.post(queue_page(conversation), sent).status_code for _ in range(2)]

    assert (answers, Decision.objects.count()) == ([302, 302], 1)


def test_a_page_opened_before_somebody_decided_does_not_undo_it(client, conversation, moderator):
    statement = waiting(conversation)
    other = ParticipantFactory(conversation=conversation, part=Part.MODERATOR).person
    client.force_login(moderator)
    ticket = client.get(queue_page(conversation)).context["queue"][0].ticket
    reject(statement=statement, by=other, reason=Reason.ABUSE)

    client.post(queue_page(conversation), {"chosen": [ticket], "verdict": "show"})

    assert state_of(statement) == "rejected"


@pytest.mark.parametrize("state", ["held", "withdrawn", "replaced"])
def test_what_is_its_authors_alone_is_not_decided_about(conversation, moderator, state):
    statement = StatementFactory(conversation=conversation, state=state)

    assert not show(statement=statement, by=moderator)
    assert state_of(statement) == state


def test_what_is_about_the_conversation_is_shown_and_marked(conversation, moderator):
    statement = waiting(conversation)
    facts = {"conversation": conversation, "statements": [statement], "by": moderator}

    decide(judgement=Judgement(Verdict.META), **facts)
    statement.refresh_from_db()
    assert (statement.state, statement.is_meta) == ("shown", True)

    decide(judgement=SHOW, **facts)
    statement.refresh_from_db()
    assert (statement.state, statement.is_meta) == ("shown", False)


def test_where_checks_come_afterwards_the_shown_wait_too_but_not_the_seeds(
    client, conversation, moderator
):
    type(conversation).objects.update(checking=Checking.AFTER)
    said = StatementFactory(conversation=conversation)
    StatementFactory(conversation=conversation, origin="seed")
    client.force_login(moderator)

    def queue() -> list[int]:
        found = client.get(queue_page(conversation)).context["queue"]
        return [each.statement.number for each in found]

    before = queue()
    show(statement=said, by=moderator)

    assert (before, queue()) == ([said.number], [])


def test_the_queue_puts_the_nearest_published_statement_beside_each(
    client, conversation, moderator
):
    near = StatementFactory(conversation=conversation, text="More night buses please")
    StatementFactory(conversation=conversation, text="Trees in every street")
    waiting(conversation, text="We need more buses at night")
    client.force_login(moderator)

    (item,) = client.get(queue_page(conversation)).context["queue"]

    assert item.near == near


def test_a_long_queue_asks_the_database_as_little_as_a_short_one(client, conversation, moderator):
    client.force_login(moderator)
    counts = []
    for _ in range(2):
        for _each in range(5):
            waiting(conversation)
        with CaptureQueriesContext(connection) as asked:
            client.get(queue_page(conversation))
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_everybody_reads_the_reasons_and_nobody_what_was_refused(client, conversation, moderator):
    refused = waiting(conversation, text="Zebedee Quill is a fool.")
    reject(statement=refused, by=moderator, reason=Reason.NAMES_SOMEBODY, words="No names.")
    page = client.get(reverse("conversations:moderation_log", args=[conversation.slug]))
    text = page.content.decode()

    assert dict(page.context["reasons"])[Reason.NAMES_SOMEBODY.label] == 1
    assert ("Zebedee" in text, "No names." in text) == (False, False)
    assert str(Reason.NAMES_SOMEBODY.label) in text


def test_the_author_reads_the_reason_and_what_to_do_next(client, conversation, moderator):
    refused = waiting(conversation)
    reject(statement=refused, by=moderator, reason=Reason.UNCLEAR, words="Which lane?")
    client.force_login(refused.author.person)

    page = client.get(
        reverse("conversations:statement", args=[conversation.slug, refused.number])
    ).content.decode()

    assert [words in page for words in ("hard to understand", "Which lane?", "second look")] == [
        True
    ] * 3


def test_a_moderator_can_look_at_one_again(client, conversation, moderator):
    shown = StatementFactory(conversation=conversation)
    client.force_login(moderator)
    address = f"{queue_page(conversation)}?only={shown.number}"

    (item,) = client.get(address).context["queue"]
    client.post(address, {"chosen": [item.ticket], "verdict": "reject", "reason": "abuse"})

    assert state_of(shown) == "rejected"


def test_a_decision_about_another_conversation_is_not_taken(client, moderator, conversation):
    elsewhere = waiting(ConversationFactory())
    waiting(conversation)
    client.force_login(moderator)

    client.post(queue_page(conversation), {"chosen": [f"s{elsewhere.pk}.0"], "verdict": "show"})

    assert state_of(elsewhere) == "waiting"


def test_the_team_of_another_conversation_has_no_business_here(client, conversation):
    stranger = ParticipantFactory(part=Part.MODERATOR).person
    client.force_login(stranger)

    assert client.get(queue_page(conversation)).status_code == 404
    client.force_login(PersonFactory())
    assert client.get(queue_page(conversation)).status_code == 404


def test_the_how_to_explains_every_reason():
    page = Path(__file__).resolve().parents[3] / "docs" / "how-to" / "moderate.md"
    rows = [line.split("|")[1].strip() for line in page.read_text().splitlines() if "|" in line]
    reasons = rows[rows.index("reason") + 2 :]

    assert reasons[: len(Reason.labels)] == [str(label) for label in Reason.labels]
