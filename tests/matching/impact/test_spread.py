"""However a batch is spread, and whatever happens to a worker, the outcome has the same digest."""

import os
import signal
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import reduce

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publius.matching.impact import ImpactEngine, IndexStaleError, merge, people
from publius.matching.impact.cluster import on_cluster
from publius.matching.impact.engine import wanted
from publius.matching.impact.spread import pack_needs, run_shard, unpack_needs, with_executor
from publius.matching.impact.tops import nothing, pack, unpack
from tests.matching.impact.batches import SHARD, TOP, batch, build_crowd


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    folder = tmp_path_factory.mktemp("crowd") / "index"
    build_crowd(folder)
    return ImpactEngine(folder, using="numpy")


@pytest.fixture(scope="module")
def expected(engine):
    return engine.candidates(batch(), TOP).digest()


def test_there_is_enough_to_spread(engine):
    assert len(engine.generation.parts) == 1_500 // SHARD


@pytest.mark.parametrize("executor", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_threads_and_processes_find_what_one_thread_finds(engine, expected, executor):
    with executor(2) as workers:
        tops = with_executor(engine, workers)(batch(), TOP)

    assert tops.digest() == expected


@settings(max_examples=12, deadline=None)
@given(st.permutations(range(1_500 // SHARD)), st.integers(1, 24))
def test_shards_may_be_merged_in_any_order_and_grouping(engine, order, cut):
    generation, ready = engine.generation, wanted(engine.generation, batch(9))
    needs = pack_needs(ready)
    tops = [
        run_shard(str(engine.folder), generation.digest, shard, needs, TOP, "numpy")
        for shard in order
    ]

    one_by_one = reduce(merge, tops)
    halves = merge(reduce(merge, tops[:cut], nothing(ready, TOP)), reduce(merge, tops[cut:]))

    assert one_by_one.digest() == halves.digest() == engine.candidates(batch(9), TOP).digest()


def test_needs_and_outcomes_survive_being_sent(engine):
    ready = wanted(engine.generation, batch(6))
    tops = engine.candidates(batch(6), TOP)

    assert pack_needs(unpack_needs(pack_needs(ready))) == pack_needs(ready)
    assert unpack(pack(tops)).digest() == tops.digest()


def test_a_worker_whose_copy_is_another_generation_says_so(tmp_path):
    build_crowd(tmp_path / "index")
    engine = ImpactEngine(tmp_path / "index", using="numpy")
    meant, needs = engine.generation.digest, pack_needs(wanted(engine.generation, batch(1)))
    engine.change(people([(9_999, [(1.0, {1: 1})])]))

    with pytest.raises(IndexStaleError) as refused:
        run_shard(str(tmp_path / "index"), meant, 0, needs, TOP, "numpy")

    assert "Copy the right generation here, or start the run again." in str(refused.value)


@pytest.fixture(scope="module")
def client():
    distributed = pytest.importorskip("distributed", reason="needs the extra 'cluster'")
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield client


def test_a_dask_cluster_finds_what_one_thread_finds(engine, expected, client):
    assert on_cluster(engine, client)(batch(), TOP).digest() == expected


def test_a_worker_of_the_cluster_is_killed_and_the_outcome_is_the_same(engine, expected, client):
    needs, found = batch(2_000), []
    alone = engine.candidates(needs, TOP).digest()
    address, victim = client.run(os.getpid).popitem()
    run = threading.Thread(target=lambda: found.append(on_cluster(engine, client)(needs, TOP)))

    run.start()
    wait_for(lambda: client.processing().get(address))
    os.kill(victim, signal.SIGKILL)
    was_running = run.is_alive()
    run.join(120)

    assert was_running
    assert [tops.digest() for tops in found] == [alone]
    wait_for(lambda: len(client.run(os.getpid)) == 2)
    assert victim not in client.run(os.getpid).values()


def wait_for(condition):
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end, "waited a minute in vain"
        time.sleep(0.02)
