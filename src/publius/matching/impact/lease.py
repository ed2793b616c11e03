"""A batch shared out by PostgreSQL: workers anywhere lease shards from a table, no other service.

A worker takes a shard nobody has (``FOR UPDATE SKIP LOCKED``: workers never wait for each other),
says until when it will have it, and stores the outcome. A worker that is killed simply does not
come back: when its lease is over somebody else takes the shard. Outcomes are kept, so a run goes
on where it stopped, also after everything was switched off.
"""

import time
from collections.abc import Sequence
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

from publius.matching.impact.engine import ImpactEngine, Schedule, wanted
from publius.matching.impact.errors import ImpactError, SchedulingError
from publius.matching.impact.rows import Query
from publius.matching.impact.spread import pack_needs, run_shard
from publius.matching.impact.tops import Tops, merge, pack, unpack

if TYPE_CHECKING:
    from psycopg import Connection

LEASE_SECONDS = 60.0
MOST_ATTEMPTS = 5

TABLES = """
CREATE TABLE IF NOT EXISTS publius_shard_run (
    run text PRIMARY KEY,
    generation text NOT NULL,
    needs bytea NOT NULL,
    k integer NOT NULL
);
CREATE TABLE IF NOT EXISTS publius_shard_job (
    run text NOT NULL REFERENCES publius_shard_run ON DELETE CASCADE,
    shard integer NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    leased_until timestamptz,
    worker text,
    problem text,
    outcome bytea,
    PRIMARY KEY (run, shard)
);
"""

TAKE = """
UPDATE publius_shard_job AS job
SET attempts = attempts + 1, worker = %(worker)s,
    leased_until = clock_timestamp() + make_interval(secs => %(seconds)s)
FROM (
    SELECT run, shard FROM publius_shard_job
    WHERE outcome IS NULL AND attempts < %(most)s AND (%(run)s::text IS NULL OR run = %(run)s)
      AND (leased_until IS NULL OR leased_until < clock_timestamp())
    ORDER BY run, shard
    LIMIT 1 FOR UPDATE SKIP LOCKED
) AS free, publius_shard_run AS run
WHERE job.run = free.run AND job.shard = free.shard AND run.run = free.run
RETURNING job.run, job.shard, run.generation, run.needs, run.k
"""


def create_tables(connection: "Connection[Any]") -> None:
    """Make the two tables unless they are there."""
    with connection.transaction():
        connection.execute(TABLES)


def start_run(
    connection: "Connection[Any]", run: str, engine: ImpactEngine, queries: Sequence[Query], k: int
) -> None:
    """Put a batch into the queue; a run of that name that is there already just goes on."""
    generation = engine.generation
    with connection.transaction():
        added = connection.execute(
            "INSERT INTO publius_shard_run VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING",
            (run, generation.digest, pack_needs(wanted(generation, queries)), k),
        )
        if added.rowcount:
            connection.execute(
                "INSERT INTO publius_shard_job (run, shard) SELECT %s, generate_series(0, %s - 1)",
                (run, len(generation.parts)),
            )


def work(
    connection: "Connection[Any]",
    folder: Path,
    *,
    worker: str,
    run: str | None = None,
    lease: float = LEASE_SECONDS,
    using: str | None = None,
) -> int:
    """Take one shard after the other until none is free; return how many were done.

    ``lease`` must be longer than one shard takes. A shard that cannot be done is given back with
    the reason, and not tried more than five times.
    """
    done = 0
    wish = {"worker": worker, "run": run, "seconds": lease, "most": MOST_ATTEMPTS}
    while True:
        with connection.transaction():
            taken = connection.execute(TAKE, wish).fetchone()
        if taken is None:
            return done
        done += _do(connection, folder, taken, using)


def _do(
    connection: "Connection[Any]", folder: Path, taken: tuple[Any, ...], using: str | None
) -> int:
    run, shard, generation, needs, k = taken
    try:
        tops = run_shard(str(folder), generation, shard, bytes(needs), k, using)
    except (ImpactError, OSError, MemoryError) as error:
        with connection.transaction():
            connection.execute(
                "UPDATE publius_shard_job SET leased_until = NULL, problem = %s"
                " WHERE run = %s AND shard = %s AND outcome IS NULL",
                (str(error), run, shard),
            )
        return 0
    with connection.transaction():
        connection.execute(
            "UPDATE publius_shard_job SET outcome = %s, problem = NULL"
            " WHERE run = %s AND shard = %s AND outcome IS NULL",
            (pack(tops), run, shard),
        )
    return 1


def outcome(connection: "Connection[Any]", run: str) -> Tops | None:
    """Merge the outcomes of a run; None while shards are left to do.

    A shard that failed too often stops the run: its reason is told.
    """
    with connection.transaction():
        jobs = connection.execute(
            "SELECT shard, attempts, problem, outcome,"
            " COALESCE(leased_until < clock_timestamp(), true)"
            " FROM publius_shard_job WHERE run = %s ORDER BY shard",
            (run,),
        ).fetchall()
    if not jobs:
        raise SchedulingError("no_run", run=run)
    for shard, attempts, problem, done, over in jobs:
        if done is None and attempts >= MOST_ATTEMPTS and over:
            problem = problem or "the worker did not come back"
            raise SchedulingError(
                "worker_failed", run=run, shard=shard, attempts=attempts, problem=problem
            )
    if any(job[3] is None for job in jobs):
        return None
    return reduce(merge, (unpack(bytes(job[3])) for job in jobs))


def forget_run(connection: "Connection[Any]", run: str) -> None:
    """Take a run and its outcomes out of the queue."""
    with connection.transaction():
        connection.execute("DELETE FROM publius_shard_run WHERE run = %s", (run,))


def on_postgres(
    engine: ImpactEngine,
    connection: "Connection[Any]",
    *,
    run: str,
    lease: float = LEASE_SECONDS,
    patience: float = 3_600.0,
) -> Schedule:
    """Spread a batch over all workers on the queue, this process being one of them.

    The run is taken out of the queue once it is done, so its name may be used again.
    """

    def schedule(queries: Sequence[Query], k: int) -> Tops:
        start_run(connection, run, engine, queries, k)
        end = time.monotonic() + patience
        while True:
            work(
                connection, engine.folder, worker="coordinator", run=run, lease=lease,
                using=engine.way.name,
            )  # fmt: skip
            tops = outcome(connection, run)
            if tops is not None:
                forget_run(connection, run)
                return tops
            if time.monotonic() > end:
                raise SchedulingError("waited", run=run)
            time.sleep(min(0.2, lease / 10))  # others still hold a lease

    return schedule
