"""A batch on a Dask cluster (extra ``cluster``): the cluster is Dask's, only the work is ours.

Every worker needs the folder of the index under the same path: a shared disk, or a copy. A worker
that dies is replaced by its nanny or its shards go to the others; the outcome stays the same.
"""

from collections.abc import Sequence
from typing import Any

from publius.matching.impact.engine import ImpactEngine, Schedule, wanted
from publius.matching.impact.errors import SchedulingError
from publius.matching.impact.rows import Query
from publius.matching.impact.spread import pack_needs, run_shard
from publius.matching.impact.tops import Tops, merge, nothing

RETRIES = 3


def on_cluster(engine: ImpactEngine, client: Any) -> Schedule:
    """Spread a batch over the workers of a ``distributed.Client``."""
    try:
        from distributed import as_completed
    except ImportError as error:
        raise SchedulingError("no_cluster") from error

    def schedule(queries: Sequence[Query], k: int) -> Tops:
        generation = engine.generation
        ready = wanted(generation, queries)
        needs = client.scatter(pack_needs(ready), broadcast=True)
        futures = [
            client.submit(
                run_shard, str(engine.folder), generation.digest, shard, needs, k, pure=False,
                retries=RETRIES,
            )
            for shard in range(len(generation.parts))
        ]  # fmt: skip
        tops = nothing(ready, k)
        # Merged as they come in, in any order: that is what makes waiting for one worker harmless.
        for future in as_completed(futures):  # type: ignore[no-untyped-call]
            tops = merge(tops, future.result())
        return tops

    return schedule
