"""What an objective comes down to for one problem: a wish, within limits."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from publius.panels.objectives import wishes
from publius.panels.objectives.bands import mean_weights
from publius.panels.objectives.chances import Limits, Wish
from publius.panels.objectives.limits import limits_for, possible_range
from publius.panels.objectives.objective import Objective
from publius.panels.objectives.spread import Range, Spread, goldilocks
from publius.panels.problem import Problem

Able = NDArray[np.bool_]

NEAR_FIT = 1e-3  # of the expected fit of a place
NEAR_WANTED = 1e-6  # of the squared distance, per place
NEAR_NASH = 1e-8  # of the geometric mean, relative to it


@dataclass(frozen=True, slots=True)
class Goal:
    """A wish and limits, given who can be in a panel at all and what range is possible.

    ``enough`` is how near to the best a search over whole panels must come at the least.
    """

    wish: Callable[[Able], Wish]
    limits: Callable[[Spread, Able], Limits]
    enough: float


def goal_of(problem: Problem, objective: Objective, fair: Mapping[str, float]) -> Goal:
    """The goal of any objective but leximin; ``fair`` is everybody's leximin chance, by id."""
    if objective.name == "relevance":
        fits = mean_weights(problem, objective.fit)
        limits = _fair_limits(problem, objective, fair)
        return Goal(lambda _: wishes.relevance(problem, fits), limits, NEAR_FIT * problem.size)
    if objective.name == "given":
        weights = mean_weights(problem, objective.wanted)
        wanted = wishes.scaled_to(problem.size, problem.counts.astype(np.float64), weights)
        limits = _same_limits(problem, objective)
        return Goal(lambda _: wishes.nearest(problem, wanted), limits, NEAR_WANTED * problem.size)
    limits = _same_limits(problem, objective)
    enough = NEAR_NASH * float(problem.counts.sum())
    return Goal(lambda able: wishes.nash(problem, able), limits, enough)


def _same_limits(problem: Problem, objective: Objective) -> Callable[[Spread, Able], Limits]:
    def limits(spread: Spread, able: Able) -> Limits:
        highest, cap = possible_range(spread, objective)
        within = Range(min(objective.floor, highest), cap)
        if objective.name == "goldilocks":
            within = goldilocks(spread, problem.size / float(problem.counts[able].sum()))
        return limits_for(able, *within)

    return limits


def _fair_limits(
    problem: Problem, objective: Objective, fair: Mapping[str, float]
) -> Callable[[Spread, Able], Limits]:
    levels = np.array([fair[people[0]] for people in problem.members])

    def limits(spread: Spread, able: Able) -> Limits:
        highest, cap = possible_range(spread, objective)
        floor = np.where(able, min(objective.floor, highest), 0.0)
        return Limits(np.maximum(objective.alpha * levels, floor), np.full(len(able), cap))

    return limits
