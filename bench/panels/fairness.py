"""The fairest lottery: how long it takes, how exact it is, beside another program's easier goal.

The other program raises only the smallest chance (maximin) and proves nothing; here all chances
are leximin, whole panels are checked against the targets, and everybody's place is drawn.
"""

import statistics
import time
from collections.abc import Iterable

import numpy as np

from bench.figures import Figures
from bench.panels import program
from bench.panels.pools import Case, invented_cases, shared_cases
from publius.panels import Draw, Lottery, prepare

EACH, MEDIAN = 15.0, 50.0  # times as fast, in CPU seconds
EXACT = 1e-6  # how far a chance may be from the ideal
SAME = 5e-4  # the other program stops this far from its optimum
FIXTURE = ("sf_fixture_22", 0.2)  # seconds
PATIENCE = 3600.0  # seconds for the other program
WIDTHS = (22, 6, 5, 7, 9, 9, 10, 8, 9, 9, 8)


def measure(figures: Figures, *, invented: bool) -> None:
    """Every pool, with both programs; ``invented`` adds those made up here."""
    figures.heading("Fairest lotteries, one core, CPU seconds")
    figures.row(
        "pool", "n", "k", "types", "smallest", "their", "deviation", "broken", "seconds", "theirs",
        "ratio", widths=WIDTHS,
    )  # fmt: skip
    cases = [*shared_cases(), *(invented_cases() if invented else ())]
    ratios = [ratio for case in cases if (ratio := _compare(figures, case)) is not None]
    if ratios:
        median = statistics.median(ratios)
        print(f"median ratio {median:.0f}, smallest {min(ratios):.0f}")
        figures.expect(f"median ratio at least {MEDIAN:.0f}", median >= MEDIAN)
    _repeat(figures, cases)


def timed(case: Case, **settings: object) -> tuple[Lottery, Draw, float]:
    """A lottery, a draw from it, and the CPU seconds of both."""
    started = time.process_time()
    lottery = prepare(case.people, case.targets, size=case.size, **settings)
    drawn = lottery.draw(0)
    return lottery, drawn, time.process_time() - started


def _compare(figures: Figures, case: Case) -> float | None:
    lottery, drawn, seconds = timed(case)
    seconds = min(seconds, timed(case)[2], timed(case)[2]) if seconds < 1 else seconds
    proof = drawn.certificate
    exact = lottery.exact_chances()
    smallest = min(c for person, c in exact.items() if person not in set(proof.unselectable))
    broken = broken_tickets(case, lottery)
    theirs = program.ask(case, "maximin", PATIENCE)
    ratio = theirs.seconds / seconds if theirs else None
    figures.row(
        case.name, len(case.people), case.size, len(lottery.problem.types), smallest,
        theirs.smallest if theirs else "-", proof.deviation, broken, seconds,
        theirs.seconds if theirs else "-", ratio or "-", widths=WIDTHS,
    )  # fmt: skip
    figures.expect(f"{case.name}: proven to {EXACT:g}", proof.deviation <= EXACT)
    figures.expect(f"{case.name}: no target broken", broken == 0)
    if theirs and not proof.unselectable:
        figures.expect(f"{case.name}: their smallest chance", smallest >= theirs.smallest - EXACT)
        figures.expect(f"{case.name}: the same bound", abs(smallest - theirs.smallest) <= SAME)
    if ratio is not None:
        figures.expect(f"{case.name}: {EACH:.0f} times as fast", ratio >= EACH)
    if case.name == FIXTURE[0]:
        figures.expect(f"{case.name}: at most {FIXTURE[1]} s", seconds <= FIXTURE[1])
    return ratio


def broken_tickets(case: Case, lottery: Lottery) -> int:
    """Count, without the library, the tickets that break the size, a target or a household."""
    number = {person.id: index for index, person in enumerate(case.people)}
    where = np.array([number[name] for name in lottery.ids])
    tickets = where[lottery.tickets]
    wrong = np.array([len(set(row)) != case.size for row in tickets.tolist()])
    for target in case.targets.targets:
        holds = np.array([p.features.get(target.feature) == target.value for p in case.people])
        there = holds[tickets].sum(axis=1)
        wrong |= (there < target.minimum) | (there > target.maximum)
    if case.homes:
        homes = [person.household or person.id for person in case.people]
        wrong |= np.array([len({homes[i] for i in row}) != case.size for row in tickets.tolist()])
    return int(wrong.sum())


def _repeat(figures: Figures, cases: Iterable[Case], times: int = 10) -> None:
    """The same lottery ten times, from people in another order each time."""
    for case in cases:
        if len(case.people) <= 400:
            rng = np.random.default_rng(1)
            marks = {
                prepare(rng.permutation(case.people), case.targets, size=case.size).digest
                for _ in range(times if len(case.people) <= 200 else 2)
            }
            figures.expect(f"{case.name}: repeated runs are identical", len(marks) == 1)
