"""Voting: who may, on what, until when; what is kept when a vote changes."""

import base64

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from publius import opinion
from publius.web.conversations.actions.votes import cast_vote, take_back_vote
from publius.web.conversations.models import (
    Answer,
    ConversationState,
    Part,
    StageKind,
    StatementKind,
    StatementState,
    Turn,
    Unsure,
    Vote,
    VoteChange,
)
from publius.web.conversations.queries.turns import next_card
from publius.web.conversations.queries.voting import progress_of
from publius.web.conversations.refusals import RefusalError
from publius.web.fields import cipher
from publius.web.ledger.models import Event
from publius.web.people.holdings import everything_about
from tests.factories import (
    ParticipantFactory,
    PersonFactory,
    StageFactory,
    StatementFactory,
    VoteFactory,
    voting_conversation,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def conversation():
    return voting_conversation()


@pytest.fixture
def member(conversation):
    return ParticipantFactory(conversation=conversation)


@pytest.fixture
def statement(conversation):
    return StatementFactory(conversation=conversation)


@pytest.fixture
def browser(member):
    client = Client()
    client.force_login(member.person)
    return client


def address(name, conversation, *rest) -> str:
    return reverse(f"conversations:{name}", args=[conversation.slug, *rest])


def test_a_vote_is_one_row_and_leaves_nothing_in_the_ledger(member, statement):
    cast_vote(participant=member, statement=statement, answer=Answer.AGREE, why="It is quieter.")

    vote = Vote.objects.get()
    assert (vote.participant, vote.answer, vote.why) == (member, Answer.AGREE, "It is quieter.")
    assert Event.objects.count() == 0


def test_a_changed_vote_keeps_what_it_was_and_what_changed_the_mind(member, statement):
    cast_vote(participant=member, statement=statement, answer=Answer.UNSURE, unsure=Unsure.TORN)

    cast_vote(
        participant=member, statement=statement, answer=Answer.DISAGREE, changed_mind="The bus."
    )

    change = VoteChange.objects.get()
    assert Vote.objects.get().answer == Answer.DISAGREE
    assert (change.old_answer, change.old_unsure) == (Answer.UNSURE, Unsure.TORN)
    assert (change.new_answer, change.changed_mind) == (Answer.DISAGREE, "The bus.")


def test_the_same_vote_again_changes_nothing(member, statement):
    first = cast_vote(participant=member, statement=statement, answer=Answer.AGREE)

    cast_vote(participant=member, statement=statement, answer=Answer.AGREE)

    assert Vote.objects.get().voted_at == first.voted_at
    assert VoteChange.objects.count() == 0


def test_only_unsure_says_what_is_missing(member, statement):
    cast_vote(participant=member, statement=statement, answer=Answer.AGREE, unsure=Unsure.TORN)

    assert Vote.objects.get().unsure == ""


def test_a_vote_taken_back_is_gone_but_not_forgotten(member, statement):
    cast_vote(participant=member, statement=statement, answer=Answer.AGREE)

    take_back_vote(participant=member, statement=statement, changed_mind="I misread it.")
    take_back_vote(participant=member, statement=statement)

    assert Vote.objects.count() == 0
    assert VoteChange.objects.get().new_answer is None


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"left_at": timezone.now()}, "You no longer take part in this conversation"),
        ({"agreed_at": None}, "Accept the agreement of this conversation first"),
        ({"part": Part.FACILITATOR}, "Members vote. You are here as: Facilitator."),
    ],
)
def test_who_may_not_vote_is_told_why(member, statement, changes, sentence):
    for name, value in changes.items():
        setattr(member, name, value)
    member.save()

    with pytest.raises(RefusalError, match=sentence):
        cast_vote(participant=member, statement=statement, answer=Answer.AGREE)
    assert Vote.objects.count() == 0


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (StageKind.UNDERSTAND, "Voting opens in Explore"),
        (StageKind.DECIDE, "Voting is closed: the conversation is at “Decide”"),
    ],
)
def test_a_closed_stage_counts_nothing_and_says_so(kind, sentence):
    stage = StageFactory(kind=kind)
    member = ParticipantFactory(conversation=stage.conversation)
    statement = StatementFactory(conversation=stage.conversation)

    with pytest.raises(RefusalError, match=sentence):
        cast_vote(participant=member, statement=statement, answer=Answer.AGREE)
    assert Vote.objects.count() == 0


