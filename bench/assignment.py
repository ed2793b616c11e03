"""Measure how well and how evenly people are assigned, beside two published ways of doing it.

``expertise-gold`` among the shared data gives 463 needs and 58 people, and Publius's own matching
their fits; each need wants three people, each person takes at most 26 places, in one instance
also at least 20. Smaller made-up instances follow, then 2,600 needs x 1,400 people with loads as
large conferences have them. Run::

    python -m bench.assignment          (--quick leaves out what takes minutes)

``sum`` adds the needs' scores, a score being the mean fit of a need's people; ``min`` is the
worst-off need's, ``b10`` the mean of the worst-off tenth; ``EF1`` counts pairs of needs of which
one envies the other by more than one person. All four are reckoned here, not by those measured.
Ends with 1 where a target is missed: never worse than FairSequence on any of the four; with minimum
loads never worse than MinMax on min, b10 and EF1, and more in sum on gold (on the made-up ones at
most half a percent less: what the floor may cost); 2,600 x 1,400 in at most ten seconds.
"""

import json
import subprocess
import sys
import time
from dataclasses import dataclass

import numpy as np

from bench.assignment_peers import METHODS
from publius.matching import MatchingError, MemoryIndex, rank
from publius.matching.assignment import PARAMETERS, Fits, Load, Seat, assign
from publius.matching.io import read_evidence, read_needs
from tests.shared_data import PROJECT, SHARED

MOST_SECONDS = 10.0
NEARLY = 1e-6


@dataclass(frozen=True)
class Instance:
    name: str
    fit: np.ndarray  # needs x people
    size: int
    minimum: np.ndarray
    maximum: np.ndarray


@dataclass(frozen=True)
class Figures:
    sum: float
    min: float
    b10: float
    ef1: int
    seconds: float


def gold(draw: str = "d_20_1") -> np.ndarray:
    """Fits of 58 researchers for 463 papers, as Publius sees them."""
    folder = SHARED / "expertise-gold"
    profiles = folder / "profiles.json"
    evidence = tuple(read_evidence(folder / "evidence.json", profiles=profiles, draw=draw))
    people = sorted({item.person for item in evidence})
    column = {person: number for number, person in enumerate(people)}
    needs, index = read_needs(folder / "needs.json"), MemoryIndex(evidence)
    fit = np.zeros((len(needs), len(people)))
    for row, need in enumerate(needs):
        for found in rank(need, index, top=len(people)).fits:
            fit[row, column[found.person]] = found.score
    return fit


def made_up(needs: int, people: int, topics: int, seed: int) -> np.ndarray:
    """Fits of people and needs that share some of a few topics."""
    source = np.random.default_rng(seed)
    wanted = source.dirichlet(np.full(topics, 0.15), needs)
    known = source.dirichlet(np.full(topics, 0.15), people)
    shared = np.sqrt(wanted @ known.T)
    noise = source.random((needs, people)) ** 2
    return np.round(np.clip(0.75 * shared / np.quantile(shared, 0.999) + 0.25 * noise, 0, 1), 6)


def instances() -> list[Instance]:
    fit = gold()
    conference, papers = made_up(118, 177, 12, 1), made_up(150, 235, 20, 2)
    return [
        even("gold", fit, 0, 26),
        even("gold, at least 20", fit, 20, 26),
        even("118 x 177", conference, 0, 4),
        even("118 x 177, at least 2", conference, 2, 4),
        even("150 x 235", papers, 0, 3),
        even("150 x 235, at least 1", papers, 1, 3),
    ]


def even(name: str, fit: np.ndarray, minimum: int, maximum: int) -> Instance:
    people = fit.shape[1]
    return Instance(name, fit, 3, np.full(people, minimum), np.full(people, maximum))


def large(minimum: int) -> Instance:
    """2,600 needs x 1,400 people who take four, six or eight places: little to spare."""
    loads = np.random.default_rng(7).choice([4, 6, 8], 1_400, p=[0.25, 0.5, 0.25])
    name = "2,600 x 1,400" + (f", at least {minimum}" if minimum else "")
    return Instance(name, made_up(2_600, 1_400, 40, 7), 3, np.full(1_400, minimum), loads)


def ours(instance: Instance) -> Figures:
    needs, people = instance.fit.shape
    seats = [f"n{row:04}" for row in range(needs)]
    names = [f"p{column:04}" for column in range(people)]
    bounds = zip(names, instance.minimum.tolist(), instance.maximum.tolist(), strict=True)
    wanted = [Seat(seat, instance.size, instance.size) for seat in seats]
    loads = [Load(*bound) for bound in bounds]
    start = time.perf_counter()
    found = assign(wanted, loads, Fits(seats, names, instance.fit))
    seconds = time.perf_counter() - start
    return judged(instance, [(int(p.seat[1:]), int(p.person[1:])) for p in found.places], seconds)


