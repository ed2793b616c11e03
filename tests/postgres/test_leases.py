"""Workers lease shards from PostgreSQL: nobody does the same twice, a killed one is made up for."""

import os
import signal
import subprocess
import sys
import threading
import time

import pytest
from django.db import connection as django_connection

from publius.matching.impact import ImpactEngine, SchedulingError, people
from publius.matching.impact import lease as queue
from tests.matching.impact.batches import TOP, batch, build_crowd

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 2_000


@pytest.fixture
def engine(tmp_path):
    build_crowd(tmp_path / "index")
    return ImpactEngine(tmp_path / "index", using="numpy")


@pytest.fixture
def address():
    found = django_connection.get_connection_params()
    keys = ("host", "port", "user", "password", "dbname")
    return " ".join(f"{key}='{found[key]}'" for key in keys if found.get(key))


@pytest.fixture
def connect(address):
    psycopg = pytest.importorskip("psycopg", reason="needs the extra 'postgres'")
    opened = []

    def connect():
        opened.append(psycopg.connect(address, autocommit=True))
        return opened[-1]

    with psycopg.connect(address, autocommit=True) as first:
        queue.create_tables(first)
        yield connect
        first.execute("DROP TABLE publius_shard_job, publius_shard_run")
    for each in opened:
        each.close()


def test_the_queue_finds_what_one_thread_finds(engine, connect):
    expected = engine.candidates(batch(), TOP).digest()

    tops = queue.on_postgres(engine, connect(), run="nightly")(batch(), TOP)

    assert tops.digest() == expected
    assert connect().execute("SELECT count(*) FROM publius_shard_job").fetchone() == (0,)


def test_two_workers_share_the_shards_and_do_none_twice(engine, connect):
    shards = len(engine.generation.parts)
    queue.start_run(connect(), "r", engine, batch(), TOP)
    done = []

    def help_out(name, own):
        done.append(queue.work(own, engine.folder, worker=name, using="numpy"))

    workers = [threading.Thread(target=help_out, args=(name, connect())) for name in ("a", "b")]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)

    assert sum(done) == shards
    attempts = connect().execute("SELECT sum(attempts) FROM publius_shard_job").fetchone()
    assert attempts == (shards,)
    assert queue.outcome(connect(), "r").digest() == engine.candidates(batch(), TOP).digest()


WORKER = """
import sys, psycopg
from pathlib import Path
from publius.matching.impact import lease
with psycopg.connect(sys.argv[1], autocommit=True) as connection:
    lease.work(connection, Path(sys.argv[2]), worker="victim", lease=1.0, using="numpy")
"""


def test_a_worker_is_killed_and_the_outcome_is_the_same(engine, connect, address):
    needs = batch(MANY)
    expected = engine.candidates(needs, TOP).digest()
    watching = connect()
    queue.start_run(watching, "r", engine, needs, TOP)
    victim = subprocess.Popen([sys.executable, "-c", WORKER, address, str(engine.folder)])

    wait_for(lambda: leases_of(watching, "victim") > 0)
    os.kill(victim.pid, signal.SIGKILL)
    victim.wait(30)
    left_behind = leases_of(watching, "victim")
    tops = queue.on_postgres(engine, connect(), run="r", lease=5.0)(needs, TOP)

    assert left_behind == 1
    assert tops.digest() == expected


def test_a_run_goes_on_where_it_stopped(engine, connect):
    first, shards = connect(), len(engine.generation.parts)
    queue.start_run(first, "r", engine, batch(), TOP)
    queue.work(first, engine.folder, worker="a", using="numpy")
    first.execute(
        "UPDATE publius_shard_job SET outcome = NULL, leased_until = NULL WHERE shard < 2"
    )

    queue.start_run(first, "r", engine, batch(), TOP)

    assert queue.outcome(first, "r") is None
    assert queue.work(connect(), engine.folder, worker="b", using="numpy") == 2 < shards
    assert queue.outcome(first, "r").digest() == engine.candidates(batch(), TOP).digest()


def test_a_worker_with_another_generation_gives_the_shard_back_with_the_reason(engine, connect):
    own = connect()
    queue.start_run(own, "r", engine, batch(3), TOP)
    engine.change(people([(9_999, [(1.0, {1: 1})])]))

    done = queue.work(own, engine.folder, worker="a", using="numpy")

    with pytest.raises(SchedulingError) as stopped:
        queue.outcome(own, "r")
    assert done == 0
    assert "was tried 5 times" in str(stopped.value)
    assert "Copy the right generation here" in str(stopped.value)


def test_a_run_nobody_started_is_named(connect):
    with pytest.raises(SchedulingError) as refused:
        queue.outcome(connect(), "nightly")

    assert str(refused.value) == "There is no run 'nightly' in the queue. Start it first."


def leases_of(connection, worker) -> int:
    return connection.execute(
        "SELECT count(*) FROM publius_shard_job WHERE worker = %s AND outcome IS NULL", (worker,)
    ).fetchone()[0]


def wait_for(condition):
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end, "waited a minute in vain"
        time.sleep(0.005)
