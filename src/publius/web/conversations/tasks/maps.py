"""Maps of opinion are made in the background, a moment after people voted."""

from django.utils.translation import gettext as _

from publius import opinion

from ..actions.maps import claim_next_map, fail_map, plan_maps, store_map
from ..models import MapWork
from ..queries.map_input import read_votes
from ..queries.maps import found_of, latest_map

MOST_TRIES = 3
SEED = 0  # the same votes give the same map


def run_due_maps() -> int:
    """Make the map of every conversation in which enough was voted; returns how many."""
    plan_maps()
    done = 0
    while (work := claim_next_map()) is not None:
        _make(work)
        done += 1
    return done


def _make(work: MapWork) -> None:
    if work.attempts > MOST_TRIES:
        fail_map(work=work, problem=_given_up())
        return
    previous = latest_map(work.conversation_id)
    reading = read_votes(work.conversation)
    try:
        found = opinion.fit(
            reading.ballots,
            previous=found_of(previous) if previous else None,
            seed=SEED,
        )
    except opinion.OpinionError as error:
        fail_map(work=work, problem=str(error), reading=reading)
    else:
        store_map(work=work, reading=reading, found=found, previous=previous)


def _given_up() -> str:
    return _(
        "The map was begun %(tries)s times and never finished. The last one stays. The next votes "
        "ask for another; if it happens again, tell the people who run this site."
    ) % {"tries": MOST_TRIES}
