"""One in five drops out: how far from its targets is the panel after replacement?"""

import time

import numpy as np

from bench.panels.figures import Figures
from bench.panels.pools import Case, invented_cases, shared_cases
from publius.panels import Place, prepare, replace

LIMIT = 1.0  # seats
SHARE = 0.2
TRIES = 10
WIDTHS = (22, 9, 11, 11, 11, 11)


def measure(figures: Figures) -> None:
    """Drop people at random from drawn panels and replace them."""
    figures.heading(f"{SHARE:.0%} drop out: seats outside the targets")
    figures.row("pool", "dropped", "left alone", "replaced", "worst", "seconds", widths=WIDTHS)
    for number, case in enumerate([*shared_cases(), *invented_cases()]):
        if len(case.people) <= 1000:
            _replace(figures, case, number)


def _replace(figures: Figures, case: Case, seed: int) -> None:
    rng = np.random.default_rng(seed)
    lottery = prepare(case.people, case.targets, size=case.size)
    count = round(SHARE * case.size)
    before, after, seconds = [], [], []
    for trial in range(TRIES):
        panel = [place.person for place in lottery.draw(trial).panel]
        dropped = set(rng.choice(panel, size=count, replace=False).tolist())
        stay = [person for person in panel if person not in dropped]
        before.append(error(case, stay))
        started = time.process_time()
        again = replace(
            case.people, case.targets, size=case.size, seed=trial, flexible=True,
            confirmed=[Place(person) for person in stay], unavailable=sorted(dropped),
        )  # fmt: skip
        seconds.append(time.process_time() - started)
        after.append(error(case, [place.person for place in again.panel]))
    mean = float(np.mean(after))
    figures.row(
        case.name, count, float(np.mean(before)), mean, max(after), float(np.mean(seconds)),
        widths=WIDTHS,
    )  # fmt: skip
    figures.expect(f"{case.name}: at most {LIMIT:g} seat outside the targets", mean <= LIMIT)


def error(case: Case, panel: list[str]) -> int:
    """Seats missing below minima and above maxima, summed over all targets."""
    people = {person.id: person for person in case.people}
    members = [people[name] for name in panel]
    total = abs(case.size - len(members))
    for target in case.targets.targets:
        there = sum(member.holds(target.feature, target.value) for member in members)
        total += max(0, target.minimum - there) + max(0, there - target.maximum)
    return total
