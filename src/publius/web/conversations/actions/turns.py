"""What became of a statement that was put before somebody, kept with what decided."""

from django.db import transaction
from django.utils import timezone

from ..models import Participant, Statement, Turn
from ..queries.turns import unseal


@transaction.atomic
def note_turn(
    *, participant: Participant, statement: Statement, sealed: str, outcome: str
) -> Turn | None:
    """Keep the choice with its outcome, once however often the form is sent.

    None where the form carries no choice of ours for this person and statement.
    """
    facts = unseal(sealed, participant, statement)
    if facts is None:
        return None
    turn, _is_new = Turn.objects.get_or_create(
        posted_key=facts["key"],
        defaults={
            "participant": participant,
            "statement": statement,
            "weights": facts["weights"],
            "seed": facts["seed"],
            "reason": facts["reason"],
            "outcome": outcome,
            "ended_at": timezone.now(),
        },
    )
    return turn


def skip_statement(*, participant: Participant, statement: Statement, sealed: str) -> None:
    """Pass over the statement one was given; it comes back when it is asked for."""
    note_turn(
        participant=participant, statement=statement, sealed=sealed, outcome=Turn.Outcome.SKIPPED
    )


@transaction.atomic
def put_skipped_back(*, participant: Participant) -> None:
    """Let the statements that were skipped come again."""
    Turn.objects.filter(participant=participant, outcome=Turn.Outcome.SKIPPED).update(
        outcome=Turn.Outcome.BACK
    )
