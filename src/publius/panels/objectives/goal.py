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


@dataclass(frozen=True, slots=True)
class Goal:
    """Both parts depend on who can be in a panel at all, the limits also on what is possible."""

    wish: Callable[[Able], Wish]
    limits: Callable[[Spread, Able], Limits]


def goal_of(problem: Problem, objective: Objective, fair: Mapping[str, float]) -> Goal:
    """The goal of any objective but leximin; ``fair`` is everybody's leximin chance, by id."""
    if objective.name == "relevance":
        fits = mean_weights(problem, objective.fit)
        return Goal(
            lambda _: wishes.relevance(problem, fits), _fair_limits(problem, objective, fair)
        )
    if objective.name == "given":
        weights = mean_weights(problem, objective.wanted)
        wanted = wishes.scaled_to(problem.size, problem.counts.astype(np.float64), weights)
        return Goal(lambda _: wishes.nearest(problem, wanted), _same_limits(problem, objective))
    return Goal(lambda able: wishes.nash(problem, able), _same_limits(problem, objective))


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
