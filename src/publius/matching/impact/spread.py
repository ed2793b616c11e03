"""One batch over many shards, wherever they are scored: every scheduler maps this and merges.

A scheduler is a function (needs, k) -> ``Tops``; give it to ``ImpactEngine.match``. ``run_shard``
gets needs that are ready (whole numbers only) and the digest of the generation that is meant, so
that two machines cannot come to different results, and a worker with an older copy says so.
"""

import json
from collections.abc import Sequence
from concurrent.futures import Executor
from functools import lru_cache, reduce
from pathlib import Path

import numpy as np

from publius.matching.impact.engine import ImpactEngine, Schedule, wanted
from publius.matching.impact.generation import Part, open_part
from publius.matching.impact.kernels import way_named
from publius.matching.impact.rows import Area, Query, Where
from publius.matching.impact.tops import Tops, Wanted, best_of_shard, merge, nothing


def run_shard(
    folder: str, generation: str, shard: int, needs: bytes, k: int, using: str | None = None
) -> Tops:
    """Find the best k of one shard for packed needs; the one piece of work all schedulers give out.

    The outcome is the same whoever does it, and doing it twice does no harm.
    """
    part, shift = _opened(folder, generation, shard)
    ready = _unpacked(needs)
    found = best_of_shard(part.shard, part.alive, ready, k, way_named(using), shift=shift)
    return merge(nothing(ready, k), found)


@lru_cache(maxsize=64)
def _opened(folder: str, generation: str, shard: int) -> tuple[Part, int]:
    return open_part(Path(folder), generation, shard)


@lru_cache(maxsize=2)
def _unpacked(needs: bytes) -> list[Wanted]:
    return unpack_needs(needs)


def with_executor(engine: ImpactEngine, executor: Executor) -> Schedule:
    """Spread a batch over the threads or processes of an executor.

    Threads are enough with the compiled kernel, which lets others run meanwhile.
    """

    def schedule(queries: Sequence[Query], k: int) -> Tops:
        generation = engine.generation
        ready = wanted(generation, queries)
        needs = pack_needs(ready)
        futures = [
            executor.submit(
                run_shard, str(engine.folder), generation.digest, shard, needs, k, engine.way.name
            )
            for shard in range(len(generation.parts))
        ]
        return reduce(merge, (future.result() for future in futures), nothing(ready, k))

    return schedule


def pack_needs(needs: Sequence[Wanted]) -> bytes:
    """Write needs that are ready as JSON, for workers elsewhere."""
    return json.dumps([_plain(need) for need in needs], separators=(",", ":")).encode()


def _plain(need: Wanted) -> dict[str, object]:
    where = need.where
    near = where.near and [where.near.latitude, where.near.longitude, where.near.km]
    return {
        "terms": need.terms.tolist(),
        "exact": need.exact.tolist(),
        "whole": need.whole.tolist(),
        "unit": need.unit,
        "seed": need.seed,
        "any_of": where.any_of,
        "near": near,
        "only": where.only,
        "without": where.without,
    }


def unpack_needs(content: bytes) -> list[Wanted]:
    """Read what ``pack_needs`` wrote."""
    return [
        Wanted(
            np.array(each["terms"], dtype=np.int32),
            np.array(each["exact"], dtype=np.float64),
            np.array(each["whole"], dtype=np.int32),
            each["unit"],
            Where(
                tuple(tuple(group) for group in each["any_of"]),
                Area(*each["near"]) if each["near"] else None,
                None if each["only"] is None else tuple(each["only"]),
                tuple(each["without"]),
            ),
            each["seed"],
        )
        for each in json.loads(content)
    ]
