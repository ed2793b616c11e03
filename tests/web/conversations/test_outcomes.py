"""Drafting an outcome, and what has to stand beside it before it is published."""

import contextlib
import datetime as dt
import uuid

import pytest
from django.db import IntegrityError
from django.utils import timezone

from publius.web.conversations.actions.dissent import quote_disagreement
from publius.web.conversations.actions.outcomes import (
    add_option,
    change_outcome,
    draft_outcome,
    drop_draft,
    publish_outcome,
    use_statements,
)
from publius.web.conversations.actions.unknowns import answer_unknown, note_unknown
from publius.web.conversations.models import (
    Conversation,
    ConversationState,
    Option,
    Outcome,
    OutcomeKind,
    Part,
    StageKind,
    Unknown,
    Use,
)
from publius.web.conversations.queries.publishing import gaps_of
from publius.web.conversations.queries.timelines import timeline_of
from publius.web.conversations.refusals import RefusalError
from publius.web.ledger.models import Event
from publius.web.ledger.tags import Tag
from publius.web.notify.models import Message
from tests.factories import (
    ConversationFactory,
    OutcomeFactory,
    ParticipantFactory,
    PersonFactory,
    StageFactory,
    VoteFactory,
    concluding_conversation,
)
from tests.web.conversations.hand_drawn import draw_map, said

pytestmark = pytest.mark.django_db
NEXT_YEAR = timezone.localdate() + dt.timedelta(days=365)
WORDS = {
    "kind": OutcomeKind.DECIDED,
    "title": "Lanes",
    "conclusion": "Yes.",
    "review_on": NEXT_YEAR,
}


def weighed(outcome: Outcome, *texts: str):
    """The outcome with an option, resting on statements with these words."""
    add_option(
        outcome=outcome, key=uuid.uuid4(), text="Close it", who_gains="Walkers", who_bears="Cabs"
    )
    statements = said(outcome.conversation, *texts)
    use_statements(outcome=outcome, uses=dict.fromkeys(statements, Use.TAKEN_UP))
    return statements


def sentences(outcome: Outcome) -> list[str]:
    return [gap.sentence for gap in gaps_of(outcome)]


# --- drafting ---


@pytest.mark.parametrize(
    ("stage", "allowed"),
    [(kind, kind in (StageKind.DECIDE, StageKind.REPORT)) for kind in StageKind],
)
def test_outcomes_are_drafted_from_decide_on(stage, allowed):
    conversation = StageFactory(kind=stage).conversation

    with contextlib.suppress(RefusalError):
        draft_outcome(conversation=conversation, by=PersonFactory(), key=uuid.uuid4(), **WORDS)

    assert Outcome.objects.exists() is allowed


def test_an_outcome_can_follow_after_the_conversation_is_closed():
    conversation = ConversationFactory(state=ConversationState.CLOSED)

    draft_outcome(conversation=conversation, by=PersonFactory(), key=uuid.uuid4(), **WORDS)

    assert Outcome.objects.get().conversation == conversation


def test_a_form_sent_twice_begins_one_draft():
    facts = {"conversation": concluding_conversation(), "by": PersonFactory(), **WORDS}
    key = uuid.uuid4()

    assert draft_outcome(key=key, **facts) == draft_outcome(key=key, **facts)


def test_a_second_draft_is_refused_and_the_first_one_kept():
    first = OutcomeFactory()

    with pytest.raises(RefusalError, match="begun a draft meanwhile"):
        draft_outcome(
            conversation=first.conversation, by=PersonFactory(), key=uuid.uuid4(), **WORDS
        )

    assert list(Outcome.objects.all()) == [first]


def test_the_database_itself_allows_one_draft():
    first = OutcomeFactory()

    with pytest.raises(IntegrityError):
        OutcomeFactory(conversation=first.conversation)


