"""The assignment as if people could be split: its bounds, its floor and its best total.

One linear program is solved again and again with other aims. Its variables are, in this order:
a share of each pair, what counts twice or thrice of each seat's score, what each wished-for seat
lacks of its minimum, and the floor. What is best here can be had by whole people only nearly,
but never be beaten by them.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import bmat, csr_matrix, diags

from publius.matching.assignment.fits import Floats
from publius.matching.assignment.parameters import AssignmentParameters
from publius.matching.assignment.problem import Problem
from publius.matching.assignment.program import INFINITY, INTERIOR, Model, Outcome, Program

MISSING_COSTS = 10.0  # a wished-for place counts more than any fit could


@dataclass(frozen=True, slots=True)
class Relaxed:
    """What people who could be split would achieve, and where to look for whole ones.

    - ``best_total``: the highest total fit; ``best_floor``: the highest lowest score
    - ``floors``: the floors to be tried with whole people, the first one first
    - ``emphasised``: the score up to which a seat's gain counts more
    - ``bound``: the best value of the aim; ``shares``, ``costs``: per pair, its share in that
      and what a whole person more of it would cost
    """

    best_total: float
    best_floor: float
    floors: tuple[float, ...]
    emphasised: float
    bound: float
    shares: Floats
    costs: Floats


class Layout:
    """Which variable of the program stands where."""

    def __init__(self, problem: Problem) -> None:
        self.pairs = len(problem.seat)
        self.seats = len(problem.seats)
        self.counted = self.pairs
        self.missing = self.pairs + self.seats
        self.floor = self.pairs + 2 * self.seats
        self.columns = self.floor + 1


def model(problem: Problem) -> Model:
    """Rules, then "score is at least the floor", "what counts is at most the score" and
    "people and missing people make up what was wished for", one of each per seat."""
    at = Layout(problem)
    score = problem.score_matrix
    one = diags(np.ones(at.seats))
    zero = csr_matrix((at.seats, at.seats))
    floor = csr_matrix(-problem.must.astype(np.float64)[:, None])
    people = problem.matrix[: at.seats]
    matrix = bmat(
        [
            [problem.matrix, None, None, None],
            [score, zero, zero, floor],
            [score, -one, zero, None],
            [people, zero, one, None],
        ]
    )
    nothing = np.zeros(at.seats)
    lower = np.array([rule.minimum for rule in problem.rules], dtype=np.float64)
    upper = np.array([rule.maximum for rule in problem.rules], dtype=np.float64)
    return Model(
        csr_matrix(matrix),
        np.concatenate([lower, nothing, nothing, problem.wished]),
        np.concatenate([upper, np.full(3 * at.seats, INFINITY)]),
        np.concatenate([problem.confirmed.astype(np.float64), np.zeros(2 * at.seats + 1)]),
        np.concatenate([np.ones(at.pairs), nothing, problem.wished, [0.0]]),
        aim(problem, 0.0),
    )


def aim(problem: Problem, emphasis: float) -> Floats:
    """What to minimise: the total fit, what counts of the scores, and what is missing."""
    worst = MISSING_COSTS * max(1.0, float(problem.fit.max(initial=0.0)))
    seats = len(problem.seats)
    return np.concatenate(
        [-problem.fit, -emphasis * problem.size, np.full(seats, worst), np.zeros(1)]
    )


def relax(problem: Problem, parameters: AssignmentParameters) -> Relaxed | None:
    """Solve the program for its bounds and for the aim; None where the rules cannot be kept."""
    base, at = model(problem), Layout(problem)
    program = Program(base)
    if program.solve() is Outcome.INFEASIBLE:
        return None
    total = _total(problem, program)
    best_floor = highest_floor(base, at) if problem.must.any() else 0.0
    floors = _floors(problem, program, at, total, best_floor, parameters)
    emphasised = _quantile(problem, program, parameters)
    counted = np.arange(at.counted, at.missing, dtype=np.int32)
    program.set_bounds(counted, np.zeros(at.seats), np.full(at.seats, emphasised))
    program.set_cost(aim(problem, parameters.emphasis))
    program.solve()
    pairs = slice(0, at.pairs)
    return Relaxed(
        total, best_floor, floors, emphasised, -program.objective(),
        program.values()[pairs], program.reduced_costs()[pairs],
    )  # fmt: skip


def best_total(problem: Problem) -> float | None:
    """The highest total fit, whatever the floor; None where the rules cannot be kept."""
    program = Program(model(problem))
    return None if program.solve() is Outcome.INFEASIBLE else _total(problem, program)


def highest_floor(base: Model, at: Layout) -> float:
    """The highest lowest score, a hair below what the interior point method finds."""
    cost = np.zeros(at.columns)
    cost[at.floor] = -1.0
    upper = base.upper.copy()
    upper[at.floor] = INFINITY
    program = Program(
        Model(base.matrix, base.row_lower, base.row_upper, base.lower, upper, cost), **INTERIOR
    )
    program.solve()
    return max(0.0, float(program.values()[at.floor]) * (1 - 1e-6))


def _floors(
    problem: Problem,
    program: Program,
    at: Layout,
    total: float,
    best_floor: float,
    parameters: AssignmentParameters,
) -> tuple[float, ...]:
    """Leave the program at the first floor that costs little; lower ones stay in hand."""
    shares = parameters.floor_shares
    column = np.array([at.floor], dtype=np.int32)
    for number, share in enumerate(shares):
        floor = np.array([share * best_floor])
        program.set_bounds(column, floor, floor)
        kept = program.solve() is Outcome.OPTIMAL
        enough = kept and _total(problem, program) >= (1 - parameters.floor_price) * total
        if enough or (kept and number == len(shares) - 1):
            return tuple(each * best_floor for each in shares[number:])
    program.set_bounds(column, np.zeros(1), np.zeros(1))
    program.solve()
    return ()


def _total(problem: Problem, program: Program) -> float:
    return float(problem.fit @ program.values()[: len(problem.fit)])


def _quantile(problem: Problem, program: Program, parameters: AssignmentParameters) -> float:
    if not problem.must.any():
        return 0.0
    scores = problem.score_matrix @ program.values()[: len(problem.fit)]
    return float(np.quantile(scores[problem.must], parameters.emphasised))
