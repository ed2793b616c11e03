"""Putting a statement before a person: drawn by the library, and kept with what decided."""

import secrets

from django.db import IntegrityError, transaction
from django.utils import timezone

from publius import opinion

from ..models import Participant, Statement, Turn, Vote
from ..queries.turns import choice_for, open_turn


def give_turn(*, participant: Participant) -> Turn | None:
    """The statement this person has before them, or a new one; None when nothing is left.

    Nothing is locked while the library draws: only the new row is written in a transaction.
    """
    turn = open_turn(participant)
    if turn is not None and _is_waiting(turn):
        return turn
    choice = choice_for(participant, seed=secrets.randbelow(2**31))
    if choice is None:
        return None
    return _keep(participant, choice)


def _is_waiting(turn: Turn) -> bool:
    """Whether the open turn can still be answered; it is ended where not."""
    votable = Statement.objects.votable().filter(pk=turn.statement_id).exists()
    voted = Vote.objects.filter(participant=turn.participant_id, statement=turn.statement_id)
    if votable and not voted.exists():
        return True
    mine = Turn.objects.filter(pk=turn.pk, outcome=Turn.Outcome.OPEN)
    mine.update(outcome=Turn.Outcome.GONE, ended_at=timezone.now())
    return False


def _keep(participant: Participant, choice: "opinion.Choice") -> Turn | None:
    """Asked for twice in the same moment, there is one: the other one finds it."""
    conversation = participant.conversation_id
    statement = Statement.objects.get(conversation=conversation, number=choice.statement)
    try:
        with transaction.atomic():
            return Turn.objects.create(
                participant=participant,
                statement=statement,
                weights={str(number): weight for number, weight in choice.weights.items()},
                seed=choice.seed,
                reason=choice.reason.name,
                given_at=timezone.now(),
            )
    except IntegrityError:
        return open_turn(participant)


@transaction.atomic
def put_skipped_back(*, participant: Participant) -> None:
    """Let the statements that were skipped come again."""
    Turn.objects.filter(participant=participant, outcome=Turn.Outcome.SKIPPED).update(
        outcome=Turn.Outcome.BACK
    )
