"""Nash and Goldilocks: how long they take, and whether the geometric mean is the best there is.

Two oracles: the other program's Nash lottery where it is asked (``--slow``: it takes minutes),
and a bound that needs no other program. For concave welfare the chances p are best exactly when
no panel has ``sum of 1/p`` over its members above the number of people (Nash's condition), so the
heaviest fractional panel under these weights bounds how much any lottery could gain.
"""

import time

import numpy as np
from scipy.optimize import linprog

from bench.figures import Figures
from bench.panels import program
from bench.panels.pools import Case, invented_cases, shared_cases
from publius.panels import prepare

LIMIT = 5.0  # seconds
DIGITS = 1e-6  # of the geometric mean, relative
PATIENCE = 3600.0
WIDTHS = (22, 11, 12, 12, 9, 11, 10, 10, 9)


def measure(figures: Figures, *, slow: bool, invented: bool) -> None:
    """Both objectives on every pool."""
    figures.heading("Nash and Goldilocks, one core, CPU seconds")
    figures.row(
        "pool", "Nash mean", "at most", "theirs", "seconds", "theirs", "Gold.min", "Gold.max",
        "seconds", widths=WIDTHS,
    )  # fmt: skip
    for case in [*shared_cases(), *(invented_cases() if invented else ())]:
        _compare(figures, case, slow=slow)


def _compare(figures: Figures, case: Case, *, slow: bool) -> None:
    chances, nash_seconds = _chances(case, "nash")
    golden, golden_seconds = _chances(case, "goldilocks")
    reached = _mean(chances)
    bound = reached * float(np.exp(max(0.0, _heaviest(case, chances) / len(chances) - 1)))
    theirs = program.ask(case, "nash", PATIENCE) if slow else None
    their_mean = _mean(np.array(theirs.chances)) if theirs else None
    figures.row(
        case.name, f"{reached:.7f}", f"{bound:.7f}", f"{their_mean:.7f}" if their_mean else "-",
        nash_seconds, theirs.seconds if theirs else "-", float(golden.min()),
        float(golden.max()), golden_seconds, widths=WIDTHS,
    )  # fmt: skip
    figures.expect(f"{case.name}: Nash within {LIMIT:g} s", nash_seconds <= LIMIT)
    figures.expect(f"{case.name}: Goldilocks within {LIMIT:g} s", golden_seconds <= LIMIT)
    if not case.homes:
        figures.expect(f"{case.name}: the best geometric mean", bound <= reached * (1 + DIGITS))
    if their_mean:
        gap = abs(reached / their_mean - 1)
        figures.expect(f"{case.name}: their geometric mean", gap <= DIGITS or reached > their_mean)


def _chances(case: Case, method: str) -> tuple[np.ndarray, float]:
    started = time.process_time()
    exact = prepare(case.people, case.targets, size=case.size, method=method).exact_chances()
    return np.array([exact[p.id] for p in case.people]), time.process_time() - started


def _mean(chances: np.ndarray) -> float:
    return float(np.exp(np.log(chances[chances > 0]).mean()))


def _heaviest(case: Case, chances: np.ndarray) -> float:
    """The largest sum of 1/p over a fractional panel, from the pool and targets alone."""
    possible = chances > 1e-9
    weights = np.where(possible, 1 / np.where(possible, chances, 1.0), 0.0)
    rows = np.array(
        [[p.holds(t.feature, t.value) for p in case.people] for t in case.targets.targets],
        dtype=float,
    )
    limits = [(t.maximum, -t.minimum) for t in case.targets.targets]
    solved = linprog(
        -weights,
        A_ub=np.vstack([rows, -rows]),
        b_ub=[most for most, _ in limits] + [least for _, least in limits],
        A_eq=np.ones((1, len(weights))),
        b_eq=[case.size],
        bounds=[(0, float(able)) for able in possible],
        method="highs",
    )
    return float(-solved.fun) * len(weights) / float(possible.sum())
