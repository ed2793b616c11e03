"""New words for a statement: whose they are, what happens to votes, who has the last word."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from publius.web.conversations.actions.rewordings import (
    apply_rewording,
    decline_rewording,
    propose_rewording,
    take_rewording_back,
)
from publius.web.conversations.models import (
    Checking,
    Part,
    Readers,
    Rewording,
    Statement,
    StatementState,
    Vote,
)
from publius.web.conversations.refusals import RefusalError
from publius.web.ledger.models import Event
from tests.factories import ParticipantFactory, StageFactory, StatementFactory, VoteFactory

pytestmark = pytest.mark.django_db
PARTS = ["More buses at night.", "Cheaper buses at night."]


@pytest.fixture
def stage():
    return StageFactory(conversation__readers=Readers.EVERYBODY)


@pytest.fixture
def statement(stage):
    return StatementFactory(conversation=stage.conversation, text="More and cheaper night buses.")


@pytest.fixture
def moderator(stage):
    return ParticipantFactory(conversation=stage.conversation, part=Part.MODERATOR).person


def reworded(statement, by, texts=PARTS, **facts) -> Rewording:
    facts = {"why": "These are two ideas.", "key": uuid.uuid4()} | facts
    made = propose_rewording(statement=statement, texts=texts, by=by, **facts)
    made.refresh_from_db()
    statement.refresh_from_db()
    return made


def children(statement) -> list[Statement]:
    return list(statement.children.filter(state=StatementState.SHOWN))


def test_the_parts_stand_under_the_name_of_who_said_the_whole(statement, moderator):
    reworded(statement, moderator)

    parts = children(statement)
    assert [part.text for part in parts] == PARTS
    assert {(p.author, p.origin, p.parent) for p in parts} == {
        (statement.author, "participant", statement)
    }
    assert statement.state == StatementState.REPLACED


def test_votes_stay_with_the_original_and_are_not_moved(statement, moderator):
    VoteFactory(statement=statement)

    reworded(statement, moderator)

    assert Vote.objects.filter(statement=statement).count() == 1
    assert Vote.objects.filter(statement__parent=statement).count() == 0


def test_the_original_leads_to_its_parts_and_back(client, statement, moderator):
    reworded(statement, moderator)
    address = reverse(
        "conversations:statement", args=[statement.conversation.slug, statement.number]
    )

    page = client.get(address).content.decode()
    listed = client.get(reverse("conversations:statements", args=[statement.conversation.slug]))

    assert [part.text in page for part in children(statement)] == [True, True]
    assert [each.number for each in listed.context["page_obj"]] == [
        part.number for part in children(statement)
    ]
    assert f"From number {statement.number}" in listed.content.decode()


def test_what_was_replaced_before_anybody_saw_it_stays_unseen(client, stage, moderator):
    unseen = StatementFactory(
        conversation=stage.conversation, state="waiting", shown_at=None, text="Ann Smith is slow."
    )
    address = reverse("conversations:statement", args=[stage.conversation.slug, unseen.number])

    reworded(unseen, moderator, ["The office is slow."])

    assert client.get(address).status_code == 404
    assert [part.text for part in children(unseen)] == ["The office is slow."]


def test_an_author_proposes_and_somebody_else_takes_it_up(statement, moderator):
    made = reworded(statement, statement.author.person)
    before = statement.state, made.state

    apply_rewording(rewording=made, by=moderator)

    statement.refresh_from_db()
    assert before == (StatementState.SHOWN, "proposed")
    assert (statement.state, len(children(statement))) == (StatementState.REPLACED, 2)


def test_an_authors_words_stand_at_once_where_checks_come_afterwards(statement):
    statement.conversation.checking = Checking.AFTER

    reworded(statement, statement.author.person)

    assert statement.state == StatementState.REPLACED


def test_declined_it_stays_as_it_is(statement, moderator):
    made = reworded(statement, statement.author.person)

    assert decline_rewording(rewording=made, by=moderator)
    assert not apply_rewording(rewording=made, by=moderator)

    statement.refresh_from_db()
    assert (statement.state, children(statement)) == (StatementState.SHOWN, [])


def test_the_author_takes_new_words_back_while_the_stage_lasts(client, statement, moderator):
    reworded(statement, moderator)
    client.force_login(statement.author.person)
    address = reverse(
        "conversations:reword_take_back", args=[statement.conversation.slug, statement.number]
    )

    client.post(address)

    statement.refresh_from_db()
    assert (statement.state, children(statement)) == (StatementState.SHOWN, [])


def test_what_was_not_checked_yet_waits_again_after_new_words_are_taken_back(stage, moderator):
    unseen = StatementFactory(conversation=stage.conversation, state="waiting", shown_at=None)
    made = reworded(unseen, moderator)

    take_rewording_back(rewording=made, by=unseen.author.person)

    unseen.refresh_from_db()
    assert unseen.state == StatementState.WAITING


def test_once_the_stage_is_over_the_new_words_stay(statement, moderator, stage):
    made = reworded(statement, moderator)
    type(stage).objects.filter(pk=stage.pk).update(closed_at=timezone.now())
    StageFactory(conversation=stage.conversation, kind="weigh")

    with pytest.raises(RefusalError, match="while the stage lasts"):
        take_rewording_back(rewording=made, by=statement.author.person)

    statement.refresh_from_db()
    assert statement.state == StatementState.REPLACED


def test_only_the_author_takes_new_words_back(statement, moderator):
    made = reworded(statement, moderator)

    with pytest.raises(RefusalError):
        take_rewording_back(rewording=made, by=moderator)


def test_other_members_do_not_reword_what_is_not_theirs(client, statement):
    other = ParticipantFactory(conversation=statement.conversation)
    client.force_login(other.person)
    address = reverse("conversations:reword", args=[statement.conversation.slug, statement.number])

    with pytest.raises(RefusalError):
        reworded(statement, other.person)

    assert client.get(address).status_code == 404


def test_an_author_does_not_take_up_their_own_words(client, stage):
    author = ParticipantFactory(conversation=stage.conversation, part=Part.MODERATOR)
    own = StatementFactory(conversation=stage.conversation, author=author)
    made = reworded(own, author.person)
    client.force_login(author.person)

    answer = client.post(
        reverse("conversations:reword_decide", args=[stage.conversation.slug, made.pk]),
        {"verdict": "apply"},
    )

    made.refresh_from_db()
    assert (answer.status_code, made.state) == (404, "proposed")


def test_whoever_typed_something_in_does_not_publish_it_by_rewording(stage):
    facilitator = ParticipantFactory(conversation=stage.conversation, part=Part.FACILITATOR).person
    entered = StatementFactory(
        conversation=stage.conversation, author=None, entered_by=facilitator, origin="session",
        state="waiting", shown_at=None,
    )  # fmt: skip

    made = reworded(entered, facilitator)

    assert (made.state, children(entered)) == ("proposed", [])


def test_new_words_that_were_changed_again_are_not_taken_back_over_others(statement, moderator):
    first = reworded(statement, moderator)
    reworded(children(statement)[0], moderator, ["More buses on Fridays."])

    with pytest.raises(RefusalError, match="nobody has changed them again"):
        take_rewording_back(rewording=first, by=statement.author.person)


def test_the_ledger_names_moderators_and_not_whose_words_they_are(statement, moderator):
    made = reworded(statement, moderator)
    take_rewording_back(rewording=made, by=statement.author.person)

    actors = dict(Event.objects.values_list("tag", "actor"))
    assert actors["statement:replaced"] == str(moderator.public_id)
    assert actors["statement:restored"] == ""


def test_nobody_takes_up_their_own_new_words(statement):
    made = reworded(statement, statement.author.person)

    with pytest.raises(RefusalError, match="Somebody else has to check"):
        apply_rewording(rewording=made, by=statement.author.person)


def test_in_a_closed_conversation_words_stay_as_they_are(statement, moderator):
    statement.conversation.state = "closed"

    with pytest.raises(RefusalError, match="cannot be reworded any more"):
        reworded(statement, moderator)


def test_readers_see_who_changed_the_words_and_why(client, statement, moderator):
    reworded(statement, moderator)
    (part, _other) = children(statement)

    page = client.get(
        reverse("conversations:statement", args=[statement.conversation.slug, part.number])
    ).content.decode()

    assert ("by a moderator from" in page, "These are two ideas." in page) == (True, True)


def test_one_set_of_new_words_at_a_time(statement, moderator):
    reworded(statement, statement.author.person)

    with pytest.raises(RefusalError, match="proposed already"):
        reworded(statement, moderator)


def test_a_form_sent_twice_splits_once(statement, moderator):
    key = uuid.uuid4()

    made = [reworded(statement, moderator, key=key) for _ in range(2)]

    assert made[0] == made[1]
    assert len(children(statement)) == 2


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("a\nb\nc\nd\ne", "These are 5 lines. At most 4 go in at once."),
        ("Good words.\n🚌", "Line 2: This holds no words"),
        ("a" * 281, "Line 1: This is 1 character longer"),
        (" \n ", "Write the new words."),
    ],
)
def test_new_words_that_cannot_stand_are_kept_in_the_form(
    client, statement, moderator, typed, sentence
):
    client.force_login(moderator)
    address = reverse("conversations:reword", args=[statement.conversation.slug, statement.number])

    answer = client.post(
        address, {"texts": typed, "why": "Shorter.", "posted_key": str(uuid.uuid4())}
    )

    assert answer.context["form"].errors["texts"][0].startswith(sentence)
    assert answer.context["form"]["texts"].value() == typed
    assert Rewording.objects.count() == 0