def test_in_a_closed_conversation_a_vote_can_neither_be_cast_nor_taken_back(member, statement):
    cast_vote(participant=member, statement=statement, answer=Answer.AGREE)
    member.conversation.state = ConversationState.CLOSED
    member.conversation.save()

    for again in (
        lambda: cast_vote(participant=member, statement=statement, answer=Answer.DISAGREE),
        lambda: take_back_vote(participant=member, statement=statement),
    ):
        with pytest.raises(RefusalError, match="This conversation is closed"):
            again()
    assert Vote.objects.get().answer == Answer.AGREE


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"state": StatementState.REJECTED}, "is no longer shown"),
        ({"state": StatementState.REPLACED}, "is no longer shown"),
        ({"kind": StatementKind.QUESTION}, "it is answered, not voted on"),
    ],
)
def test_what_takes_no_votes_says_why(member, conversation, fields, sentence):
    statement = StatementFactory(conversation=conversation, **fields)

    with pytest.raises(RefusalError, match=sentence):
        cast_vote(participant=member, statement=statement, answer=Answer.AGREE)


def test_a_statement_of_another_conversation_takes_no_vote(member):
    elsewhere = StatementFactory(conversation=voting_conversation())

    with pytest.raises(RefusalError, match="no longer shown"):
        cast_vote(participant=member, statement=elsewhere, answer=Answer.AGREE)
    assert Vote.objects.count() == 0


# --- pages --------------------------------------------------------------------------------------


def test_one_statement_at_a_time_until_none_is_left(browser, member, conversation):
    said = [StatementFactory(conversation=conversation) for _ in range(3)]

    seen = []
    for _ in said:
        page = browser.get(address("vote", conversation))
        seen.append(page.context["statement"])
        posted = {"answer": "1", "from_queue": "on"}
        browser.post(address("vote_on", conversation, seen[-1].number), posted)

    assert {each.pk for each in seen} == {each.pk for each in said}
    assert Vote.objects.filter(participant=member).count() == 3
    done = browser.get(address("vote", conversation)).content.decode()
    assert "Thank you: you have seen every statement" in done


def test_the_same_statement_waits_however_often_the_page_is_opened(browser, conversation):
    for _ in range(6):
        StatementFactory(conversation=conversation)

    shown = {browser.get(address("vote", conversation)).context["statement"].pk for _ in range(5)}

    assert len(shown) == 1
    assert Turn.objects.count() == 0  # opening a page leaves nothing behind


def form_of(browser, conversation) -> tuple[str, dict]:
    """The address and the hidden fields of the card that is shown."""
    card = browser.get(address("vote", conversation)).context
    where = address("vote_on", conversation, card["statement"].number)
    return where, {"from_queue": "on", "turn": card["card"].sealed}


def test_why_a_statement_was_chosen_is_kept_and_can_be_drawn_again(browser, conversation):
    for _ in range(4):
        StatementFactory(conversation=conversation)
    where, hidden = form_of(browser, conversation)
    for _ in range(2):
        browser.post(where, hidden | {"answer": "1"})

    turn = Turn.objects.get()
    assert (len(turn.weights), turn.outcome) == (4, Turn.Outcome.VOTED)
    assert opinion.pick(turn.weights, turn.seed) == str(turn.statement.number)


def test_whatever_the_library_decides_by_is_told_in_words():
    assert set(Turn.Reason.values) == {reason.name for reason in opinion.Reason}


def test_the_card_does_not_tell_what_decided(browser, conversation):
    """Weights follow the votes of others; whoever could read them could count."""
    for _ in range(4):
        StatementFactory(conversation=conversation)
    _, hidden = form_of(browser, conversation)

    plain = base64.urlsafe_b64decode(hidden["turn"])

    assert b"weights" in cipher().decrypt(hidden["turn"].encode())
    assert b"weights" not in plain


def test_a_choice_made_for_somebody_else_is_not_kept(browser, member, conversation, statement):
    other = ParticipantFactory(conversation=conversation)
    theirs = next_card(other).sealed

    browser.post(
        address("vote_on", conversation, statement.number), {"answer": "1", "turn": theirs}
    )
    browser.post(
        address("vote_on", conversation, statement.number), {"answer": "-1", "turn": "made up"}
    )

    assert Vote.objects.get(participant=member).answer == Answer.DISAGREE
    assert Turn.objects.count() == 0


