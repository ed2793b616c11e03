"""A batch over many small shards, for schedulers to spread and for tests to disturb."""

import numpy as np

from publius.matching.impact import Area, People, Query, Where, build, people

NEEDS, TOP, SHARD = 400, 12, 60


def crowd(number: int = 1_500) -> People:
    rng = np.random.default_rng(5)
    return people(
        [
            (key, [(float(rng.uniform(0.3, 1)), {int(t): 1 for t in rng.integers(0, 300, 25)})])
            for key in range(number)
        ],
        facets={key: [key % 4] for key in range(number)},
        places={key: (50 + key / 1000, -1.0) for key in range(number)},
    )


def batch(number: int = NEEDS) -> list[Query]:
    rng = np.random.default_rng(6)
    wheres = (Where(), Where(any_of=((1, 2),)), Where(near=Area(50.5, -1.0, 40.0), without=(3,)))
    return [_need(f"n{need}", rng, wheres[need % 3]) for need in range(number)]


def _need(name: str, rng: np.random.Generator, where: Where) -> Query:
    terms = np.unique(rng.integers(0, 300, 40)).astype(np.int32)
    return Query(name, terms, rng.choice([1.0, 3.0], len(terms)), where)


def build_crowd(folder) -> None:
    build(folder, [crowd()], average=25.0, shard_people=SHARD, using="numpy")
