"""Pools to draw from: those handed over, and invented ones of any size."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from publius.panels import Conflict, Person, Target, Targets, explain_infeasible
from publius.panels.io import read_pool, read_targets
from tests.shared_data import SHARED

DEFAULT_SIZES = {"opendlp_monitoring": 30}
CENSUS = 50_000  # invented inhabitants from whose shares the targets are taken
CLASSES = 4  # kinds of inhabitants; what makes features go together


@dataclass(frozen=True)
class Case:
    """People, what is asked of the panel, and its size."""

    name: str
    people: Sequence[Person]
    targets: Targets
    size: int

    @property
    def homes(self) -> bool:
        return self.targets.one_per_household


def shared_cases() -> Iterator[Case]:
    """Every pool of the shared data."""
    for folder in sorted(p for p in (SHARED / "sortition").glob("*") if p.is_dir()):
        yield read_case(folder)


def read_case(folder: Path) -> Case:
    """A pool with its targets and size; folders with ``-hh`` have the household rule."""
    together = "-hh" in folder.name
    listed = read_targets(folder / "categories.csv").targets
    targets = Targets(listed, one_per_household=together)
    addresses = ("address",) if together else ()
    people = read_pool(folder / "respondents.csv", targets, address_columns=addresses).people
    size = DEFAULT_SIZES.get(folder.name) or int(folder.name.rsplit("_", 1)[1])
    return Case(folder.name, people, targets, size)


# Invented pools as hard as those of published assemblies: name, people, size, values per
# feature, how strongly some kinds of people answer more than others.
INVENTED = (
    ("town-20", 250, 20, (2, 4, 4, 4, 3, 3), 1.0),
    ("county-44", 161, 44, (2, 3, 4, 3, 2, 2, 3), 1.0),
    ("region-40", 404, 40, (2, 4, 5, 4, 3, 4), 1.2),
    ("health-30", 321, 30, (2, 3, 4, 4, 3, 2, 3, 2), 1.2),
    ("half-170", 342, 170, (2, 4, 5, 3, 3), 0.6),
    ("nation-110", 1727, 110, (3, 4, 12, 3, 5, 2, 2), 1.0),
    ("simple-200", 2000, 200, (2, 2), 0.3),
)


def invented_cases() -> Iterator[Case]:
    """Pools made up here, so that nothing can have been fitted to the shared ones."""
    for seed, (name, people, size, values, bias) in enumerate(INVENTED):
        yield invent(name, people, size, values, bias=bias, seed=seed)


def invent(
    name: str, people: int, size: int, values: Sequence[int], *, bias: float, seed: int
) -> Case:
    """A pool whose people answered an invitation unevenly, with the census's shares as targets.

    Inhabitants belong to classes, so features go together. Whoever holds a value answers
    ``exp(normal(0, bias))`` times as readily. Targets are the census share of the panel, rounded
    down and up; where that cannot be met, the cheapest relaxations are taken.
    """
    rng = np.random.default_rng(seed)
    mix = rng.dirichlet(np.full(CLASSES, 4.0))
    habits = [rng.dirichlet(np.full(count, 1.5), size=CLASSES) for count in values]
    census = _inhabitants(rng, CENSUS, mix, habits)
    lean = [np.exp(rng.normal(0, bias / np.sqrt(len(values)), count)) for count in values]
    pool = _who_answers(rng, people, mix, habits, lean)
    ranges = [
        Target(f"f{feature}", f"v{value}", int(np.floor(share * size)), int(np.ceil(share * size)))
        for feature, count in enumerate(values)
        for value, share in enumerate(np.bincount(census[:, feature], minlength=count) / CENSUS)
    ]
    return _eased(Case(name, _as_people(pool), Targets(tuple(ranges)), size))


def _inhabitants(
    rng: np.random.Generator, count: int, mix: NDArray[np.float64], habits: Sequence[NDArray]
) -> NDArray[np.int8]:
    """One row per inhabitant, one column per feature."""
    kinds = rng.choice(CLASSES, size=count, p=mix)
    columns = []
    for habit in habits:
        edges = habit.cumsum(axis=1)[kinds]
        columns.append((rng.random(count)[:, None] > edges).sum(axis=1).clip(0, habit.shape[1] - 1))
    return np.stack(columns, axis=1).astype(np.int8)


def _who_answers(
    rng: np.random.Generator,
    wanted: int,
    mix: NDArray[np.float64],
    habits: Sequence[NDArray],
    lean: Sequence[NDArray],
) -> NDArray[np.int8]:
    """Inhabitants invited until enough of them said yes."""
    found: list[NDArray[np.int8]] = []
    while sum(map(len, found)) < wanted:
        asked = _inhabitants(rng, 4 * wanted + 1000, mix, habits)
        ready = np.prod([lean[f][asked[:, f]] for f in range(len(lean))], axis=0)
        found.append(asked[rng.random(len(asked)) < ready / ready.max()])
    return np.concatenate(found)[:wanted]


def _as_people(pool: NDArray[np.int8]) -> list[Person]:
    names = [[f"v{value}" for value in range(128)] for _ in range(pool.shape[1])]
    width = len(str(len(pool)))
    return [
        Person(
            f"p{number:0{width}}",
            {f"f{f}": names[f][value] for f, value in enumerate(row)},
        )
        for number, row in enumerate(pool.tolist())
    ]


def _eased(case: Case) -> Case:
    answer = explain_infeasible(case.people, case.targets, size=case.size)
    if not isinstance(answer, Conflict):
        return case
    limits = {(c.rule.feature, c.rule.value, c.rule.bound): c.limit for c in answer.relaxations}
    eased = tuple(
        Target(
            t.feature,
            t.value,
            limits.get((t.feature, t.value, "minimum"), t.minimum),
            limits.get((t.feature, t.value, "maximum"), t.maximum),
        )
        for t in case.targets.targets
    )
    return Case(case.name, case.people, Targets(eased), case.size)
