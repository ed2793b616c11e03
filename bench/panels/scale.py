"""Very large pools, each in a process of its own: CPU seconds, and memory at its highest.

The other program makes one integer program per person before it begins to balance chances, so
beyond 5,000 people it takes hours to days; nothing is run beside these.
"""

import json
import resource
import subprocess
import sys
import time

import numpy as np

from bench.figures import Figures
from bench.panels.pools import invent
from publius.panels import prepare

LIMITS = {1_000: 5, 10_000: 30, 100_000: 60, 1_000_000: 120}  # people: seconds
MEMORY = 2.0  # gigabytes
EXACT = 1e-6
SIZE = 60
VALUES = (2, 4, 5, 6, 3, 4)
WIDTHS = (12, 8, 10, 10, 12, 13, 10, 8, 8)


def measure(figures: Figures) -> None:
    """One pool of each size."""
    figures.heading(f"Large pools, {len(VALUES)} features, {SIZE} places, one core, CPU seconds")
    figures.row(
        "people", "types", "smallest", "bound", "deviation", "ticket dev.", "tickets", "seconds",
        "GB", widths=WIDTHS,
    )  # fmt: skip
    for people, limit in LIMITS.items():
        command = [sys.executable, "-m", "bench.panels.scale", str(people)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            figures.expect(f"{people:,} people: {done.stderr.strip()[-300:]}", holds=False)
            continue
        found = json.loads(done.stdout.splitlines()[-1])
        figures.row(
            f"{people:,}", found["types"], found["smallest"], found["bound"], found["deviation"],
            found["ticket_deviation"], found["tickets"], f"{found['seconds']:.1f}",
            f"{found['gigabytes']:.2f}", widths=WIDTHS,
        )  # fmt: skip
        figures.expect(f"{people:,} people within {limit} s", found["seconds"] <= limit)
        figures.expect(f"{people:,} people within {MEMORY:g} GB", found["gigabytes"] <= MEMORY)
        figures.expect(f"{people:,} people: proven", found["deviation"] <= EXACT)
        figures.expect(f"{people:,} people: no target broken", found["broken"] == 0)


def alone(people: int) -> dict[str, float]:
    """Draw from one pool in this process."""
    case = invent(f"pool of {people}", people, SIZE, VALUES, bias=1.0, seed=7)
    started = time.process_time()
    lottery = prepare(case.people, case.targets, size=case.size)
    drawn = lottery.draw(0)
    seconds = time.process_time() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    proof = drawn.certificate
    number = {person.id: index for index, person in enumerate(case.people)}
    where = np.array([number[name] for name in lottery.ids])
    broken = np.zeros(len(lottery.tickets), dtype=bool)
    for target in case.targets.targets:
        holds = np.array([person.holds(target.feature, target.value) for person in case.people])
        there = holds[where][lottery.tickets].sum(axis=1)
        broken |= (there < target.minimum) | (there > target.maximum)
    return {
        "types": len(lottery.problem.types),
        "smallest": proof.smallest,
        "bound": proof.bound,
        "deviation": proof.deviation,
        "ticket_deviation": proof.ticket_deviation,
        "tickets": proof.tickets,
        "seconds": seconds,
        "gigabytes": memory,
        "broken": int(broken.sum()),
    }


if __name__ == "__main__":
    print(json.dumps(alone(int(sys.argv[1]))))