def test_giving_a_draft_up_leaves_nothing_of_it_behind():
    outcome = OutcomeFactory(kind=OutcomeKind.NOT_YET)
    weighed(outcome, "Lane")
    note(outcome)

    drop_draft(outcome=outcome)

    assert (Outcome.objects.count(), Option.objects.count(), Unknown.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize(
    ("part", "sees"),
    [(Part.HOST, True), (Part.FACILITATOR, True), (Part.MODERATOR, False), (Part.MEMBER, False)],
)
def test_drafts_are_seen_by_those_who_run_it(part, sees):
    outcome = OutcomeFactory()
    reader = ParticipantFactory(conversation=outcome.conversation, part=part).person

    assert Outcome.objects.visible_to(reader).exists() is sees


# --- what has to be there ---


def test_a_draft_says_all_it_lacks():
    outcome = OutcomeFactory(kind=OutcomeKind.GOOD_ENOUGH, review_on=timezone.localdate())

    assert sentences(outcome) == [
        "The day on which it is looked at again is over. Choose a later one.",
        "Say which options were weighed, who gains and who bears it.",
        "Choose the statements it rests on.",
        "Say for whom it is better, worse or good enough.",
    ]


def note(outcome: Outcome, due_on: dt.date = NEXT_YEAR) -> Unknown:
    return note_unknown(
        conversation=outcome.conversation,
        outcome=outcome,
        text="What does the bridge carry?",
        owner="Head of structures",
        due_on=due_on,
        by=outcome.drafted_by,
        key=uuid.uuid4(),
    )


def test_not_yet_needs_something_to_find_out_and_nothing_else():
    outcome = OutcomeFactory(kind=OutcomeKind.NOT_YET)
    assert sentences(outcome) == ["Say what you need to know, who finds out and by when."]

    note(outcome)

    assert publish_outcome(outcome=outcome, by=outcome.drafted_by) is True


def test_not_yet_needs_a_date_that_is_to_come():
    outcome = OutcomeFactory(kind=OutcomeKind.NOT_YET)
    unknown = note(outcome, due_on=timezone.localdate() - dt.timedelta(days=1))

    (sentence,) = sentences(outcome)
    assert sentence == (
        "The date for “What does the bridge carry?” is over. Answer it, or add it again with a "
        "later date."
    )
    answer_unknown(unknown=unknown, answer="40 tonnes.", by=outcome.drafted_by)
    assert sentences(outcome) == ["Say what you need to know, who finds out and by when."]


def test_it_cannot_be_published_until_each_group_is_quoted():
    outcome = OutcomeFactory()
    lane, bridge = weighed(outcome, "Lane", "Bridge")
    draw_map(
        outcome.conversation,
        {"A": 20, "B": 12},
        {lane: {"A": (2, 18, 0), "B": (12, 0, 0)}, bridge: {"A": (20, 0, 0), "B": (3, 9, 0)}},
    )
    quote_disagreement(
        outcome=outcome, group="A", number=lane.number, answer="We know.", by=PersonFactory()
    )

    with pytest.raises(RefusalError) as refusal:
        publish_outcome(outcome=outcome, by=outcome.drafted_by)

    assert str(refusal.value) == (
        f"The strongest disagreement of Group B is not quoted yet: statement {bridge.number}. "
        "9 of the 12 who voted on it disagree with it (75%). Quote it beside the outcome and "
        "answer it."
    )
    assert (Outcome.objects.published().count(), Message.objects.count()) == (0, 0)

    quote_disagreement(
        outcome=outcome, group="B", number=bridge.number, answer="A ramp.", by=PersonFactory()
    )
    assert publish_outcome(outcome=outcome, by=outcome.drafted_by) is True


# --- publishing ---


@pytest.fixture
def ready():
    outcome = OutcomeFactory()
    weighed(outcome, "Lane")
    return outcome


def test_publishing_twice_publishes_once(ready):
    author = ready.used.get().statement.author.person
    member = ParticipantFactory(conversation=ready.conversation).person
    ParticipantFactory(conversation=ready.conversation, left_at=timezone.now())

    results = [publish_outcome(outcome=ready, by=ready.drafted_by) for _ in range(2)]

    assert results == [True, False]
    told = Message.objects.filter(purpose="conversation_outcome").order_by("pk")
    assert [letter.person for letter in told] == [author, member]
    assert Event.objects.filter(tag=Tag.OUTCOME_PUBLISHED).count() == 1


def test_it_names_the_map_it_rests_on(ready):
    draw_map(ready.conversation, {"A": 9, "B": 9}, {})
    latest = draw_map(ready.conversation, {"A": 10, "B": 9}, {})

    publish_outcome(outcome=ready, by=ready.drafted_by)

    assert Outcome.objects.get().rests_on == latest


def test_what_is_published_is_not_changed_any_more(ready):
    publish_outcome(outcome=ready, by=ready.drafted_by)

    for change in (
        lambda: change_outcome(outcome=ready, title="Something else"),
        lambda: use_statements(outcome=ready, uses={}),
        lambda: drop_draft(outcome=ready),
    ):
        with pytest.raises(RefusalError, match="is published and stays as it is"):
            change()

    stays = Outcome.objects.get()
    assert (stays.title, stays.used.count()) == (ready.title, 1)


def test_an_outcome_is_not_published_when_its_stage_was_reopened(ready):
    ready.conversation.stages.update(kind=StageKind.WEIGH)

    with pytest.raises(RefusalError, match="not at Decide or Report"):
        publish_outcome(outcome=ready, by=ready.drafted_by)


def test_the_author_of_a_used_statement_is_told_once_it_is_published(ready):
    statement = ready.used.get().statement
    before = [step.detail for step in timeline_of(statement)]

    publish_outcome(outcome=ready, by=ready.drafted_by)

    assert [step.detail for step in timeline_of(statement)] == [*before, ready.title]


@pytest.mark.parametrize(("readers", "seen"), [("everybody", True), ("members", False)])
def test_published_outcomes_are_as_public_as_the_conversation(ready, readers, seen):
    Conversation.objects.update(readers=readers)
    publish_outcome(outcome=ready, by=ready.drafted_by)

    assert Outcome.objects.visible_to(PersonFactory()).exists() is seen


def test_with_votes_and_no_map_everybody_is_quoted_together(ready):
    statement = ready.used.get().statement
    for answer in (1, 1, -1, -1, -1):
        VoteFactory(statement=statement, answer=answer)

    (sentence,) = sentences(ready)
    assert sentence == (
        f"The strongest disagreement is not quoted yet: statement {statement.number}. 3 of the 5 "
        "who voted on it disagree with it (60%). Quote it beside the outcome and answer it."
    )
