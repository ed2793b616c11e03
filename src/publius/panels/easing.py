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
from publius.panels.maker import relaxed_model
from publius.panels.problem import Problem, general_places
from publius.panels.randomness import Noise
from publius.panels.rules import Side, rule_of
from publius.panels.solver import INFINITY, Floats, Model, Outcome, Program
from publius.panels.types import Seat, Target, Targets
from publius.panels.waysout import price_of, relaxation_of, room_of

Asked = TypeVar("Asked", Target, Seat)

AMONG = 1e-2  # prices decide only among ways that ease limits by equally many people
LOT = 1e-2  # the lot decides only among ways of holding open places for as few values


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
    problem: Problem,
    targets: Targets,
    several: set[str],
    *,
    flexible: bool,
    at_most: bool,
    key: str,
) -> Terms | None:
    """Leave as few places open as possible, then ease as little as possible.

    ``several`` names the features of which a person may hold several values. Where open places
    could be held for different people, the ``key`` decides, so that no solver favours anybody.
    None: whatever is eased and left open, no panel exists.
    """
    layout = _layout(problem, targets, several, flexible=flexible, at_most=at_most)
    model = _model(problem, targets, layout, problem.size if at_most else 0)
    first = len(problem.caps)
    sides, held = len(layout.sides), len(layout.held)
    lots = 1.0 + LOT * Noise(key).uniform(held)
    found: list[int] = []
    for cost in (np.ones(1), _prices(problem, targets, layout), lots):
        amounts = _cheapest(model, first + len(found), cost)
        if amounts is None:
            return None
        model = _fixed(model, first + len(found), amounts)
        found += amounts
    return Terms(
        tuple(
            relaxation_of(problem.rows[row], bound, targets, amount)
            for (row, bound), amount in zip(layout.sides, found[1 : 1 + sides], strict=True)
            if amount
        ),
        found[0],
        tuple(
            replace(rule_of(problem.rows[row], "minimum", targets), limit=amount)
            for row, amount in zip(layout.held, found[1 + sides :], strict=True)
            if amount
        ),
    )


def _cheapest(model: Model, first: int, cost: Floats) -> list[int] | None:
    """The whole numbers of some variables, side by side, at the least cost."""
    if not len(cost):
        return []
    prices = np.zeros(len(model.cost))
    prices[first : first + len(cost)] = cost
    program = Program(replace(model, cost=prices))
    if program.solve() is Outcome.INFEASIBLE:
        return None
    amounts = np.rint(program.values()[first : first + len(cost)])
    return [int(amount) for amount in amounts]


def _fixed(model: Model, first: int, amounts: Sequence[int]) -> Model:
    """The same with these variables settled."""
    lower, upper = model.lower.copy(), model.upper.copy()
    lower[first : first + len(amounts)] = upper[first : first + len(amounts)] = amounts
    return replace(model, lower=lower, upper=upper)


def _layout(
    problem: Problem, targets: Targets, several: set[str], *, flexible: bool, at_most: bool
) -> _Layout:
    sides = tuple(
        (number, bound)
        for number, row in enumerate(problem.rows)
        for bound in ("minimum", "maximum")
        if flexible and room_of(row, bound, targets, problem.size) > 0
    )
    held = tuple(
        number
        for number, row in enumerate(problem.rows)
        if at_most and row.kind in ("target", "seat") and row.maximum > 0
    )
    seated = tuple(n for n, row in enumerate(held) if problem.rows[row].kind == "seat")
    return _Layout(sides, held, tuple(_exclusive(problem, targets, held, several)), seated)


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


def _model(problem: Problem, targets: Targets, layout: _Layout, most: int) -> Model:
    """Whole panels with at most so many places left open, and with limits that can be eased."""
    base = relaxed_model(problem, integer=True)
    linked, seats_full = _links(problem, targets, layout)
    room = [room_of(problem.rows[row], bound, targets, problem.size) for row, bound in layout.sides]
    further = np.array([most, *room, *(problem.size for _ in layout.held)], dtype=np.float64)
    total = len(base.upper) + len(further)
    return Model(
        csr_matrix(bmat([[base.matrix, _further(len(problem.rows), layout)], [None, linked]])),
        np.concatenate([base.row_lower, np.where(seats_full, 0.0, -INFINITY)]),
        np.concatenate([base.row_upper, np.zeros(len(seats_full))]),
        np.zeros(total),
        np.concatenate([base.upper, further]),
        np.zeros(total),
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
    """What easing each limit by one person costs: one, and a little for its price."""
    prices = [price_of(rule_of(problem.rows[row], bound, targets)) for row, bound in layout.sides]
    return np.asarray(1.0 + AMONG * np.array(prices, dtype=np.float64))


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
