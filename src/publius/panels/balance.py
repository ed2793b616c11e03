"""Everybody's chance under an objective, and a mixture of panels that gives it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from publius.panels.maker import PanelMaker
from publius.panels.objectives.bands import banded
from publius.panels.objectives.chances import best_chances
from publius.panels.objectives.goal import Able, goal_of
from publius.panels.objectives.limits import possible_range
from publius.panels.objectives.objective import Objective
from publius.panels.objectives.spread import relaxed_spread
from publius.panels.objectives.whole import best_mixture, capped_leximin, find_able, leaning
from publius.panels.problem import Ints, Problem
from publius.panels.progress import Progress
from publius.panels.randomness import Noise
from publius.panels.realise import Mixture, realise
from publius.panels.relaxation import Ideal, ideal_chances
from publius.panels.splitting import DONE, point_of, split

SETTLED = 1e-9  # a level below this is zero: nobody of that type can be in a valid panel


@dataclass(frozen=True, slots=True)
class Balance:
    """The problem that was balanced, the chances aimed at, and the panels that give them."""

    problem: Problem
    ideal: Ideal
    mixture: Mixture

    def fair(self) -> dict[str, float]:
        """The chance that everybody is owed, by id."""
        levels = self.mixture.owed if self.mixture.proven else self.ideal.floor
        pairs = zip(self.problem.members, levels.tolist(), strict=True)
        return {person: level for people, level in pairs for person in people}


def able_types(ideal: Ideal, mixture: Mixture) -> Able:
    """Who can be in a valid panel at all, per type."""
    if ideal.able is not None:
        return ideal.able
    return (mixture.owed if mixture.proven else ideal.floor) > SETTLED


def highest_smallest(ideal: Ideal, mixture: Mixture) -> float:
    """What no lottery can beat as the smallest chance of those who can be in a panel."""
    if ideal.best is not None:
        return ideal.best
    levels = mixture.owed if mixture.proven else ideal.floor
    return float(levels[levels > SETTLED].min(initial=1.0))


def balance(
    problem: Problem,
    objective: Objective,
    key: str,
    progress: Progress,
    restate: Callable[[Mapping[str, int]], Problem],
) -> Balance:
    """Find the chances that the objective asks for, and panels that give them.

    ``restate`` builds the same problem with people in the bands given.
    """
    if problem.size == 0:
        return _nobody(problem)
    if objective.is_level():
        return _levelled(problem, objective, key, progress)
    fair: dict[str, float] = {}
    if objective.name == "relevance":
        fair = _levelled(problem, objective, key, progress).fair()
    if objective.weights():
        people = sorted(person for members in problem.members for person in members)
        problem = banded(people, objective.weights(), restate)
    return _wished(problem, objective, fair, key, progress)


def _nobody(problem: Problem) -> Balance:
    nothing = np.zeros(len(problem.types))
    nobody = np.zeros((1, len(problem.types)), dtype=np.int64)
    mixture = Mixture(nobody, np.ones(1), nothing, proven=True)
    return Balance(problem, Ideal(nothing, nothing), mixture)


def _levelled(problem: Problem, objective: Objective, key: str, progress: Progress) -> Balance:
    """Leximin, or its first level."""
    every = objective.name != "maximin"
    cap = 1.0
    if objective.is_bounded():
        able = _able(problem)
        cap = possible_range(relaxed_spread(problem, able), objective).cap
    ideal = ideal_chances(problem, all_levels=every, cap=cap)
    maker = PanelMaker(problem, Noise(key))

    def beyond(panels: Sequence[Ints]) -> Mixture:
        return capped_leximin(problem, objective, maker, panels, progress)

    mixture = realise(
        problem,
        ideal,
        maker,
        progress,
        all_levels=every,
        beyond=beyond if objective.is_bounded() else None,
    )
    return Balance(problem, ideal, mixture)


def _able(problem: Problem) -> Able:
    """Who can be in a panel, if people could be split."""
    return ideal_chances(problem, all_levels=False).floor > SETTLED


def _wished(
    problem: Problem, objective: Objective, fair: Mapping[str, float], key: str, progress: Progress
) -> Balance:
    able = _able(problem)
    goal = goal_of(problem, objective, fair)
    spread = relaxed_spread(problem, able)
    limits = goal.limits(spread, able)
    best = spread.corner(1.0, 0.0).floor
    chances = best_chances(problem, goal.wish(able), limits)
    maker = PanelMaker(problem, Noise(key))
    ideal = Ideal(chances, chances)

    def beyond(panels: Sequence[Ints]) -> Mixture:
        return best_mixture(problem, goal, maker, panels, progress)

    if objective.name == "relevance":
        mixture = _relevant(problem, ideal, maker, progress, beyond)
    else:
        mixture = realise(problem, ideal, maker, progress, all_levels=False, beyond=beyond)
    really = find_able(maker, mixture.panels, able)
    return Balance(problem, Ideal(chances, chances, best, really), mixture)


def _relevant(
    problem: Problem,
    ideal: Ideal,
    maker: PanelMaker,
    progress: Progress,
    beyond: Callable[[Sequence[Ints]], Mixture],
) -> Mixture:
    """Meet the ideal, or go beyond it at once.

    A high fit drives chances into corners that whole panels often miss by a hair; trying hard to
    reach such a corner would only delay the search for the best that they can do.
    """
    found = split(problem, point_of(problem, ideal), maker, progress)
    panels = np.array([problem.per_type(panel) for panel in found.panels]).astype(np.int64)
    if found.rest <= DONE:
        return Mixture(panels, found.shares / found.shares.sum(), ideal.floor, proven=True)
    return beyond([*panels, *leaning(maker, ideal.aim, problem.counts)])
