"""Counting what the people of a pool answered, once it is safe to count anew."""

from django.db import OperationalError, transaction
from django.utils import timezone

from publius.web.calls.models import Call
from publius.web.switches.models import Brake
from publius.web.switches.queries import is_on

from ..models import Tally
from ..queries.tallies import Counted, answers_in_pool, count, is_due, tally_of


def count_answers(*, call: Call) -> Tally:
    """The count that may be shown now: the last one, or a new one where enough has changed."""
    tally, answers = tally_of(call), answers_in_pool(call)
    if not is_due(tally, answers) or is_on(Brake.READ_ONLY):
        return tally
    try:
        return _store(call, count(answers))
    except OperationalError:  # the disk is full, or somebody else counts: the last one stands
        return tally


@transaction.atomic
def _store(call: Call, counted: Counted) -> Tally:
    facts = {
        "people": counted.people,
        "counts": counted.counts,
        "answered": counted.answered,
        "taken_at": timezone.now(),
    }
    stored, _is_new = Tally.objects.update_or_create(call=call, defaults=facts)
    return stored
