"""Finds out whether a panel exists at all, and if not, says why and what would help."""

from collections.abc import Collection, Sequence

import numpy as np

from publius.panels.checks import check_input
from publius.panels.clashes import ClashFinder
from publius.panels.conflicts import Conflict, Feasible, Unselectable
from publius.panels.errors import SolverError
from publius.panels.maker import relaxed_model
from publius.panels.problem import Ints, Problem, build_problem
from publius.panels.request import canonical_targets
from publius.panels.rules import open_problem
from publius.panels.selectable import find_unselectable, give_reasons
from publius.panels.shortages import find_shortages
from publius.panels.solver import Outcome, Program
from publius.panels.types import Person, Place, Targets
from publius.panels.waysout import find_ways_out


def check(
    pool: Sequence[Person],
    targets: Targets,
    *,
    size: int,
    confirmed: Sequence[Place] = (),
    unavailable: Collection[str] = (),
) -> Feasible | Conflict:
    """Say whether a valid panel exists and who can be in none; if none does, why and what helps.

    >>> from publius.panels import Person, Target, Targets
    >>> pool = [Person("ada", {"job": "planner"}), Person("bo", {"job": "driver"})]
    >>> answer = check(pool, Targets((Target("job", "driver", 1, 1),)), size=1)
    >>> bool(answer), answer.example
    (True, ('bo',))
    >>> print(*answer.sentences)
    ada: With them in it, these cannot all hold: a panel of 1; at least 1 with job: driver.
    """
    check_input(pool, targets, size, confirmed, unavailable)
    ordered = canonical_targets(targets)
    problem = build_problem(pool, ordered, size, confirmed, unavailable)
    panel = find_panel(problem)
    if panel is None:
        return explain_conflict(problem, pool, ordered, size, confirmed, unavailable)
    lost, unsettled = find_unselectable(problem, panel)
    lost = (*lost, *_left_out(problem, pool, confirmed, unavailable))
    reasons: tuple[Unselectable, ...] = ()
    if lost:
        opened = open_problem(pool, ordered, size, confirmed, unavailable)
        reasons = give_reasons(opened, lost)
    return Feasible(_example(problem, panel, confirmed), reasons, unsettled)


def explain_infeasible(
    pool: Sequence[Person],
    targets: Targets,
    *,
    size: int,
    confirmed: Sequence[Place] = (),
    unavailable: Collection[str] = (),
) -> Feasible | Conflict:
    """The quicker half of ``check``: does a panel exist, and if not, why and what would help.

    >>> from publius.panels import Person, Target, Targets
    >>> pool = [Person("ada", {"job": "planner"}), Person("bo", {"job": "driver"})]
    >>> answer = explain_infeasible(pool, Targets((Target("job", "driver", 2, 2),)), size=2)
    >>> bool(answer), [str(change) for change in answer.relaxations]
    (False, ['lower the minimum for job: driver from 2 to 1'])
    """
    check_input(pool, targets, size, confirmed, unavailable)
    ordered = canonical_targets(targets)
    problem = build_problem(pool, ordered, size, confirmed, unavailable)
    panel = find_panel(problem)
    if panel is None:
        return explain_conflict(problem, pool, ordered, size, confirmed, unavailable)
    return Feasible(_example(problem, panel, confirmed))


def explain_conflict(
    problem: Problem,
    pool: Sequence[Person],
    targets: Targets,
    size: int,
    confirmed: Sequence[Place],
    unavailable: Collection[str],
) -> Conflict:
    """Why this problem, which was built from the rest, has no panel."""
    opened = open_problem(pool, targets, size, confirmed, unavailable)
    ways = find_ways_out(opened)
    return Conflict(
        tuple(named.rule for named in ClashFinder(opened).clash()),
        ways.cheapest,
        tuple(find_shortages(problem, targets, pool)),
        ways.others,
        ways.beyond,
    )


def find_panel(problem: Problem) -> Ints | None:
    """Column counts of some valid panel, or None when there is none."""
    if not len(problem.caps):
        nobody = np.zeros(0, dtype=np.int64)
        return nobody if problem.accepts(nobody) else None
    program = Program(relaxed_model(problem, integer=True))
    if program.solve() is Outcome.INFEASIBLE:
        return None
    columns = np.rint(program.values()).astype(np.int64)
    if not problem.accepts(columns):
        raise SolverError("solver-failed", reason="a panel broke a rule after rounding")
    return columns


def _left_out(
    problem: Problem,
    pool: Sequence[Person],
    confirmed: Sequence[Place],
    unavailable: Collection[str],
) -> tuple[str, ...]:
    """People whom nobody counts any more, though they are neither confirmed nor unavailable."""
    counted = {person for people in problem.members for person in people}
    counted |= {place.person for place in confirmed} | set(unavailable)
    return tuple(person.id for person in pool if person.id not in counted)


def _example(problem: Problem, columns: Ints, confirmed: Sequence[Place] = ()) -> tuple[str, ...]:
    """Real people for one panel: the first of each type whose household is still free."""
    homes: set[str] = set()
    chosen = [place.person for place in confirmed]
    for kind, wanted in enumerate(problem.per_type(columns).astype(int)):
        free = [p for p in problem.members[kind] if problem.households.get(p) not in homes]
        for person in free:
            home = problem.households.get(person)
            if wanted and (home is None or home not in homes):
                wanted -= 1
                chosen.append(person)
                homes.update(() if home is None else (home,))
    return tuple(sorted(chosen))
