"""Finding out which rules clash, and the cheapest way to make them fit.

Every limit is given some slack at a price. What slack the cheapest assignment needs are the
relaxations; the rules that push back in it clash, and those of them that are not needed for the
clash are dropped one by one (Chinneck's deletion filter), so that none is named in vain.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import bmat, csr_matrix, identity

from publius.matching.assignment.clash import Bound, Clash, Relaxation, Requirement
from publius.matching.assignment.fits import Floats
from publius.matching.assignment.given import AssignInput
from publius.matching.assignment.parameters import PARAMETERS
from publius.matching.assignment.problem import Problem, Rule, view
from publius.matching.assignment.program import INFINITY, Model, Option, Outcome, Program
from publius.matching.assignment.shortages import find_shortages
from publius.matching.assignment.types import Load

# The price of one more or less: asking people for more than they offered is dear, letting
# somebody with a conflict of interest in is the last resort.
PRICES = {
    ("seat", Bound.MINIMUM): 1.0,
    ("seat", Bound.MAXIMUM): 1.5,
    ("load", Bound.MINIMUM): 0.7,
    ("load", Bound.MAXIMUM): 1.6,
    ("quota", Bound.MINIMUM): 1.1,
    ("quota", Bound.MAXIMUM): 1.1,
}
CONFLICT = 20.0
IN_VIEW = 100_000  # pairs up to which every one that fits is looked at
NARROWED = 150  # rules that push back, up to which the needless ones are dropped
WEIGHED = 3_000  # pairs up to which a clash that only whole people have is narrowed down
NODES = 2_000
PRIMAL: dict[str, Option] = {"simplex_strategy": 4}  # with slack, any start keeps the rules
FELT = 1e-7
NEARLY_WHOLE = 1e-6


@dataclass(frozen=True, slots=True)
class Elastic:
    """A problem with its fitting pairs in view, and those that a conflict of interest bars.

    Among millions of pairs only the nearest are looked at: what helps there helps among all.
    """

    problem: Problem
    barred: NDArray[np.bool_]
    rules: tuple[Requirement, ...]

    @classmethod
    def of(cls, given: AssignInput) -> "Elastic":
        without = replace(given, conflicts=())
        few = given.fits.table.nnz <= IN_VIEW
        problem = view(without, None if few else PARAMETERS.nearest)
        apart = {(place.seat, place.person) for place in given.conflicts}
        names = zip(problem.seat.tolist(), problem.person.tolist(), strict=True)
        barred = [(problem.seats[s], problem.people[p]) in apart for s, p in names]
        return cls(problem, np.array(barred, dtype=bool), tuple(_requirements(problem)))


def explain(given: AssignInput) -> Clash:
    """Name the clash and the smallest way out."""
    elastic = Elastic.of(given)
    relaxations = _cheapest(elastic)
    clashing = _irreducible(elastic, relaxations)
    return Clash(find_shortages(given, clashing), clashing, relaxations)


def eased(given: AssignInput, relaxations: tuple[Relaxation, ...]) -> AssignInput:
    """The input with other limits where the relaxations say so."""
    limits = {_key(each.requirement): each.limit for each in relaxations}

    def limit(kind: str, name: str, bound: Bound, now: int, number: int = 0) -> int:
        return limits.get((kind, name, bound, "", number), now)

    low, high = Bound.MINIMUM, Bound.MAXIMUM
    seats = [
        replace(
            s,
            minimum=limit("seat", s.id, low, s.minimum),
            maximum=limit("seat", s.id, high, s.maximum),
        )
        for s in given.seats
    ]
    loads = [
        Load(
            p.person,
            limit("load", p.person, low, p.minimum),
            limit("load", p.person, high, p.maximum),
        )
        for p in given.loads
    ]
    quotas = [
        replace(
            q,
            minimum=limit("quota", q.feature, low, q.minimum, n),
            maximum=None if q.maximum is None else limit("quota", q.feature, high, q.maximum, n),
        )
        for n, q in enumerate(given.quotas)
    ]
    apart = [c for c in given.conflicts if ("conflict", c.person, high, c.seat, 0) not in limits]
    return replace(
        given, seats=tuple(seats), loads=tuple(loads), quotas=tuple(quotas), conflicts=tuple(apart)
    )


def _key(rule: Requirement) -> tuple[str, str, Bound, str, int]:
    return rule.kind, rule.name, rule.bound, rule.other, rule.number


def requirement_of(problem: Problem, rule: Rule, bound: Bound) -> Requirement:
    """Name one side of a rule."""
    limit = rule.minimum if bound is Bound.MINIMUM else rule.maximum
    number = int(limit) if np.isfinite(limit) else 0
    if rule.kind == "quota":
        feature = problem.given.quotas[rule.index].feature
        return Requirement("quota", feature, bound, number, number=rule.index)
    if rule.kind == "call":
        person, call = problem.calls[rule.index]
        return Requirement("call", problem.people[person], bound, number, call)
    names = problem.seats if rule.kind == "seat" else problem.people
    return Requirement(rule.kind, names[rule.index], bound, number)


def _requirements(problem: Problem) -> list[Requirement]:
    """Both sides of every rule: all minima first, then all maxima."""
    return [requirement_of(problem, rule, bound) for bound in Bound for rule in problem.rules]


def _model(elastic: Elastic, *, whole: bool) -> Model:
    """Pairs, then slack below every minimum, then slack above every maximum."""
    problem, rules = elastic.problem, elastic.problem.rules
    count, pairs = len(rules), len(problem.seat)
    low = np.array([rule.minimum for rule in rules], dtype=np.float64)
    high = np.array([rule.maximum for rule in rules], dtype=np.float64)
    prices = np.array([PRICES.get((r.kind, r.bound), 0.0) for r in elastic.rules])
    loose = np.array([r.kind != "call" for r in elastic.rules])
    matrix = bmat([[problem.matrix, identity(count), -identity(count)]])
    columns = pairs + 2 * count
    return Model(
        csr_matrix(matrix),
        low,
        high,
        np.concatenate([problem.confirmed.astype(np.float64), np.zeros(2 * count)]),
        np.concatenate([np.ones(pairs), np.where(loose, INFINITY, 0.0)]),
        np.concatenate([np.where(elastic.barred, CONFLICT, 0.0), prices]),
        np.ones(columns, dtype=bool) if whole else None,
    )


def _cheapest(elastic: Elastic) -> tuple[Relaxation, ...]:
    values = _cheapest_slack(elastic)
    pairs = len(elastic.problem.seat)
    found = [
        Relaxation(rule, rule.limit + int(slack) * (-1 if rule.bound is Bound.MINIMUM else 1))
        for rule, slack in zip(elastic.rules, values[pairs:], strict=True)
        if slack
    ]
    lifted = np.flatnonzero(elastic.barred & (values[:pairs] > 0)).tolist()
    return (*found, *(Relaxation(_kept_apart(elastic, pair), 1) for pair in lifted))


def _cheapest_slack(elastic: Elastic) -> NDArray[np.int64]:
    """Whole people and whole slack; without quotas a corner of the relaxed program is whole."""
    program = Program(_model(elastic, whole=False), **PRIMAL)
    program.solve()
    values = program.values()
    if np.abs(values - np.round(values)).max(initial=0.0) > NEARLY_WHOLE:
        program = Program(_model(elastic, whole=True), mip_rel_gap=1e-6, mip_max_nodes=NODES)
        program.solve()
        values = program.values()
    return np.round(values).astype(np.int64)


def _kept_apart(elastic: Elastic, pair: int) -> Requirement:
    problem = elastic.problem
    person, seat = problem.people[problem.person[pair]], problem.seats[problem.seat[pair]]
    return Requirement("conflict", person, Bound.MAXIMUM, 0, seat)


def _irreducible(elastic: Elastic, relaxations: tuple[Relaxation, ...]) -> tuple[Requirement, ...]:
    """Rules of which each one is needed for the clash, or all that push back if they are many."""
    felt, apart = _felt(elastic)
    test = _Trial(elastic, whole=False)
    if len(felt) + len(apart) > NARROWED:
        return _named(elastic, felt, apart)
    if test.holds(felt, apart):  # people who could be split would keep them; whole ones cannot
        if len(elastic.problem.seat) > WEIGHED:
            return tuple(relaxation.requirement for relaxation in relaxations)
        felt, apart = _all_sides(elastic), np.flatnonzero(elastic.barred).tolist()
        test = _Trial(elastic, whole=True)
    for side in list(felt):
        rest = [each for each in felt if each != side]
        felt = felt if test.holds(rest, apart) else rest
    for pair in list(apart):
        rest = [each for each in apart if each != pair]
        apart = apart if test.holds(felt, rest) else rest
    return _named(elastic, felt, apart)


def _named(elastic: Elastic, sides: list[int], apart: list[int]) -> tuple[Requirement, ...]:
    rules = tuple(elastic.rules[side] for side in sides)
    return (*rules, *(_kept_apart(elastic, pair) for pair in apart))


def _all_sides(elastic: Elastic) -> list[int]:
    rules = elastic.problem.rules
    count = len(rules)
    low = [number for number, rule in enumerate(rules) if rule.minimum > 0]
    return low + [count + n for n, rule in enumerate(rules) if np.isfinite(rule.maximum)]


def _felt(elastic: Elastic) -> tuple[list[int], list[int]]:
    """The sides of rules, and the barred pairs, that push back in the cheapest assignment."""
    program = Program(_model(elastic, whole=False), **PRIMAL)
    program.solve()
    duals: Floats = program.row_duals()
    count = len(duals)
    pushed = elastic.problem.matrix.T @ duals
    apart = np.flatnonzero(elastic.barred & (pushed > FELT)).tolist()
    low = np.flatnonzero(duals > FELT).tolist()
    return low + (count + np.flatnonzero(duals < -FELT)).tolist(), apart


class _Trial:
    """Asks whether some sides of rules, with some pairs barred, can be kept together.

    One program is changed from question to question, so that each starts where the last ended.
    """

    def __init__(self, elastic: Elastic, *, whole: bool) -> None:
        self._problem = elastic.problem
        self._asked: tuple[set[int], set[int]] = (set(), set())
        count, pairs = len(self._problem.rules), len(self._problem.seat)
        confirmed = self._problem.confirmed.astype(np.float64)
        self._program = Program(
            Model(
                self._problem.matrix,
                np.full(count, -INFINITY),
                np.full(count, INFINITY),
                confirmed,
                np.ones(pairs),
                np.zeros(pairs),
                np.ones(pairs, dtype=bool) if whole else None,
            )
        )

    def holds(self, sides: list[int], apart: list[int]) -> bool:
        """Change what differs from the last question, and ask."""
        if not len(self._problem.seat):
            count = len(self._problem.rules)
            return not any(s < count and self._problem.rules[s].minimum > 0 for s in sides)
        asked = (set(sides), set(apart))
        for rule in {side % len(self._problem.rules) for side in asked[0] ^ self._asked[0]}:
            self._set_rule(rule, asked[0])
        for pair in asked[1] ^ self._asked[1]:
            upper = np.array([0.0 if pair in asked[1] else 1.0])
            self._program.set_bounds(np.array([pair], dtype=np.int32), np.zeros(1), upper)
        self._asked = asked
        return self._program.solve() is not Outcome.INFEASIBLE

    def _set_rule(self, rule: int, sides: set[int]) -> None:
        bounds, count = self._problem.rules[rule], len(self._problem.rules)
        low = bounds.minimum if rule in sides else -INFINITY
        high = bounds.maximum if rule + count in sides else INFINITY
        self._program.set_row(rule, low, high)
