"""Assigning people to several seats and calls at once, as well and as evenly as can be.

1. If people could be split, a linear program gives the best total and the highest floor.
2. No seat may fall below that floor, or a little less where it would cost too much; above it the
   total counts, and what badly-off seats gain counts more.
3. Whole people are searched for among the pairs that such a program uses or nearly uses.
4. Where one seat still envies another by more than one person, swaps make it better.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from publius.matching.assignment.clash import Relaxation
from publius.matching.assignment.elastic import eased, explain
from publius.matching.assignment.errors import BadAssignmentInput, NoAssignmentError
from publius.matching.assignment.fits import Fits
from publius.matching.assignment.given import AssignInput
from publius.matching.assignment.parameters import (
    ALGORITHM,
    PARAMETERS,
    VERSION,
    AssignmentParameters,
)
from publius.matching.assignment.prices import quota_prices
from publius.matching.assignment.problem import Problem, view
from publius.matching.assignment.relaxed import Relaxed, relax
from publius.matching.assignment.report import (
    figures,
    not_kept,
    person_loads,
    places,
    seat_scores,
)
from publius.matching.assignment.results import Assignment
from publius.matching.assignment.rounding import round_off
from publius.matching.assignment.seating import Seating
from publius.matching.assignment.shortages import find_shortages
from publius.matching.assignment.swaps import calm
from publius.matching.assignment.types import Load, Place, Quota, Seat
from publius.matching.assignment.whole import Search

Progress = Callable[[int, int, str], None]
SECONDS = 20.0
STEPS = (
    "Reading the rules",
    "Looking for the fairest floor",
    "Choosing people",
    "Looking for envy",
    "Adding up",
)


def assign(
    seats: Iterable[Seat],
    loads: Iterable[Load],
    fits: Fits,
    *,
    conflicts: Iterable[Place] = (),
    confirmed: Iterable[Place] = (),
    quotas: Iterable[Quota] = (),
    best_effort: bool = False,
    parameters: AssignmentParameters = PARAMETERS,
    seconds: float | None = SECONDS,
    progress: Progress | None = None,
) -> Assignment:
    """Assign people to seats; everybody in ``fits`` needs a load, and only fits above 0 count.

    Where the rules clash, NoAssignmentError says which and what would help; with ``best_effort``
    the cheapest changes are made instead and listed in ``not_kept``. ``seconds`` limits the
    search for whole people; ``progress`` hears (steps done, steps in all, what comes next) and
    may raise to cancel.

    >>> seats = [Seat("cyclist", 1, 1), Seat("planner", 1, 1)]
    >>> fits = Fits.of([("cyclist", "Bo", 0.9), ("planner", "Bo", 0.8), ("cyclist", "Ada", 0.7)])
    >>> found = assign(seats, [Load("Ada", 0, 1), Load("Bo", 0, 1)], fits)
    >>> [(place.seat, place.person) for place in found.places]
    [('cyclist', 'Ada'), ('planner', 'Bo')]
    """
    given = AssignInput.of(
        seats, loads, fits, conflicts=conflicts, confirmed=confirmed, quotas=quotas
    )
    return assign_given(
        given,
        best_effort=best_effort,
        parameters=parameters,
        seconds=seconds,
        progress=progress,
    )


def assign_given(
    given: AssignInput,
    *,
    best_effort: bool = False,
    parameters: AssignmentParameters = PARAMETERS,
    seconds: float | None = SECONDS,
    progress: Progress | None = None,
) -> Assignment:
    """Assign from an input that is already gathered, such as a stored one."""
    if seconds is not None and not seconds > 0:
        raise BadAssignmentInput("seconds", seconds=seconds)
    told = _Told(progress)
    try:
        found = _solved(given, parameters, seconds, told)
    except NoAssignmentError as error:
        if not best_effort:
            raise
        changes = error.clash.relaxations
        found = _solved(eased(given, changes), parameters, seconds, _Told(progress))
        found = replace(found, not_kept=_together(changes, found.not_kept))
    return replace(found, input_digest=given.digest())


class _Told:
    """Says what comes next."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress, self._done = progress, 0

    def next(self) -> None:
        """Report that another step begins."""
        if self._progress is not None:
            self._progress(self._done, len(STEPS), STEPS[self._done])
        self._done += 1


def _together(
    changes: tuple[Relaxation, ...], more: tuple[Relaxation, ...]
) -> tuple[Relaxation, ...]:
    return tuple(sorted({*changes, *more}, key=str))


def _solved(
    given: AssignInput, parameters: AssignmentParameters, seconds: float | None, told: _Told
) -> Assignment:
    told.next()
    problem, relaxed = _relaxed(given, parameters, told)
    told.next()
    chosen = Search(problem, relaxed, parameters, seconds).run()
    if chosen.impossible:
        if not problem.complete:
            problem, relaxed = _relaxed_completely(given, parameters)
            chosen = Search(problem, relaxed, parameters, seconds).run()
        if chosen.impossible:
            raise NoAssignmentError(explain(given))
    rounded = chosen.taken is None
    seating = (
        round_off(problem, relaxed) if chosen.taken is None else Seating(problem, chosen.taken)
    )
    told.next()
    envy = calm(seating, chosen.floor)
    told.next()
    return _assignment(seating, relaxed, chosen.floor, envy, parameters, rounded, chosen.late)


def _relaxed(
    given: AssignInput, parameters: AssignmentParameters, told: _Told
) -> tuple[Problem, Relaxed]:
    """Look at the nearest pairs, and at all of them if those cannot keep the rules."""
    problem = view(given, parameters.nearest)
    told.next()
    relaxed = relax(problem, parameters)
    if relaxed is not None:
        return problem, relaxed
    if problem.complete or find_shortages(given, ()):
        raise NoAssignmentError(explain(given))
    return _relaxed_completely(given, parameters)


def _relaxed_completely(
    given: AssignInput, parameters: AssignmentParameters
) -> tuple[Problem, Relaxed]:
    problem = view(given, None)
    relaxed = relax(problem, parameters)
    if relaxed is None:
        raise NoAssignmentError(explain(given))
    return problem, relaxed


def _assignment(
    seating: Seating,
    relaxed: Relaxed,
    floor: float,
    envy: int,
    parameters: AssignmentParameters,
    rounded: bool,
    late: bool,
) -> Assignment:
    return Assignment(
        places=places(seating),
        seats=seat_scores(seating),
        loads=person_loads(seating),
        figures=figures(seating, relaxed, envy, parameters.tenth),
        floor=floor,
        prices=quota_prices(seating.problem, floor),
        not_kept=not_kept(seating),
        rounded=rounded,
        late=late,
        input_digest="",
        algorithm=ALGORITHM,
        version=VERSION,
        parameters=parameters,
    )
