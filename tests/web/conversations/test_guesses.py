"""Guessing how people who live it voted: after one's own vote, once, and only where many did."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from publius.web.conversations.actions.guesses import make_guess
from publius.web.conversations.models import Answer, Guess, Participant
from publius.web.conversations.queries.guesses import (
    counts_of_people_who_live_it,
    statement_to_guess,
)
from publius.web.conversations.queries.measures import empathy
from publius.web.conversations.refusals import RefusalError
from publius.web.people.models import Kind
from tests.factories import (
    ParticipantFactory,
    PersonFactory,
    SeatFactory,
    StatementFactory,
    VoteFactory,
    voting_conversation,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def conversation():
    return voting_conversation()


@pytest.fixture
def statement(conversation):
    return StatementFactory(conversation=conversation)


@pytest.fixture
def member(conversation):
    return ParticipantFactory(conversation=conversation)


def lived_votes(statement, *answers) -> list[Participant]:
    seat = SeatFactory(call=statement.conversation.call, kind=Kind.LIVED)
    return [
        VoteFactory(
            statement=statement, answer=answer,
            participant=ParticipantFactory(conversation=statement.conversation, seat=seat),
        ).participant
        for answer in answers
    ]  # fmt: skip


def test_a_guess_is_compared_with_those_who_live_it_alone(member, statement):
    lived_votes(statement, *[Answer.AGREE] * 3, Answer.DISAGREE, Answer.UNSURE)
    for _ in range(9):
        VoteFactory(statement=statement, answer=Answer.DISAGREE)
    VoteFactory(statement=statement, participant=member)

    guess = make_guess(participant=member, statement=statement, guessed=20)

    assert (guess.actual, guess.people, guess.error, guess.stage) == (60, 5, 40, "explore")


def test_the_first_guess_stands(member, statement):
    lived_votes(statement, *[Answer.AGREE] * 5)
    VoteFactory(statement=statement, participant=member)
    make_guess(participant=member, statement=statement, guessed=20)

    again = make_guess(participant=member, statement=statement, guessed=100)

    assert (again.guessed, Guess.objects.count()) == (20, 1)


def test_nothing_is_told_of_fewer_than_five(member, statement):
    lived_votes(statement, *[Answer.AGREE] * 4)
    VoteFactory(statement=statement, participant=member)

    with pytest.raises(RefusalError, match="Too few people"):
        make_guess(participant=member, statement=statement, guessed=50)


def test_one_votes_before_one_guesses(member, statement):
    lived_votes(statement, *[Answer.AGREE] * 5)

    with pytest.raises(RefusalError, match="Vote on this statement first"):
        make_guess(participant=member, statement=statement, guessed=50)


def test_somebody_removed_is_not_counted(statement):
    first, *_ = lived_votes(statement, Answer.DISAGREE, *[Answer.AGREE] * 5)
    Participant.objects.filter(pk=first.pk).update(
        left_at=timezone.now(), removed_by=PersonFactory()
    )

    counts = counts_of_people_who_live_it(statement)
    assert (counts.people, counts.disagree) == (5, 0)


def test_after_every_fifth_vote_a_guess_is_asked_for_once(conversation, member):
    said = [StatementFactory(conversation=conversation) for _ in range(5)]
    lived_votes(said[2], *[Answer.AGREE] * 6)
    asked = []
    for each in said:
        VoteFactory(statement=each, participant=member)
        asked.append(statement_to_guess(member))

    assert asked == [None] * 4 + [said[2]]
    make_guess(participant=member, statement=said[2], guessed=1)
    assert statement_to_guess(member) is None


def test_the_page_asks_first_and_reveals_then(conversation, member, statement):
    lived_votes(statement, *[Answer.AGREE] * 5)
    VoteFactory(statement=statement, participant=member)
    client = Client()
    client.force_login(member.person)
    where = reverse("conversations:guess", args=[conversation.slug, statement.number])

    asking = client.get(where).content.decode()
    wrong = client.post(where, {"guessed": "many"}).content.decode()
    revealed = client.post(where, {"guessed": "70"}, follow=True).content.decode()

    assert "Your guess was" not in asking
    assert "Enter a whole number from 0 to 100." in wrong
    assert "Your guess was 30 points away." in revealed


def test_a_guess_before_ones_own_vote_finds_no_page(conversation, member, statement):
    client = Client()
    client.force_login(member.person)
    where = reverse("conversations:guess", args=[conversation.slug, statement.number])

    assert client.get(where).status_code == 404


def test_the_error_of_a_stage_is_told_from_five_people_on(conversation, statement):
    lived_votes(statement, *[Answer.AGREE] * 5)
    for guessed in (100, 90, 80, 70):
        voter = VoteFactory(
            statement=statement, participant=ParticipantFactory(conversation=conversation)
        )
        make_guess(participant=voter.participant, statement=statement, guessed=guessed)
    assert empathy(conversation) == []

    last = VoteFactory(
        statement=statement, participant=ParticipantFactory(conversation=conversation)
    )
    make_guess(participant=last.participant, statement=statement, guessed=60)

    (figure,) = empathy(conversation)
    assert (figure.value, figure.of) == ("20 points off", "5 guesses of 5 people")
