"""Guessing what others said, once, before seeing it."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import Guess, Participant, Statement
from ..queries.conversations import open_stage
from ..queries.guesses import counts_of_people_who_live_it, guess_of
from ..queries.voting import standing_vote, why_not_to_vote
from ..refusals import RefusalError


@transaction.atomic
def make_guess(*, participant: Participant, statement: Statement, guessed: int) -> Guess:
    """Keep the guess and what it is compared with. Guessed twice, the first one stands."""
    earlier = guess_of(participant, statement)
    if earlier is not None:
        return earlier
    problem = why_not_to_vote(participant)
    if problem:
        raise RefusalError(problem)
    if standing_vote(participant, statement) is None:
        raise RefusalError(_("Vote on this statement first; then guess how others voted."))
    counts = counts_of_people_who_live_it(statement)
    stage = open_stage(statement.conversation)
    if not counts.is_told or stage is None:
        raise RefusalError(_("Too few people have voted on it yet to compare your guess with."))
    facts = {
        "stage": stage.kind,
        "guessed": guessed,
        "actual": round(100 * counts.agree / counts.people),
        "people": counts.people,
        "guessed_at": timezone.now(),
    }
    try:
        with transaction.atomic():
            return Guess.objects.create(participant=participant, statement=statement, **facts)
    except IntegrityError:
        return Guess.objects.get(participant=participant, statement=statement)
