"""People who vote as two camps do, for tests of maps."""

import random

from django.utils import timezone

from publius.web.conversations.models import Answer, Conversation, Participant, Statement, Vote
from tests.factories import ParticipantFactory, StatementFactory, voting_conversation

DIVIDED, UNITED = 8, 2  # statements that the camps see differently, and alike


def two_camps(people: int = 40, *, conversation: Conversation | None = None) -> Conversation:
    """Half agrees where the other half disagrees; all agree with the last two statements.

    One answer in ten is given the other way, by a lot that is always the same.
    """
    conversation = conversation or voting_conversation()
    said = [StatementFactory(conversation=conversation) for _ in range(DIVIDED + UNITED)]
    everybody = [ParticipantFactory(conversation=conversation) for _ in range(people)]
    lot = random.Random(5)
    Vote.objects.bulk_create(
        vote(person, statement, _answer(place, number, lot))
        for number, person in enumerate(everybody)
        for place, statement in enumerate(said)
    )
    return conversation


def _answer(place: int, number: int, lot: random.Random) -> int:
    usual = Answer.AGREE if place >= DIVIDED or (place + number) % 2 else Answer.DISAGREE
    return -usual if lot.random() < 0.1 else usual


def vote(person: Participant, statement: Statement, answer: int) -> Vote:
    return Vote(participant=person, statement=statement, answer=answer, voted_at=timezone.now())
