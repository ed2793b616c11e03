"""What relevance costs: the panel's expected fit beside how uneven chances become for it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from publius.panels.certify import geometric_mean, gini
from publius.panels.checks import check_input
from publius.panels.errors import InfeasibleError
from publius.panels.explain import explain_conflict, find_panel
from publius.panels.objectives.bands import banded, mean_weights
from publius.panels.objectives.chances import Limits, best_chances
from publius.panels.objectives.objective import Objective, check_weights_of
from publius.panels.objectives.wishes import relevance
from publius.panels.problem import Problem, build_problem
from publius.panels.relaxation import Ideal, ideal_chances
from publius.panels.request import canonical_request
from publius.panels.solver import Floats
from publius.panels.types import Person, Place, Targets

ALPHAS = (1.0, 0.9, 0.75, 0.5, 0.25, 0.0)
NONE = 1e-7  # a chance below this is no chance


@dataclass(frozen=True, slots=True)
class PricePoint:
    """What one setting of the dial gives: everybody gets ``alpha`` times their fairest chance.

    ``fit`` is the expected fit of a place, ``pool_fit`` the mean fit of the people who could take
    it. The figures about chances are those of a :class:`Certificate`; ``without`` counts the
    people who could be in a panel and have no chance.
    """

    alpha: float
    fit: float
    pool_fit: float
    smallest: float
    largest: float
    gini: float
    geometric_mean: float
    without: int


def price_of_relevance(
    pool: Sequence[Person],
    targets: Targets,
    *,
    size: int,
    fit: Mapping[str, float],
    alphas: Sequence[float] = ALPHAS,
    confirmed: Sequence[Place] = (),
    unavailable: Collection[str] = (),
) -> tuple[PricePoint, ...]:
    """What each setting of the dial gives and takes, in the order of ``alphas``.

    Worked out as if people could be split, which takes milliseconds; draws come within a hair
    of it, except with few people and tight targets.

    >>> pool = [Person("ada"), Person("bo"), Person("cy"), Person("di")]
    >>> for point in price_of_relevance(pool, Targets(), size=1, fit={"ada": 1.0}, alphas=(1, 0)):
    ...     print(point.alpha, round(point.fit, 2), round(point.largest, 2), point.without)
    1 0.25 0.25 0
    0 1.0 1.0 3
    """
    check_input(pool, targets, size, confirmed, unavailable)
    dials = [Objective("relevance", fit=fit, alpha=alpha) for alpha in alphas]
    settled = {*unavailable, *(place.person for place in confirmed)}
    for dial in dials:
        check_weights_of(dial, (person.id for person in pool), settled)
    request = canonical_request(
        pool, targets, size, confirmed, unavailable, "relevance", None, None
    )
    given = (request.pool, request.targets, size, request.confirmed, request.unavailable)
    if find_panel(build_problem(*given)) is None:
        raise InfeasibleError(explain_conflict(build_problem(*given), *given))
    free = [person.id for person in request.pool if person.id not in settled]
    problem = banded(free, fit, lambda bands: build_problem(*given, bands))
    if problem.size == 0:
        return ()
    fair = ideal_chances(problem, all_levels=True)
    fits = mean_weights(problem, fit)
    return tuple(_point(problem, fair, fits, dial.alpha) for dial in dials)


def _point(problem: Problem, fair: Ideal, fits: Floats, alpha: float) -> PricePoint:
    types = len(problem.types)
    chances = fair.aim
    if alpha < 1:
        limits = Limits(alpha * fair.floor, np.ones(types))
        chances = best_chances(problem, relevance(problem, fits), limits)
    able = fair.floor > NONE
    people = problem.counts
    each = np.repeat(np.where(chances > NONE, chances, 0.0)[able], people[able])
    return PricePoint(
        alpha=alpha,
        fit=float(people * fits @ chances) / problem.size,
        pool_fit=float(people[able] @ fits[able]) / float(people[able].sum()),
        smallest=float(each.min()),
        largest=float(each.max()),
        gini=gini(each),
        geometric_mean=geometric_mean(each),
        without=int((each == 0).sum()),
    )
