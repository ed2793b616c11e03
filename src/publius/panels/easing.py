"""What must give way, at the least, when the targets cannot be met by those who are left.

Two things can give way. Limits may be *eased*: by as few people as possible, and among ways
that ease as many, by the prices that suggestions use (an elastic integer program). And places
may stay *open*: an open place is held for somebody yet to be found, who may have any value of
every feature and fit any seat.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from scipy.sparse import bmat, csr_matrix

from publius.panels.conflicts import Relaxation, Rule
from publius.panels.errors import SolverError
from publius.panels.maker import relaxed_model
from publius.panels.problem import Problem, Row, general_places
from publius.panels.rules import Side, rule_of
from publius.panels.solver import INFINITY, Floats, Model, Outcome, Program
from publius.panels.types import Seat, Target, Targets
from publius.panels.waysout import price_of

Asked = TypeVar("Asked", Target, Seat)

AMONG = 1e-2  # prices decide only among ways that ease limits by equally many people
HELD = 1e-4  # what it costs to hold an open place for one value: far less than easing a limit


@dataclass(frozen=True, slots=True)
class Terms:
    """What a draw can meet: limits that were eased, places left open and whom these await."""

    eased: tuple[Relaxation, ...]
    open: int
    awaited: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class _Layout:
    """Which variables there are beside the problem's own columns, in this order.

    First the number of open places; then ``sides``, limits that may be eased; then ``held``,
    rows that an open place may be held for. ``shared`` lists sets of positions in ``held`` of
    which one open place can count for one only; ``seated`` those of the seats.
    """

    sides: tuple[Side, ...]
    held: tuple[int, ...]
    shared: tuple[tuple[int, ...], ...]
    seated: tuple[int, ...]


def least_terms(
    problem: Problem, targets: Targets, several: set[str], *, flexible: bool, at_most: bool
) -> Terms | None:
    """Leave as few places open as possible, then ease as little as possible.

    ``several`` names the features of which a person may hold several values. None: whatever is
    eased and left open, no panel exists.
    """
    layout = _layout(problem, targets, several, flexible=flexible, at_most=at_most)
    fewest = Program(_model(problem, targets, layout, 0, problem.size if at_most else 0))
    if fewest.solve() is Outcome.INFEASIBLE:
        return None
    first = len(problem.caps)
    left = round(float(fewest.values()[first]))
    program = Program(_model(problem, targets, layout, left, left))
    program.set_cost(_prices(problem, targets, layout))
    if program.solve() is Outcome.INFEASIBLE:
        raise SolverError("solver-failed", reason="the fewest open places became infeasible")
    amounts = np.rint(program.values()[first + 1 :]).astype(int).tolist()
    eased, held = amounts[: len(layout.sides)], amounts[len(layout.sides) :]
    return Terms(
        tuple(
            _relaxation(problem.rows[row], bound, targets, amount)
            for (row, bound), amount in zip(layout.sides, eased, strict=True)
            if amount
        ),
        left,
        tuple(
            replace(rule_of(problem.rows[row], "minimum", targets), limit=amount)
            for row, amount in zip(layout.held, held, strict=True)
            if amount
        ),
    )


def _relaxation(row: Row, bound: str, targets: Targets, amount: int) -> Relaxation:
    """Count from what confirmed people already take up where that is above the maximum."""
    rule = rule_of(row, bound, targets)
    if bound == "minimum":
        return Relaxation(rule, rule.limit - amount)
    return Relaxation(rule, max(rule.limit, row.taken) + amount)


def _layout(
    problem: Problem, targets: Targets, several: set[str], *, flexible: bool, at_most: bool
) -> _Layout:
    sides = tuple(
        (number, bound)
        for number, row in enumerate(problem.rows)
        for bound in ("minimum", "maximum")
        if flexible and _room(row, bound, targets, problem.size) > 0
    )
    held = tuple(
        number
        for number, row in enumerate(problem.rows)
        if at_most and row.kind in ("target", "seat") and row.maximum > 0
    )
    seated = tuple(n for n, row in enumerate(held) if problem.rows[row].kind == "seat")
    return _Layout(sides, held, tuple(_exclusive(problem, targets, held, several)), seated)


def _room(row: Row, bound: str, targets: Targets, size: int) -> int:
    """How far a limit may be eased: to the bounds of the target, and never from a "nobody"."""
    if row.kind not in ("target", "seat"):
        return 0
    asked = (targets.targets if row.kind == "target" else targets.seats)[row.index]
    lowest, highest = getattr(asked, "lowest", None), getattr(asked, "highest", None)
    if bound == "minimum":
        return min(row.minimum, asked.minimum - (0 if lowest is None else lowest))
    if asked.maximum == 0:
        return 0
    reach = row.taken + size if highest is None else highest
    return min(size, reach - max(asked.maximum, row.taken))


def _exclusive(
    problem: Problem, targets: Targets, held: Sequence[int], several: set[str]
) -> Iterator[tuple[int, ...]]:
    """Positions in ``held`` of which one open place can count for one: values of a feature."""
    groups: dict[tuple[str, str], list[int]] = {}
    for position, number in enumerate(held):
        row = problem.rows[number]
        if row.kind == "target":
            target = targets.targets[row.index]
            key = (target.feature, target.value if target.feature in several else "")
            groups.setdefault(key, []).append(position)
    yield from (tuple(positions) for positions in groups.values())


def _model(problem: Problem, targets: Targets, layout: _Layout, least: int, most: int) -> Model:
    """Whole panels with ``least`` to ``most`` places left open, as few as possible."""
    base = relaxed_model(problem, integer=True)
    rows, columns = base.matrix.shape
    extra = 1 + len(layout.sides) + len(layout.held)
    linked, seats_full = _links(problem, targets, layout)
    room = [_room(problem.rows[row], bound, targets, problem.size) for row, bound in layout.sides]
    total = columns + extra
    lower, cost = np.zeros(total), np.zeros(total)
    lower[columns], cost[columns] = float(least), 1.0
    return Model(
        csr_matrix(bmat([[base.matrix, _further(rows, layout)], [None, linked]])),
        np.concatenate([base.row_lower, np.where(seats_full, 0.0, -INFINITY)]),
        np.concatenate([base.row_upper, np.zeros(len(seats_full))]),
        lower,
        np.concatenate(
            [
                base.upper,
                [float(most)],
                np.array(room, dtype=np.float64),
                np.full(len(layout.held), float(problem.size)),
            ]
        ),
        cost,
        np.ones(total, dtype=np.bool_),
    )


def _further(rows: int, layout: _Layout) -> csr_matrix:
    """How the further variables count in the problem's own rows; row 0 is the panel's size."""
    signs = [1.0 if bound == "minimum" else -1.0 for _, bound in layout.sides]
    where = [0, *(row for row, _ in layout.sides), *layout.held]
    values = np.array([1.0, *signs, *(1.0 for _ in layout.held)])
    return csr_matrix((values, (where, range(len(where)))), shape=(rows, len(where)))


def _links(problem: Problem, targets: Targets, layout: _Layout) -> tuple[csr_matrix, list[bool]]:
    """Rows "held for these values - open places <= 0"; for seats "= 0" if everybody sits on one."""
    every_seated = not general_places(targets, problem.rows[0].maximum + problem.rows[0].taken)
    groups = [*layout.shared, layout.seated]
    after = 1 + len(layout.sides)
    matrix = np.zeros((len(groups), after + len(layout.held)))
    for number, positions in enumerate(groups):
        matrix[number, 0] = -1.0
        matrix[number, [after + position for position in positions]] = 1.0
    full = [False] * len(layout.shared) + [every_seated]
    return csr_matrix(matrix), full


def _prices(problem: Problem, targets: Targets, layout: _Layout) -> Floats:
    """One per seat, and a little by price among as many; holding places costs next to nothing."""
    prices = [price_of(rule_of(problem.rows[row], bound, targets)) for row, bound in layout.sides]
    eased = 1.0 + AMONG * np.array(prices, dtype=np.float64)
    return np.concatenate([np.zeros(len(problem.caps) + 1), eased, np.full(len(layout.held), HELD)])


def apply_easing(targets: Targets, eased: Sequence[Relaxation]) -> Targets:
    """The targets with the eased limits in place of those that were asked for.

    >>> from publius.panels.types import Target
    >>> wish = Targets((Target("job", "driver", 2, 2),))
    >>> lower = Relaxation(Rule("target", "job", "driver", "minimum", 2), 1)
    >>> apply_easing(wish, [lower]).targets
    (Target(feature='job', value='driver', minimum=1, maximum=2, lowest=None, highest=None),)
    """
    limits: dict[tuple[str, ...], dict[str, int]] = {}
    for change in eased:
        limits.setdefault(_name(change.rule), {})[change.rule.bound] = change.limit
    return replace(
        targets,
        targets=tuple(
            _eased(target, limits.get(("target", target.feature, target.value), {}))
            for target in targets.targets
        ),
        seats=tuple(_eased(seat, limits.get(("seat", seat.id), {})) for seat in targets.seats),
    )


def _eased(asked: Asked, limits: Mapping[str, int]) -> Asked:
    return replace(
        asked,
        minimum=limits.get("minimum", asked.minimum),
        maximum=limits.get("maximum", asked.maximum),
    )


def _name(rule: Rule) -> tuple[str, ...]:
    """What a limit belongs to: a seat by its id, a target by its feature and value."""
    return (
        (rule.kind, rule.feature) if rule.kind == "seat" else (rule.kind, rule.feature, rule.value)
    )
