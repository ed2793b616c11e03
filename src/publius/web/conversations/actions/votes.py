"""Casting, changing and taking back votes. One row per person and statement, under any race."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import Answer, Participant, Statement, Turn, Vote, VoteChange
from ..queries.voting import why_no_vote_on, why_not_to_vote
from ..refusals import RefusalError
from .turns import note_turn

TRIES = 3  # a vote may be taken back by the same person in the same moment, not for ever


@transaction.atomic
def cast_vote(
    *,
    participant: Participant,
    statement: Statement,
    answer: int,
    unsure: str = "",
    why: str = "",
    changed_mind: str = "",
    turn: str = "",
) -> Vote:
    """Vote, or change one's vote. The same answer sent again changes nothing.

    `turn` is the sealed choice that the form carries, where the statement was put before the
    person. No event is recorded: what people think stays out of the ledger.
    """
    _refuse_where_closed(participant, statement)
    given = {
        "answer": answer,
        "unsure": unsure if answer == Answer.UNSURE else "",
        "why": why,
        "voted_at": timezone.now(),
    }
    vote = _put(participant, statement, given, changed_mind)
    if turn:
        voted = Turn.Outcome.VOTED
        note_turn(participant=participant, statement=statement, sealed=turn, outcome=voted)
    return vote


def _put(participant: Participant, statement: Statement, given: dict, changed_mind: str) -> Vote:
    """Insert the vote or change the one that stands, whichever it is by now."""
    for _try in range(TRIES):
        vote = _standing(participant, statement)
        if vote is not None:
            _change(vote, given, changed_mind)
            return vote
        vote = _insert(participant, statement, given)
        if vote is not None:
            return vote
    raise RefusalError(
        _("This vote was changed several times at once. Nothing was lost; please vote again.")
    )


def _refuse_where_closed(participant: Participant, statement: Statement) -> None:
    problem = why_not_to_vote(participant) or why_no_vote_on(statement, participant.conversation_id)
    if problem:
        raise RefusalError(problem)


def _standing(participant: Participant, statement: Statement) -> Vote | None:
    """The vote as it is now; nobody else changes it until this transaction ends."""
    mine = Vote.objects.filter(participant=participant, statement=statement)
    return mine.select_for_update().first()


def _insert(participant: Participant, statement: Statement, given: dict) -> Vote | None:
    """The new vote; None where the same person voted on it in the same moment."""
    try:
        with transaction.atomic():
            return Vote.objects.create(participant=participant, statement=statement, **given)
    except IntegrityError:
        return None


def _change(vote: Vote, given: dict, changed_mind: str) -> None:
    if all(getattr(vote, name) == given[name] for name in ("answer", "unsure", "why")):
        return
    if vote.answer != given["answer"]:
        _keep_old(vote, given["answer"], changed_mind)
    for name, value in given.items():
        setattr(vote, name, value)
    vote.save(update_fields=list(given))


def _keep_old(vote: Vote, new_answer: int | None, changed_mind: str) -> None:
    VoteChange.objects.create(
        participant_id=vote.participant_id,
        statement_id=vote.statement_id,
        old_answer=vote.answer,
        old_unsure=vote.unsure,
        old_why=vote.why,
        new_answer=new_answer,
        changed_mind=changed_mind,
        changed_at=timezone.now(),
    )


@transaction.atomic
def take_back_vote(
    *, participant: Participant, statement: Statement, changed_mind: str = ""
) -> None:
    """Remove one's vote while voting is open; taken back twice is once."""
    problem = why_not_to_vote(participant)
    if problem:
        raise RefusalError(problem)
    vote = _standing(participant, statement)
    if vote is not None:
        _keep_old(vote, None, changed_mind)
        vote.delete()