def peer(method: str, instance: Instance) -> Figures:
    """Run a stand-in as a process of its own."""
    asked = {
        "method": method,
        "fit": instance.fit.tolist(),
        "size": [instance.size] * len(instance.fit),
        "minimum": instance.minimum.tolist(),
        "maximum": instance.maximum.tolist(),
    }
    command = [sys.executable, "-m", "bench.assignment_peers"]
    said = subprocess.run(
        command, input=json.dumps(asked), capture_output=True, text=True, check=True, cwd=PROJECT
    )
    answer = json.loads(said.stdout)
    return judged(instance, answer["places"], answer["seconds"])


def judged(instance: Instance, places: list, seconds: float) -> Figures:
    """Refuse an assignment that breaks a rule; reckon the figures of one that does not."""
    taken = np.zeros(instance.fit.shape, dtype=bool)
    taken[tuple(np.array(places).T)] = True
    loads = taken.sum(axis=0)
    kept = (loads >= instance.minimum) & (loads <= instance.maximum)
    if len(places) != taken.sum() or (taken.sum(axis=1) != instance.size).any() or not kept.all():
        raise ValueError(f"{instance.name}: not an assignment that keeps the rules")
    scores = np.sort((instance.fit * taken).sum(axis=1)) / instance.size
    worst = scores[: max(1, round(0.1 * len(scores)))]
    return Figures(scores.sum(), scores[0], worst.mean(), envy(instance.fit, taken), seconds)


def envy(fit: np.ndarray, taken: np.ndarray) -> int:
    own = (fit * taken).sum(axis=1)
    total = 0
    for row in taken:
        theirs = fit[:, row]
        total += int((theirs.sum(axis=1) - theirs.max(axis=1) > own + 1e-9).sum())
    return total


def worse(found: Figures, other: Figures, allowed: float = 0.0) -> list[str]:
    """On which of the four figures one is worse than another; of the sum, some may be allowed."""
    slack = {"sum": allowed + NEARLY, "min": NEARLY, "b10": NEARLY}
    names = [each for each in slack if getattr(found, each) < getattr(other, each) - slack[each]]
    return names + (["EF1"] if found.ef1 > other.ef1 else [])


def show(name: str, method: str, figures: Figures) -> None:
    print(
        f"{name:26}{method:24}{figures.sum:9.2f}{figures.min:8.4f}{figures.b10:8.4f}"
        f"{figures.ef1:6}{figures.seconds:8.2f}",
        flush=True,
    )


def compare(instance: Instance) -> list[str]:
    """Print one instance; return what is missed."""
    found = ours(instance)
    show(instance.name, "Publius", found)
    others = {method: peer(method, instance) for method in METHODS}
    for method, other in others.items():
        show("", f"{method} (stand-in)", other)
    missed = [f"FairSequence on {name}" for name in worse(found, others["FairSequence"])]
    if instance.minimum.any():
        rival = others["MinMax"]
        allowed = 0.0 if instance.name.startswith("gold") else PARAMETERS.floor_price * rival.sum
        missed += [f"MinMax on {name}" for name in worse(found, rival, allowed)]
    return [f"{instance.name}: worse than {each}" for each in missed]


def time_large(instance: Instance) -> list[str]:
    found = ours(instance)
    show(instance.name, "Publius", found)
    show("", "MinMax (stand-in)", peer("MinMax", instance))
    late = found.seconds > MOST_SECONDS
    return [f"{instance.name}: {found.seconds:.1f} s, at most {MOST_SECONDS:.0f}"] if late else []


def main() -> None:
    print(
        "FairSequence and MinMax are stand-ins after their descriptions and MIT-licensed code: the"
    )
    print("package that holds the originals (openreview-matcher) is in no package registry.\n")
    print(f"{'':50}{'sum':>9}{'min':>8}{'b10':>8}{'EF1':>6}{'seconds':>8}")
    try:
        missed = [each for instance in instances() for each in compare(instance)]
    except (MatchingError, OSError) as error:
        sys.exit(f"{error}\nSet PUBLIUS_SHARED_DATA to the folder that holds expertise-gold.")
    for minimum in (0,) if "--quick" in sys.argv else (0, 3):
        missed += time_large(large(minimum))
    print("\n" + "\n".join(missed or ["Every target is met."]))
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
