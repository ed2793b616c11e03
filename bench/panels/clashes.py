"""Targets that cannot be met: how long it takes to say which ones clash and what would help."""

import itertools
import time

import numpy as np

from bench.figures import Figures
from bench.panels.pools import Case, invented_cases, shared_cases
from publius.panels import Conflict, Feasible, Relaxation, Target, Targets, check

LIMIT = 0.2  # seconds
TRIES = 12  # spoilt sets of targets per pool
WIDTHS = (22, 8, 8, 10, 10, 10, 12, 10)


def measure(figures: Figures) -> None:
    """Spoil the targets of every pool in several ways, and have each explained."""
    figures.heading("Targets that clash: explained, CPU seconds")
    figures.row(
        "pool", "spoilt", "rules", "least", "mean", "longest", "irreducible", "ways out",
        widths=WIDTHS,
    )  # fmt: skip
    for number, case in enumerate([*shared_cases(), *invented_cases()]):
        if len(case.people) <= 1000:
            _explain(figures, case, number)


def _explain(figures: Figures, case: Case, seed: int) -> None:
    rng = np.random.default_rng(seed)
    seconds, rules, irreducible, ways = [], [], 0, 0
    for _ in range(TRIES):
        spoilt, answer, spent = _spoil(case, rng)
        seconds.append(spent)
        rules.append(len(answer.clashing))
        irreducible += _is_irreducible(spoilt, answer)
        ways += bool(check(case.people, _eased(spoilt.targets, answer), size=case.size))
    figures.row(
        case.name, TRIES, f"{np.mean(rules):.1f}", min(seconds), float(np.mean(seconds)),
        max(seconds), f"{irreducible}/{TRIES}", f"{ways}/{TRIES}", widths=WIDTHS,
    )  # fmt: skip
    figures.expect(f"{case.name}: explained within {LIMIT:g} s", max(seconds) <= LIMIT)
    figures.expect(f"{case.name}: every named rule is needed", irreducible == TRIES)
    figures.expect(f"{case.name}: the way out is one", ways == TRIES)


def _spoil(case: Case, rng: np.random.Generator) -> tuple[Case, Conflict, float]:
    """Narrow ranges at random until no panel is left."""
    targets = list(case.targets.targets)
    while True:
        index = int(rng.integers(len(targets)))
        old = targets[index]
        step = int(rng.integers(1, 3))
        if rng.random() < 0.5:
            least = old.minimum + step
            targets[index] = Target(old.feature, old.value, least, max(least, old.maximum))
        else:
            most = max(0, old.maximum - step)
            targets[index] = Target(old.feature, old.value, min(old.minimum, most), most)
        rules = Targets(tuple(targets), one_per_household=case.homes)
        started = time.process_time()
        answer = check(case.people, rules, size=case.size)
        if isinstance(answer, Conflict):
            spent = time.process_time() - started
            return Case(case.name, case.people, rules, case.size), answer, spent


def _is_irreducible(case: Case, answer: Conflict) -> bool:
    """Whether the named rules clash on their own, and no longer without any one target of them."""
    named = {(r.feature, r.value, r.bound) for r in answer.clashing if r.kind == "target"}
    if not named:
        return False
    fewer = list(itertools.combinations(named, len(named) - 1))
    return not _possible(case, named) and all(_possible(case, set(kept)) for kept in fewer)


def _possible(case: Case, kept: set[tuple[str, str, str]]) -> bool:
    """Whether a panel exists under these sides of targets alone (with size and households)."""
    listed = tuple(
        Target(
            t.feature,
            t.value,
            t.minimum if (t.feature, t.value, "minimum") in kept else 0,
            t.maximum if (t.feature, t.value, "maximum") in kept else len(case.people),
        )
        for t in case.targets.targets
    )
    rules = Targets(listed, one_per_household=case.homes)
    return isinstance(check(case.people, rules, size=case.size), Feasible)


def _eased(targets: Targets, answer: Conflict) -> Targets:
    return Targets(
        tuple(_changed(target, answer.relaxations) for target in targets.targets),
        one_per_household=targets.one_per_household,
    )


def _changed(target: Target, changes: tuple[Relaxation, ...]) -> Target:
    limits = {
        change.rule.bound: change.limit
        for change in changes
        if (change.rule.feature, change.rule.value) == (target.feature, target.value)
    }
    return Target(
        target.feature,
        target.value,
        limits.get("minimum", target.minimum),
        limits.get("maximum", target.maximum),
    )
