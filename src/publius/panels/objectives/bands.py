"""Sorts people into bands, so that people of one type may have different chances.

Everybody with the same weight shares a band. Where that would make more types than can be
balanced in good time, people with nearly the same weight share one, and count with their mean.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from publius.panels.problem import Problem
from publius.panels.solver import Floats

MOST = 600  # types up to which every weight keeps a band of its own
BANDS = (50, 20, 10, 5)  # tried in turn; the last is taken however many types it makes


def banded(
    people: Sequence[str],
    weights: Mapping[str, float],
    build: Callable[[Mapping[str, int]], Problem],
) -> Problem:
    """The problem with as many bands as are affordable; ``build`` states it for given bands."""
    values = np.array([weights.get(person, 0.0) for person in people])
    exact = np.unique(values, return_inverse=True)[1]
    problem = build(dict(zip(people, exact.tolist(), strict=True)))
    for count in BANDS:
        if len(problem.types) <= MOST:
            break
        problem = build(dict(zip(people, _quantiles(values, count).tolist(), strict=True)))
    return problem


def _quantiles(values: Floats, count: int) -> np.ndarray:
    """Bands of about equally many people; equal weights never part."""
    edges = np.quantile(values, np.linspace(0, 1, count + 1)[1:-1])
    return np.searchsorted(edges, values, side="left")


def mean_weights(problem: Problem, weights: Mapping[str, float]) -> Floats:
    """The mean weight of the people of each type; 0 for whoever has none."""
    return np.array(
        [
            sum(weights.get(person, 0.0) for person in people) / len(people)
            for people in problem.members
        ]
    )
