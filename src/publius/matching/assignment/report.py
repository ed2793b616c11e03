"""Reading an assignment off a seating: places, scores, loads, and rules that were not kept."""

import numpy as np

from publius.matching.assignment.clash import Bound, Relaxation, Requirement
from publius.matching.assignment.elastic import requirement_of
from publius.matching.assignment.fits import Floats
from publius.matching.assignment.relaxed import Relaxed
from publius.matching.assignment.results import Assigned, Figures, PersonLoad, SeatScore
from publius.matching.assignment.seating import Seating

DECIMALS = 9  # so that the order of adding up does not show


def places(seating: Seating) -> tuple[Assigned, ...]:
    """Everybody's places, by seat, the best fit first."""
    problem = seating.problem
    found = [
        Assigned(
            problem.seats[problem.seat[pair]],
            problem.people[problem.person[pair]],
            float(problem.fit[pair]),
            bool(problem.confirmed[pair]),
        )
        for pair in np.flatnonzero(seating.taken)
    ]
    return tuple(sorted(found, key=lambda each: (each.seat, -each.fit, each.person)))


def seat_scores(seating: Seating) -> tuple[SeatScore, ...]:
    """How each seat fares, in the order of their ids."""
    problem = seating.problem
    counts = np.bincount(problem.seat[seating.taken], minlength=len(problem.seats))
    scores = _exact_scores(seating)
    rows = zip(problem.seats, counts.tolist(), scores.tolist(), strict=True)
    return tuple(SeatScore(*row) for row in sorted(rows))


def person_loads(seating: Seating) -> tuple[PersonLoad, ...]:
    """How many places each person has, in the order of their ids."""
    problem = seating.problem
    counts = np.bincount(problem.person[seating.taken], minlength=len(problem.people))
    rows = zip(problem.people, counts.tolist(), strict=True)
    return tuple(PersonLoad(*row) for row in sorted(rows))


def figures(seating: Seating, relaxed: Relaxed, envy: int, tenth: float) -> Figures:
    """How good and how even it is."""
    scores = np.sort(_exact_scores(seating)[seating.problem.must])
    worst = scores[: max(1, round(tenth * len(scores)))]
    total = float(seating.problem.fit[seating.taken].sum())
    return Figures(
        total=round(total, DECIMALS),
        best_total=round(max(total, relaxed.best_total), DECIMALS),
        lowest=float(scores[0]) if len(scores) else 0.0,
        best_lowest=round(max([relaxed.best_floor, *scores[:1].tolist()]), DECIMALS),
        lowest_tenth=round(float(worst.mean()), DECIMALS) if len(scores) else 0.0,
        envy=envy,
    )


def not_kept(seating: Seating) -> tuple[Relaxation, ...]:
    """Minima that are not reached, of seats that are not a must too."""
    problem, found = seating.problem, []
    for rule, count in zip(problem.rules, seating.counts, strict=True):
        if count < rule.minimum - 0.5:
            requirement = requirement_of(problem, rule, Bound.MINIMUM)
            found.append(Relaxation(requirement, round(float(count))))
    for seat in np.flatnonzero(problem.wished > seating.counts[: len(problem.seats)] + 0.5):
        wished = int(problem.wished[seat])
        requirement = Requirement("seat", problem.seats[seat], Bound.MINIMUM, wished)
        found.append(Relaxation(requirement, round(float(seating.counts[seat]))))
    return tuple(sorted(found, key=str))


def _exact_scores(seating: Seating) -> Floats:
    problem, taken = seating.problem, seating.taken
    sums = np.bincount(problem.seat[taken], problem.fit[taken], len(problem.seats))
    scores: Floats = np.round(sums / problem.size, DECIMALS)
    return scores
