"""One in five drops out: how far from its targets is the panel after replacement?

Sometimes nobody left in a pool can replace whom the targets need. So the error is shown beside the
smallest that any panel of the people who are left could have, found by another program's solver
from the pool and the targets alone.
"""

import time
from collections.abc import Collection, Sequence

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from bench.figures import Figures
from bench.panels.pools import Case, invented_cases, shared_cases
from publius.panels import Place, prepare, replace

LIMIT = 1.0  # seats, on average over the pools that were handed over
SHARE = 0.2
TRIES = 10
WIDTHS = (22, 9, 11, 10, 10, 8, 11)


def measure(figures: Figures) -> None:
    """Drop people at random from drawn panels and replace them."""
    figures.heading(f"{SHARE:.0%} drop out: seats outside the targets, mean of {TRIES}")
    figures.row(
        "pool", "dropped", "left alone", "replaced", "possible", "worst", "seconds", widths=WIDTHS
    )
    shared, invented = list(shared_cases()), list(invented_cases())
    means = [_replace(figures, case, n) for n, case in enumerate([*shared, *invented])]
    handed_over = float(np.mean(means[: len(shared)]))
    print(f"mean over the pools handed over: {handed_over:.2f}")
    figures.expect(f"at most {LIMIT:g} seat outside the targets on average", handed_over <= LIMIT)


def _replace(figures: Figures, case: Case, seed: int) -> float:
    rng = np.random.default_rng(seed)
    lottery = prepare(case.people, case.targets, size=case.size)
    count = round(SHARE * case.size)
    before, after, possible, seconds = [], [], [], []
    for trial in range(TRIES):
        panel = [place.person for place in lottery.draw(trial).panel]
        dropped = set(rng.choice(panel, size=count, replace=False).tolist())
        stay = [person for person in panel if person not in dropped]
        before.append(error(case, stay))
        possible.append(smallest_error(case, stay, dropped))
        started = time.process_time()
        again = replace(
            case.people, case.targets, size=case.size, seed=trial, flexible=True,
            confirmed=[Place(person) for person in stay], unavailable=sorted(dropped),
        )  # fmt: skip
        seconds.append(time.process_time() - started)
        after.append(error(case, [place.person for place in again.panel]))
    figures.row(
        case.name, count, float(np.mean(before)), float(np.mean(after)), float(np.mean(possible)),
        max(after), float(np.mean(seconds)), widths=WIDTHS,
    )  # fmt: skip
    figures.expect(f"{case.name}: no panel could be nearer to its targets", after == possible)
    return float(np.mean(after))


def error(case: Case, panel: Sequence[str]) -> int:
    """Seats missing below minima and above maxima, summed over all targets."""
    people = {person.id: person for person in case.people}
    members = [people[name] for name in panel]
    total = abs(case.size - len(members))
    for target in case.targets.targets:
        there = sum(member.holds(target.feature, target.value) for member in members)
        total += max(0, target.minimum - there) + max(0, there - target.maximum)
    return total


def smallest_error(case: Case, stay: Collection[str], dropped: Collection[str]) -> int:
    """The smallest error of any full panel of those who stay and of people from the pool."""
    left = [person for person in case.people if person.id not in dropped]
    targets = case.targets.targets
    holds = np.array([[p.holds(t.feature, t.value) for p in left] for t in targets], dtype=float)
    under, over = np.eye(len(targets)), -np.eye(len(targets))
    rules = [
        LinearConstraint(
            np.hstack([holds, under, over]),
            [t.minimum for t in targets],
            [t.maximum for t in targets],
        ),
        LinearConstraint(_counting(np.ones((1, len(left))), targets), case.size, case.size),
    ]
    homes = _homes(case, left)
    if len(homes):
        rules.append(LinearConstraint(_counting(homes, targets), -np.inf, 1))
    extra = 2 * len(targets)
    fixed = [float(person.id in stay) for person in left]
    solved = milp(
        np.append(np.zeros(len(left)), np.ones(extra)),
        constraints=rules,
        bounds=Bounds(fixed + [0.0] * extra, [1.0] * len(left) + [float(case.size)] * extra),
        integrality=np.append(np.ones(len(left)), np.zeros(extra)),
    )
    return round(float(solved.fun))


def _counting(people: np.ndarray, targets: Sequence[object]) -> np.ndarray:
    """The same rows beside columns for what is missing and what is too much."""
    return np.hstack([people, np.zeros((len(people), 2 * len(targets)))])


def _homes(case: Case, people: Sequence[object]) -> np.ndarray:
    """One row per shared household, where nobody may share one."""
    if not case.homes:
        return np.zeros((0, len(people)))
    names = [getattr(person, "household", None) for person in people]
    shared = sorted({name for name in names if name is not None and names.count(name) > 1})
    return np.array([[float(name == home) for name in names] for home in shared])
