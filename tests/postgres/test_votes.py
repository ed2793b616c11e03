"""Two hundred people vote in the same moment: no vote is lost, counted twice or refused."""

import random

import pytest
from django.db import connection

from publius.web.conversations.actions.guesses import make_guess
from publius.web.conversations.actions.votes import cast_vote, take_back_vote
from publius.web.conversations.models import Answer, Guess, Participant, Turn, Vote, VoteChange
from publius.web.conversations.queries.turns import next_card
from publius.web.conversations.tasks import run_due_maps
from publius.web.people.models import Kind
from tests.factories import (
    ParticipantFactory,
    SeatFactory,
    StatementFactory,
    VoteFactory,
    voting_conversation,
)
from tests.postgres.burst import all_at_once, raised

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE, AT_ONCE, MANY = 200, 40, 8


@pytest.fixture
def conversation():
    return voting_conversation()


@pytest.fixture
def statement(conversation):
    return StatementFactory(conversation=conversation)


@pytest.fixture
def member(conversation):
    return ParticipantFactory(conversation=conversation)


def test_two_hundred_people_vote_at_once(conversation, statement):
    people = [ParticipantFactory(conversation=conversation) for _ in range(PEOPLE)]
    given = {each.pk: random.Random(each.pk).choice(Answer.values) for each in people}

    results = []
    for start in range(0, PEOPLE, AT_ONCE):  # as many connections as the server has room for
        results += all_at_once(
            [
                lambda who=who: cast_vote(
                    participant=who, statement=statement, answer=given[who.pk]
                )
                for who in people[start : start + AT_ONCE]
            ]
        )

    assert raised(results) == []
    assert dict(Vote.objects.values_list("participant", "answer")) == given


def test_one_person_on_eight_devices_has_one_vote_and_every_change_is_kept(member, statement):
    answers = [Answer.AGREE, Answer.DISAGREE] * (MANY // 2)

    results = all_at_once(
        [
            lambda answer=answer: cast_vote(participant=member, statement=statement, answer=answer)
            for answer in answers
        ]
    )

    assert raised(results) == []
    changes = list(VoteChange.objects.order_by("pk"))
    standing = Vote.objects.get()
    story = [change.new_answer for change in changes]
    before = [change.old_answer for change in changes]
    assert before[1:] == story[:-1]  # each change takes up where the last one ended
    assert standing.answer == (story[-1] if story else before[0] if before else standing.answer)


def test_without_the_constraint_the_same_burst_counts_a_person_twice(member, statement):
    """The control: the test above would notice."""
    (guard,) = [c for c in Vote._meta.constraints if c.name == "one_vote_per_statement"]
    with connection.schema_editor() as editor:
        editor.remove_constraint(Vote, guard)
    try:
        all_at_once([lambda: cast_vote(participant=member, statement=statement, answer=1)] * MANY)
        votes = Vote.objects.count()
    finally:
        Vote.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(Vote, guard)

    assert votes > 1


def test_voting_and_taking_back_at_once_leaves_a_story_that_fits(member, statement):
    results = all_at_once(
        [lambda: cast_vote(participant=member, statement=statement, answer=1)] * 4
        + [lambda: take_back_vote(participant=member, statement=statement)] * 4
    )

    assert raised(results) == []
    assert Vote.objects.count() in (0, 1)
    assert VoteChange.objects.exclude(new_answer=None).count() == 0


def test_a_card_sent_eight_times_is_one_turn(conversation, member):
    for _ in range(5):
        StatementFactory(conversation=conversation)
    card = next_card(member)

    results = all_at_once(
        [
            lambda: cast_vote(
                participant=member, statement=card.statement, answer=1, turn=card.sealed
            )
        ]
        * MANY
    )

    assert raised(results) == []
    assert (Turn.objects.count(), Vote.objects.count()) == (1, 1)


def test_a_guess_sent_eight_times_is_one(conversation, statement, member):
    seat = SeatFactory(call=conversation.call, kind=Kind.LIVED)
    for _ in range(6):
        VoteFactory(
            statement=statement,
            participant=ParticipantFactory(conversation=conversation, seat=seat),
        )
    VoteFactory(statement=statement, participant=member)

    results = all_at_once(
        [
            lambda guessed=guessed: (
                make_guess(participant=member, statement=statement, guessed=guessed).guessed
            )
            for guessed in range(0, 80, 10)
        ]
    )

    assert raised(results) == []
    assert set(results) == {Guess.objects.get().guessed}


def test_several_workers_make_one_map(conversation):
    said = [StatementFactory(conversation=conversation) for _ in range(3)]
    for _ in range(8):
        who = ParticipantFactory(conversation=conversation)
        for each in said:
            VoteFactory(statement=each, participant=who)

    results = all_at_once([run_due_maps] * 4)

    assert raised(results) == []
    assert sum(results) == conversation.maps.count() == 1
    assert Participant.objects.filter(votes__isnull=False).distinct().count() == 8
