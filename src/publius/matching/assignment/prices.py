"""What each quota costs in fit: the same assignment, with people who could be split, without it."""

import numpy as np

from publius.matching.assignment.problem import Problem
from publius.matching.assignment.program import INFINITY, Outcome, Program
from publius.matching.assignment.relaxed import Layout, model
from publius.matching.assignment.results import QuotaPrice

DECIMALS = 6


def quota_prices(problem: Problem, floor: float) -> tuple[QuotaPrice, ...]:
    """Solve once with all quotas and once without each of them; the floor stays as it is."""
    quotas = problem.given.quotas
    if not quotas:
        return ()
    program, at = Program(model(problem)), Layout(problem)
    column, height = np.array([at.floor], dtype=np.int32), np.array([floor * (1 - 1e-9)])
    program.set_bounds(column, height, height)
    if program.solve() is Outcome.INFEASIBLE:
        return ()
    cost = program.objective()
    found = []
    for row, rule in enumerate(problem.rules):
        if rule.kind == "quota":
            program.set_row(row, -INFINITY, INFINITY)
            program.solve()
            gain = max(0.0, cost - program.objective())
            program.set_row(row, rule.minimum, rule.maximum)
            feature = quotas[rule.index].feature
            found.append(QuotaPrice(feature, rule.index, round(gain, DECIMALS)))
    return tuple(found)
