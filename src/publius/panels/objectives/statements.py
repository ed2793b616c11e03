"""Says in plain words what a lottery aimed at, and how near it came."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from publius.panels.certify import geometric_mean, in_percent, state_optimality
from publius.panels.objectives.objective import Objective
from publius.panels.objectives.wishes import scaled_to
from publius.panels.solver import Floats


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the lottery gives to those who could be drawn, beside what it aimed at.

    ``chances`` and ``aimed`` are by person; ``bound`` is what no lottery can beat as the smallest
    chance; ``places`` is how many were drawn for.
    """

    chances: Mapping[str, float]
    aimed: Mapping[str, float]
    smallest: float
    bound: float
    tickets: int
    places: int
    proven: bool

    def values(self) -> Floats:
        """Everybody's chance, as an array."""
        return np.array(list(self.chances.values()))


def state_outcome(objective: Objective, outcome: Outcome) -> str:
    """The statement of a certificate, for any objective."""
    if objective.is_level():
        said = state_optimality(
            outcome.smallest, outcome.bound, outcome.tickets, proven=outcome.proven
        )
    else:
        said = f"{_STATEMENTS[objective.name](objective, outcome)} {_smallest(outcome)}"
    return " ".join([said, *_limits(objective)])


def _nash(_: Objective, outcome: Outcome) -> str:
    mean = in_percent(geometric_mean(outcome.values()))
    if not outcome.proven:
        return f"The geometric mean of all chances is {mean}, about as high as it can be made."
    return f"The geometric mean of all chances is {mean}: no lottery can make it higher."


def _goldilocks(_: Objective, outcome: Outcome) -> str:
    values = outcome.values()
    return (
        f"Chances lie between {in_percent(float(values.min(initial=1.0)))} and "
        f"{in_percent(float(values.max(initial=0.0)))}, both as near as they go to the average of "
        f"{in_percent(float(values.mean()))}."
    )


def _relevance(objective: Objective, outcome: Outcome) -> str:
    fit = _expected_fit(objective, outcome.chances, outcome.places)
    most = _expected_fit(objective, outcome.aimed, outcome.places)
    in_pool = float(np.mean([objective.fit.get(person, 0.0) for person in outcome.chances]))
    reach = "no lottery can give more" if most - fit < 5e-4 else f"none can exceed {most:.3f}"
    return (
        f"The expected fit of a place is {fit:.3f}, beside {in_pool:.3f} in the pool; while "
        f"everybody keeps {100 * objective.alpha:g} % of their fairest chance, {reach}."
    )


def _expected_fit(objective: Objective, chances: Mapping[str, float], places: int) -> float:
    fits = (objective.fit.get(person, 0.0) * chance for person, chance in chances.items())
    return sum(fits) / max(places, 1)


def _given(objective: Objective, outcome: Outcome) -> str:
    weights = np.array([objective.wanted[person] for person in outcome.chances])
    wanted = scaled_to(outcome.places, np.ones(len(weights)), weights)
    changes = np.abs(outcome.values() - wanted)
    return (
        "Chances are as near to those wanted as the targets allow: they differ by "
        f"{100 * float(changes.mean()):.2g} percentage points on average and "
        f"{100 * float(changes.max()):.2g} at most."
    )


def _smallest(outcome: Outcome) -> str:
    smallest, bound = in_percent(outcome.smallest), in_percent(outcome.bound)
    if smallest == bound:
        return f"The smallest chance is {smallest}, as high as in any lottery."
    return (
        f"The smallest chance is {smallest}; a lottery that looks at nothing else reaches {bound}."
    )


def _limits(objective: Objective) -> list[str]:
    said = []
    if objective.floor > 0:
        said.append(f"Nobody who can be drawn was to have less than {in_percent(objective.floor)}.")
    if objective.cap < 1:
        said.append(f"Nobody was to have more than {in_percent(objective.cap)}.")
    return said


_STATEMENTS = {
    "nash": _nash,
    "goldilocks": _goldilocks,
    "relevance": _relevance,
    "given": _given,
}
