"""Finds out whether a panel exists at all, and if not, says why and what would help."""

from collections.abc import Collection, Sequence
from dataclasses import replace as changed

import numpy as np
from scipy.sparse import csr_matrix, hstack

from publius.panels.checks import check_input
from publius.panels.conflicts import Conflict, Feasible, Relaxation, Rule
from publius.panels.errors import SolverError
from publius.panels.maker import relaxed_model
from publius.panels.problem import Ints, Problem, Row, build_problem
from publius.panels.request import canonical_targets
from publius.panels.shortages import find_shortages
from publius.panels.solver import INFINITY, Model, Outcome, Program
from publius.panels.types import Person, Place, Targets

Side = tuple[int, str]  # a row of the problem and which of its bounds


def explain_infeasible(
    pool: Sequence[Person],
    targets: Targets,
    *,
    size: int,
    confirmed: Sequence[Place] = (),
    unavailable: Collection[str] = (),
) -> Feasible | Conflict:
    """Say whether a valid panel exists; if not, which rules clash and the cheapest way out.

    >>> from publius.panels import Person, Target, Targets
    >>> pool = [Person("ada", {"job": "planner"}), Person("bo", {"job": "driver"})]
    >>> answer = explain_infeasible(pool, Targets((Target("job", "driver", 2, 2),)), size=2)
    >>> bool(answer), [str(change) for change in answer.relaxations]
    (False, ['lower the minimum for job: driver from 2 to 1'])
    """
    check_input(pool, targets, size, confirmed, unavailable)
    ordered = canonical_targets(targets)
    problem = build_problem(pool, ordered, size, confirmed, unavailable)
    return explain_problem(problem, ordered)


def explain_problem(problem: Problem, targets: Targets) -> Feasible | Conflict:
    """The same for a problem that is already built."""
    panel = find_panel(problem)
    if panel is not None:
        return Feasible(_example(problem, panel))
    shortages = find_shortages(problem, targets)
    clashing = tuple(rule_of(problem.rows[row], bound, targets) for row, bound in _clash(problem))
    relaxations = _cheapest_changes(problem, targets)
    return Conflict(clashing, relaxations, tuple(shortages))


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


def _example(problem: Problem, columns: Ints) -> tuple[str, ...]:
    """Real people for one panel: the first of each type whose household is still free."""
    homes: set[str] = set()
    chosen: list[str] = []
    for kind, wanted in enumerate(problem.per_type(columns).astype(int)):
        free = [p for p in problem.members[kind] if problem.households.get(p) not in homes]
        for person in free:
            home = problem.households.get(person)
            if wanted and (home is None or home not in homes):
                wanted -= 1
                chosen.append(person)
                homes.update(() if home is None else (home,))
    return tuple(sorted(chosen))


def _clash(problem: Problem) -> list[Side]:
    """Rules that cannot hold together, such that dropping any one of them would help.

    A deletion filter (Chinneck and Dravnieks, 1991): try without each rule; whatever is not
    needed for the contradiction is left out for good. Fractional panels are enough for most
    contradictions; where they are not, whole panels are tried.
    """
    if not len(problem.caps):
        return [(row, "minimum") for row, low in enumerate(problem.lower) if low > 0]
    program = Program(relaxed_model(problem))
    if program.solve() is Outcome.OPTIMAL:
        program = Program(relaxed_model(problem, integer=True))
    bounds = {(row, "minimum"): float(low) for row, low in enumerate(problem.lower) if low > 0}
    ceilings = {(row, "maximum"): float(high) for row, high in enumerate(problem.upper)}
    needed = dict.fromkeys(sorted({**ceilings, **bounds}, key=lambda side: _order(problem, side)))
    for side in list(needed):
        del needed[side]
        _apply(program, side[0], problem, needed)
        if program.solve() is Outcome.OPTIMAL:
            needed[side] = None
            _apply(program, side[0], problem, needed)
    return sorted(s for s in needed if problem.rows[s[0]].kind != "type")


def _order(problem: Problem, side: Side) -> tuple[bool, bool, Side]:
    """Try to do without the rules first that say least to a convener."""
    return (problem.rows[side[0]].kind == "size", side[1] == "minimum", side)


def _apply(program: Program, row: int, problem: Problem, needed: dict[Side, None]) -> None:
    low = float(problem.lower[row]) if (row, "minimum") in needed else -INFINITY
    high = float(problem.upper[row]) if (row, "maximum") in needed else INFINITY
    program.set_row(row, low, high)


def rule_of(row: Row, bound: str, targets: Targets) -> Rule:
    """One side of a row of the problem, in the words of the targets."""
    if row.kind == "target":
        target = targets.targets[row.index]
        limit = target.minimum if bound == "minimum" else target.maximum
        return Rule("target", target.feature, target.value, bound, limit)
    if row.kind == "seat":
        seat = targets.seats[row.index]
        limit = seat.minimum if bound == "minimum" else seat.maximum
        return Rule("seat", seat.id, seat.title, bound, limit)
    if row.kind == "apart":
        return Rule("apart", "", ", ".join(sorted(targets.apart[row.index])), "maximum", 1)
    if row.kind == "household":
        return Rule("household", "", "", "maximum", 1)
    return Rule("size", "", "", bound, row.maximum + row.taken)


def _cheapest_changes(problem: Problem, targets: Targets) -> tuple[Relaxation, ...]:
    """The cheapest set of changed limits that makes a panel possible (an elastic program).

    Raising a maximum by one costs 1, lowering a minimum by one costs 1 + 2/minimum: small
    minima protect small groups. A maximum of 0 says "nobody" and is never raised.
    """
    sides = [
        (row, bound)
        for row, rule in enumerate(problem.rows)
        if rule.kind in ("target", "seat")
        for bound in ("minimum", "maximum")
        if (rule.minimum if bound == "minimum" else rule.maximum) > 0
    ]
    if not len(problem.caps) or not sides:
        return ()
    program = Program(_elastic(problem, sides, targets))
    if program.solve() is Outcome.INFEASIBLE:
        return ()
    amounts = np.rint(program.values()[len(problem.caps) :]).astype(int)
    return tuple(
        _relaxation(rule_of(problem.rows[row], bound, targets), int(amount))
        for (row, bound), amount in zip(sides, amounts, strict=True)
        if amount
    )


def _relaxation(rule: Rule, amount: int) -> Relaxation:
    return Relaxation(rule, rule.limit - amount if rule.bound == "minimum" else rule.limit + amount)


def _elastic(problem: Problem, sides: Sequence[Side], targets: Targets) -> Model:
    signs = [1.0 if bound == "minimum" else -1.0 for _, bound in sides]
    give = csr_matrix(
        (signs, ([row for row, _ in sides], range(len(sides)))),
        shape=(len(problem.rows), len(sides)),
    )
    room = [
        float(problem.lower[row]) if bound == "minimum" else float(problem.size)
        for row, bound in sides
    ]
    base = relaxed_model(problem, integer=True)
    total = len(problem.caps) + len(sides)
    price = [price_of(rule_of(problem.rows[row], bound, targets)) for row, bound in sides]
    return changed(
        base,
        matrix=csr_matrix(hstack([base.matrix, give])),
        lower=np.zeros(total),
        upper=np.append(base.upper, room),
        cost=np.append(base.cost, price),
        integer=np.ones(total, dtype=np.bool_),
    )


def price_of(rule: Rule) -> float:
    """What moving this limit by one costs beside others."""
    return 1.0 + 2.0 / rule.limit if rule.bound == "minimum" else 1.0