def test_a_skipped_statement_comes_back_when_asked_for(browser, member, conversation, statement):
    where, hidden = form_of(browser, conversation)

    for _ in range(2):
        browser.post(where, hidden | {"skip": "on"})

    assert Turn.objects.get().outcome == Turn.Outcome.SKIPPED
    skipped = browser.get(address("vote", conversation)).content.decode()
    assert "You skipped 1 statement." in skipped
    assert (progress_of(member).voted, progress_of(member).skipped) == (0, 1)
    browser.post(address("see_skipped", conversation))
    assert browser.get(address("vote", conversation)).context["statement"] == statement


def test_somebody_unsure_is_asked_what_is_missing(browser, conversation, statement):
    posted = {"answer": "0", "why": "Costs?", "from_queue": "on"}
    answer = browser.post(address("vote_on", conversation, statement.number), posted, follow=True)

    assert "What is it that makes you unsure?" in answer.content.decode()
    reason = {"answer": "0", "why": "Costs?", "unsure": "information"}
    browser.post(address("vote_on", conversation, statement.number), reason)
    vote = Vote.objects.get()
    assert (vote.unsure, vote.why) == (Unsure.NEEDS_INFORMATION, "Costs?")


def test_a_form_without_an_answer_keeps_the_words(browser, conversation, statement):
    page = browser.post(
        address("vote_on", conversation, statement.number), {"why": "My street is narrow."}
    ).content.decode()

    assert "Choose agree, disagree or unsure. Nothing was counted yet." in page
    assert "My street is narrow." in page
    assert Vote.objects.count() == 0


def test_a_statement_taken_down_while_one_reads_it_says_so(browser, conversation, statement):
    browser.get(address("vote", conversation))
    statement.state = StatementState.REJECTED
    statement.save()

    page = browser.post(
        address("vote_on", conversation, statement.number), {"answer": "1"}
    ).content.decode()

    assert "was taken down or replaced meanwhile" in page
    assert Vote.objects.count() == 0


def test_a_form_sent_twice_votes_once_and_leads_to_the_same_page(browser, conversation, statement):
    posted = {"answer": "1", "from_queue": "on"}
    where = address("vote_on", conversation, statement.number)

    first, second = (browser.post(where, posted) for _ in range(2))

    assert first["Location"] == second["Location"]
    assert (Vote.objects.count(), VoteChange.objects.count()) == (1, 0)


def test_my_votes_shows_mine_alone(browser, conversation, member, statement):
    VoteFactory(participant=member, statement=statement, why="Mine to know")
    other = VoteFactory(statement=statement, why="Not for you")

    page = browser.get(address("my_votes", conversation)).content.decode()

    assert "Mine to know" in page
    assert other.why not in page


def test_whoever_does_not_take_part_finds_no_page_to_vote(conversation, statement):
    client = Client()
    client.force_login(PersonFactory())

    for name, rest in [("vote", []), ("vote_on", [statement.number]), ("my_votes", [])]:
        assert client.get(address(name, conversation, *rest)).status_code == 404


def test_a_conversation_without_statements_says_what_will_come(browser, conversation):
    page = browser.get(address("vote", conversation)).content.decode()

    assert "There is nothing to vote on yet" in page


def test_reasons_are_read_without_names_by_those_who_moderate(browser, conversation):
    known, quiet = (StatementFactory(conversation=conversation) for _ in range(2))
    for number in range(5):
        VoteFactory(statement=known, why=f"Reason {number}")
    VoteFactory(statement=quiet, why="One of four")
    moderator = ParticipantFactory(conversation=conversation, part=Part.MODERATOR)
    checking = Client()
    checking.force_login(moderator.person)

    page = checking.get(address("reasons", conversation)).content.decode()

    assert [page.count(f"Reason {number}") for number in range(5)] == [1] * 5
    assert "One of four" not in page  # fewer than five voted on it
    assert [v.participant.pseudonym in page for v in Vote.objects.all()] == [False] * 6
    assert browser.get(address("reasons", conversation)).status_code == 404


def test_my_data_holds_my_votes_and_not_what_decided_the_lot(browser, conversation, member):
    for _ in range(3):
        StatementFactory(conversation=conversation)
    where, hidden = form_of(browser, conversation)
    browser.post(where, hidden | {"answer": "1", "why": "It is flat there."})

    mine = everything_about(member.person)

    assert [row["why"] for row in mine["conversations.vote"]] == ["It is flat there."]
    (turn,) = mine["conversations.turn"]
    assert (turn["outcome"], "weights" in turn) == ("voted", False)
