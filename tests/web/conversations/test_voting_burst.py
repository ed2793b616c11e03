"""Two hundred votes in the same moment on whatever database this runs on, SQLite above all."""

import pytest

from publius.web.conversations.actions.votes import cast_vote
from publius.web.conversations.models import Vote
from tests.factories import ParticipantFactory, StatementFactory, voting_conversation
from tests.postgres.burst import all_at_once, raised

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE, EACH = 25, 8


def test_two_hundred_votes_at_once_are_two_hundred_votes():
    conversation = voting_conversation()
    people = [ParticipantFactory(conversation=conversation) for _ in range(PEOPLE)]
    said = [StatementFactory(conversation=conversation) for _ in range(EACH)]
    given = {(who.pk, each.pk): (who.pk + each.pk) % 3 - 1 for who in people for each in said}

    def vote_on_all(who) -> None:
        for each in said:
            cast_vote(participant=who, statement=each, answer=given[who.pk, each.pk])

    results = all_at_once([lambda who=who: vote_on_all(who) for who in people])

    assert raised(results) == []
    kept = Vote.objects.values_list("participant", "statement", "answer")
    assert {(who, each): answer for who, each, answer in kept} == given
    assert Vote.objects.count() == PEOPLE * EACH
