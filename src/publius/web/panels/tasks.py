"""Work of the background: draws, proposals, invitations that run out, chairs that wait."""

import time
from collections.abc import Callable

from django.utils import timezone
from django.utils.translation import gettext as _

from publius import panels as library
from publius.matching import assignment as matching
from publius.web.calls.models import Call
from publius.web.switches.models import Brake
from publius.web.switches.queries import is_on

from .actions.assignments import (
    ProposedPlace,
    claim_next_assignment,
    fail_assignment,
    note_step,
    store_assignment,
)
from .actions.draws import claim_next_draw, fail_draw, note_progress, store_draw
from .actions.replacement import TakenMeanwhileError, fill_places, give_up_filling
from .actions.replies import lapse, release_place
from .codes import next_seed
from .models import Assignment, Draw
from .queries.advice import advice_of
from .queries.assignment_inputs import AssignmentInput, assignment_input
from .queries.draws import confirmed_draw
from .queries.inputs import draw_input
from .queries.invitations import run_out
from .queries.obstacles import obstacles_of
from .queries.places import calls_with_empty_chairs, offers_made, places_of_closed_accounts
from .queries.replacement import Standing, standings

MOST_TRIES = 3
TIME_LIMIT = 300.0  # seconds, well within the lease of a claim
SEARCH_LIMIT = 60.0  # seconds in which a proposal looks for whole people
BETWEEN_NOTES = 1.0  # seconds between two notes of progress


class ClaimLostError(Exception):
    """Another worker has taken this draw; this one stops."""


class NotedProgress:
    """Writes the library's progress to the draw, and keeps the claim on it alive."""

    def __init__(self, draw: Draw) -> None:
        self._draw = draw
        self._last = time.monotonic()

    def step(self, done: int, total: int, message: str) -> None:
        if time.monotonic() - self._last < BETWEEN_NOTES:
            return
        self._last = time.monotonic()
        percent = min(99, 100 * done // max(total, 1))
        if not note_progress(draw=self._draw, percent=percent, message=message):
            raise ClaimLostError


def run_due_draws() -> int:
    """Run every draw that was asked for; returns how many were dealt with."""
    done = 0
    while not is_on(Brake.DRAWS):
        draw = claim_next_draw()
        if draw is None:
            break
        _run(draw)
        done += 1
    return done


def _run(draw: Draw) -> None:
    if draw.attempts > MOST_TRIES:
        sentence = _(
            "The draw was begun %(tries)s times and never finished. Nothing was drawn. Ask for "
            "another draw; if it happens again, tell the people who run this site."
        )
        fail_draw(draw=draw, problem=sentence % {"tries": MOST_TRIES})
        return
    plain = draw_input(draw.call, salt=draw.salt)
    try:
        drawn = library.draw(
            plain.pool,
            plain.targets,
            size=draw.call.size,
            seed=draw.seed,
            progress=NotedProgress(draw),
            time_limit=TIME_LIMIT,
        )
    except ClaimLostError:
        return
    except library.InfeasibleError as error:
        problem = _("No group from this pool meets all targets, so nothing was drawn.")
        fail_draw(draw=draw, problem=problem, advice=advice_of(error.conflict))
        return
    except library.PanelsError as error:
        fail_draw(draw=draw, problem=str(error))
        return
    record = library.run_record(drawn, plain.pool, plain.targets)
    store_draw(draw=draw, drawn=drawn, record=record, people=plain.people)


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


def lapse_invitations() -> int:
    """End what nobody will answer any more; the places become vacant.

    That is invitations whose time is over, and places of people who closed their account.
    """
    lapsed = sum(lapse(invitation=invitation) for invitation in run_out(timezone.now()))
    return lapsed + sum(release_place(place=place) for place in places_of_closed_accounts())


def fill_vacant_places() -> int:
    """Ask somebody else for every vacant chair; returns how many were asked."""
    if is_on(Brake.DRAWS):
        return 0
    return sum(_fill(call) for call in calls_with_empty_chairs())


def _fill(call: Call) -> int:
    draw = confirmed_draw(call)
    if draw is None:
        return 0
    try:
        standing, drawn = _replacements(draw)
    except library.InfeasibleError as error:
        give_up_filling(call=call, advice=advice_of(error.conflict))
        return 0
    except library.PanelsError as error:
        give_up_filling(call=call, advice=[str(error)])
        return 0
    plain = standing.plain
    record = library.run_record(
        drawn,
        plain.pool,
        plain.targets,
        confirmed=standing.confirmed,
        unavailable=standing.unavailable,
    )
    stay = {place.person for place in standing.confirmed}
    newcomers = [
        (plain.people[place.person], int(place.seat) if place.seat else None)
        for place in drawn.panel
        if place.person not in stay
    ]
    try:
        return len(fill_places(draw=draw, newcomers=newcomers, record=record))
    except TakenMeanwhileError:
        return 0


def _replacements(draw: Draw) -> tuple[Standing, library.Draw]:
    """The draw's reserves first; where they cannot meet the targets, the whole pool."""
    first, *rest = standings(draw)
    try:
        return first, _replace(draw, first)
    except library.InfeasibleError:
        if not rest:
            raise
    return rest[0], _replace(draw, rest[0])


def _replace(draw: Draw, standing: Standing) -> library.Draw:
    return library.replace(
        standing.plain.pool,
        standing.plain.targets,
        size=draw.call.size,
        confirmed=standing.confirmed,
        unavailable=standing.unavailable,
        seed=next_seed(draw.seed, offers_made(draw.call)),
        time_limit=TIME_LIMIT,
    )
