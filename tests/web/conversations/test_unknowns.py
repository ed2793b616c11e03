"""What is not known, and who committed to what."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from publius.web.conversations.actions.unknowns import (
    answer_unknown,
    commit_body,
    commit_oneself,
    keep_commitment,
    note_unknown,
)
from publius.web.conversations.forms.minority import UnknownForm
from publius.web.conversations.models import Answer, Commitment, Participant, Unknown, Unsure
from publius.web.conversations.queries.unknowns import uncertain_statements
from publius.web.conversations.refusals import RefusalError
from publius.web.ledger.models import Event
from publius.web.ledger.tags import Tag
from tests.factories import (
    ConversationFactory,
    OutcomeFactory,
    ParticipantFactory,
    PersonFactory,
    StatementFactory,
    VoteFactory,
)

pytestmark = pytest.mark.django_db
TOMORROW = timezone.localdate() + dt.timedelta(days=1)


def note(conversation, **fields) -> Unknown:
    facts = {"text": "How many?", "owner": "The engineer", "due_on": TOMORROW, **fields}
    return note_unknown(
        conversation=conversation, by=PersonFactory(), **{"key": uuid.uuid4(), **facts}
    )


def test_a_form_sent_twice_notes_one():
    key, conversation = uuid.uuid4(), ConversationFactory()

    assert note(conversation, key=key) == note(conversation, key=key)


def test_the_first_answer_stands():
    unknown = note(ConversationFactory())

    results = [
        answer_unknown(unknown=unknown, answer=answer, by=PersonFactory())
        for answer in ("Forty.", "Fifty.")
    ]

    assert (results, Unknown.objects.get().answer) == ([True, False], "Forty.")
    assert Event.objects.filter(tag=Tag.UNKNOWN_ANSWERED).count() == 1


def typed(day: dt.date, **fields) -> dict:
    parts = {f"due_on_{part}": str(getattr(day, part)) for part in ("day", "month", "year")}
    return (
        {"text": "How many?", "owner": "The engineer", "posted_key": uuid.uuid4()} | parts | fields
    )


@pytest.mark.parametrize(
    ("typed_in", "problem"),
    [
        (typed(TOMORROW, owner=""), {"owner": ["Name an owner: what nobody owns stays open."]}),
        (
            typed(timezone.localdate()),
            {"due_on": ["This day is over or is today. Give one that is to come."]},
        ),
        (
            typed(TOMORROW, due_on_day="31", due_on_month="2"),
            {"due_on": ["This date does not exist. Check the day and the month."]},
        ),
        (typed(TOMORROW, text=" "), {"text": ["Say what you need to know."]}),
    ],
)
def test_an_unknown_without_owner_or_date_to_come_is_refused_in_words(typed_in, problem):
    form = UnknownForm(typed_in)

    assert form.errors == problem
    assert form["owner"].value() == typed_in["owner"]


def test_what_a_draft_waits_for_is_hidden_with_the_draft():
    outcome = OutcomeFactory(kind="not_yet")
    note(outcome.conversation, outcome=outcome)
    member = ParticipantFactory(conversation=outcome.conversation).person
    host = ParticipantFactory(conversation=outcome.conversation, part="host").person
    assert [Unknown.objects.visible_to(p).count() for p in (member, host)] == [0, 1]

    type(outcome).objects.update(published_at=timezone.now(), published_by=host)

    assert [Unknown.objects.visible_to(p).count() for p in (member, host)] == [1, 1]


def unsure_about(conversation, unsure: int, agree: int):
    statement = StatementFactory(conversation=conversation)
    for _ in range(unsure):
        VoteFactory(statement=statement, answer=Answer.UNSURE, unsure=Unsure.NEEDS_INFORMATION)
    for _ in range(agree):
        VoteFactory(statement=statement)
    return statement


def test_what_many_are_unsure_about_is_suggested():
    conversation = ConversationFactory()
    some = unsure_about(conversation, 5, 5)
    most = unsure_about(conversation, 6, 1)
    unsure_about(conversation, 4, 0)  # too few to say so
    looked_into = unsure_about(conversation, 7, 0)
    note(conversation, statement=looked_into)

    found = uncertain_statements(conversation)

    assert [(each.statement, each.unsure, each.voted, each.share) for each in found] == [
        (most, 6, 7, 85),  # in steps of five per cent
        (some, 5, 10, 50),
    ]


def test_members_commit_themselves_under_their_pseudonym():
    member = ParticipantFactory()

    made = commit_oneself(
        participant=member, what="I count the prams.", due_on=TOMORROW, key=uuid.uuid4()
    )

    assert (made.who, made.side, made.member) == (member.pseudonym, "member", member)


def test_whoever_left_commits_to_nothing():
    member = ParticipantFactory()
    Participant.objects.update(left_at=timezone.now())

    with pytest.raises(RefusalError, match="no longer take part"):
        commit_oneself(participant=member, what="I do.", due_on=TOMORROW, key=uuid.uuid4())

    assert Commitment.objects.count() == 0


def test_a_commitment_is_kept_once():
    made = commit_body(
        conversation=ConversationFactory(),
        who="Head of transport",
        what="Paint the crossing.",
        due_on=TOMORROW,
        by=PersonFactory(),
        key=uuid.uuid4(),
    )
    assert made.kept_at is None

    for _ in range(2):
        keep_commitment(commitment=made, by=made.made_by)

    assert Commitment.objects.get().kept_at is not None
    assert Event.objects.filter(tag=Tag.COMMITMENT_KEPT).count() == 1
