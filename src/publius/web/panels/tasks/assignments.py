"""Proposals that share people out over several calls are worked out in the background."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from publius.matching import assignment as matching
from publius.web.switches.models import Brake
from publius.web.switches.queries import is_on

from ..actions.assignments import (
    ProposedPlace,
    claim_next_assignment,
    fail_assignment,
    note_step,
    store_assignment,
)
from ..models import Assignment
from ..queries.assignment_inputs import AssignmentInput, assignment_input
from ..queries.obstacles import obstacles_of
from .claims import MOST_TRIES, ClaimLostError

SEARCH_LIMIT = 60.0  # seconds in which a proposal looks for whole people


def run_due_assignments() -> int:
    """Work out every proposal over several calls that was asked for; returns how many."""
    done = 0
    while not is_on(Brake.DRAWS):
        assignment = claim_next_assignment()
        if assignment is None:
            break
        _assign(assignment)
        done += 1
    return done


def _assign(assignment: Assignment) -> None:
    if assignment.attempts > MOST_TRIES:
        _give_up(assignment)
        return
    gathered = assignment_input(assignment)
    try:
        given = gathered.given()
        found = matching.assign_given(given, seconds=SEARCH_LIMIT, progress=_step_noter(assignment))
    except ClaimLostError:
        return
    except matching.NoAssignmentError as error:
        problem = _("Nobody was proposed: what the calls ask for cannot all be kept at once.")
        obstacles = obstacles_of(error.clash, gathered)
        fail_assignment(assignment=assignment, problem=problem, obstacles=obstacles)
    except matching.AssignmentError as error:
        fail_assignment(assignment=assignment, problem=str(error))
    else:
        record = matching.run_record(given, found)
        places = _proposed_places(found, gathered)
        store_assignment(assignment=assignment, places=places, record=record)


def _give_up(assignment: Assignment) -> None:
    sentence = _(
        "The proposal was begun %(tries)s times and never finished. Nobody was proposed. Ask for "
        "another one; if it happens again, tell the people who run this site."
    )
    fail_assignment(assignment=assignment, problem=sentence % {"tries": MOST_TRIES})


def _step_noter(assignment: Assignment) -> Callable[[int, int, str], None]:
    """Tells the waiting page which step is done, and keeps the claim alive."""

    def note(done: int, total: int, message: str) -> None:
        if not note_step(assignment=assignment, percent=100 * done // total, message=message):
            raise ClaimLostError

    return note


def _proposed_places(found: matching.Assignment, gathered: AssignmentInput) -> list[ProposedPlace]:
    """The places of a result with people and seats in the place of codes."""
    return [
        ProposedPlace(
            call=gathered.calls[place.seat].pk,
            seat=gathered.chairs[place.seat].pk if place.seat in gathered.chairs else None,
            person=gathered.people[place.person],
            fit=place.fit,
            is_held=place.confirmed,
        )
        for place in found.places
    ]
