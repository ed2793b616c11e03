"""Measure the impact index beside other engines, on made-up people, in one run.

    python -m bench.scale                    100,000 people, then a million: five minutes, 5 GB
    python -m bench.scale --people 100000    a minute
    python -m bench.scale --slow             SQLite FTS5 too: many minutes more

All times are of the processor, not of the clock, and on one core: other programs disturb them
less. What each figure is held against is printed beside it; the exit code is 1 where a target is
missed. The other engines (tantivy, bm25s) run in an environment of their own, which is made on
first use; where that fails their rows are left out, and it is said.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import sparse

from bench.scale_data import make_place, needs, population
from bench.scale_recall import shares
from bench.scale_reference import best_by_force
from publius.matching.impact import ImpactEngine, People, Query, build, take
from publius.matching.impact.building import between, join
from publius.matching.impact.engine import wanted
from publius.matching.impact.rows import Where
from publius.matching.impact.shard import SHARD_PEOPLE, postings

TOP, SEARCHES, CHECKED, BATCH = 50, 200, 20, 1_000
RECALL_PEOPLE = 20_000
PEERS = Path(tempfile.gettempdir()) / "publius-bench-peers"
ARRAYS = (
    "keys", "starts", "weights", "ends", "terms", "facet_starts", "facets", "latitude",
    "longitude",
)  # fmt: skip


@dataclass
class Place:
    """The people on disk, their index, and the needs."""

    folder: Path
    rows: People
    average: float
    needs: list[Query]

    def rows_of(self, keys):
        return take(self.rows, keys)


class Report:
    """Prints every figure with its target, and remembers what was missed."""

    def __init__(self) -> None:
        self.missed: list[str] = []

    def say(self, name: str, figure: float, unit: str = "", most: float | None = None,
            least: float | None = None) -> None:  # fmt: skip
        target = ""
        if most is not None:
            target = f"at most {most:.3g} {unit}"
        if least is not None:
            target = f"at least {least:.3g} {unit}"
        good = (most is None or figure <= most) and (least is None or figure >= least)
        if not good:
            self.missed.append(name)
        mark = "" if not target else "  ok" if good else "  MISSED"
        print(f"  {name:58}{figure:10.3f} {unit:6}{target:22}{mark}", flush=True)


def spent(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


def make_people(number: int, folder: Path) -> People:
    everybody = join(list(population(number, make_place())))
    for name in ARRAYS:
        np.save(folder / f"{name}.npy", getattr(everybody, name))
    arrays = {n: np.load(folder / f"{n}.npy", mmap_mode="r").view(np.ndarray) for n in ARRAYS}
    return People(counts=np.broadcast_to(np.int32(1), arrays["terms"].shape), **arrays)


def build_index(rows: People, folder: Path, average: float) -> float:
    """Build, after a small build has made numba compile, and give the seconds it took."""
    build(folder / "warm", [between(rows, 0, 500)], average=average)
    chunks = (
        between(rows, first, min(first + SHARD_PEOPLE, len(rows)))
        for first in range(0, len(rows), SHARD_PEOPLE)
    )
    return spent(lambda: build(folder / "index", chunks, average=average))


def searches(engine: ImpactEngine, place: Place, queries: list[Query], **more) -> np.ndarray:
    engine.search(queries[0], TOP, place.rows_of)
    times = []
    for query in queries:
        begin = time.process_time()
        engine.search(query, TOP, place.rows_of, **more)
        times.append((time.process_time() - begin) * 1000)
    return np.array(times)


def agreement(engine: ImpactEngine, place: Place) -> float:
    """Give the share of the best 50 by brute force that the index finds."""
    shares = []
    for query in place.needs[:CHECKED]:
        truth = set(best_by_force(place.rows, query, place.average, TOP))
        found = engine.search(query, TOP, place.rows_of).keys.tolist()
        shares.append(len(truth & set(found)) / max(1, len(truth)) if truth else 1.0)
    return float(np.mean(shares))


def cost_of_reasons(engine: ImpactEngine, place: Place) -> float:
    """Compare searches with and without reasons, turn by turn, each need at its best of seven."""
    some = place.needs[:100]
    times = [
        [searches(engine, place, some, reasons=reasons) for reasons in (True, False)]
        for _ in range(7)
    ]
    explained, bare = np.min(times, axis=0).sum(axis=1)
    return float(explained / bare - 1) * 100


def scipy_peer(engine: ImpactEngine, place: Place, queries: list[Query]) -> np.ndarray:
    """Multiply sparse matrices: terms x people, in float32, without filters."""
    generation = engine.generation
    parts = []
    for part in generation.parts:
        term, person, steps = postings(part.shard)
        shape = (len(generation.frequencies), len(part.shard))
        parts.append(sparse.csr_matrix((steps.astype(np.float32), (term, person)), shape=shape))
    matrix = sparse.hstack(parts, format="csr")
    times = []
    for need in wanted(generation, queries):
        row = np.zeros(len(need.terms), dtype=np.int32)
        vector = sparse.csr_matrix(
            (need.exact.astype(np.float32), (row, need.terms)), shape=(1, matrix.shape[0])
        )
        begin = time.process_time()
        np.argpartition(-(vector @ matrix).toarray().ravel(), TOP)[:TOP]
        times.append((time.process_time() - begin) * 1000)
    return np.array(times)


def peers(place: Place, names: list[str], needs_file: str) -> dict[str, dict]:
    """Run the other engines elsewhere, one after the other."""
    python = _peers_python()
    if python is None:
        return {}
    command = [str(python), str(Path(__file__).with_name("scale_peers.py")), str(place.folder)]
    done = subprocess.run(
        [*command, needs_file, *names], stdout=subprocess.PIPE, text=True, check=False
    )
    results = [json.loads(line) for line in done.stdout.splitlines()]
    return {each["peer"]: each for each in results if "missing" not in each}


def _peers_python() -> Path | None:
    python = PEERS / "bin" / "python"
    if not python.exists():
        uv = Path(sys.executable).with_name("uv")
        try:
            subprocess.run([uv, "venv", "-q", PEERS, "--python", sys.executable], check=True)
            packages = ["tantivy>=0.25", "bm25s>=0.3", "numba"]
            command = [uv, "pip", "install", "-q", "--python", python, *packages]
            subprocess.run(command, check=True)
        except (OSError, subprocess.CalledProcessError) as error:
            print(f"  The other engines could not be installed ({error}); their rows are missing.")
            return None
    return python


def write_needs(place: Place, name: str, queries: list[Query]) -> None:
    (place.folder / name).write_text(json.dumps([_plain(query) for query in queries]))


def _plain(query: Query) -> dict[str, object]:
    near, box = query.where.near, {}
    if near is not None:
        high = near.km / 111.195
        wide = high / np.cos(np.radians(min(89.0, abs(near.latitude) + high)))
        box = {
            "latitude": (near.latitude - high, near.latitude + high),
            "longitude": (near.longitude - wide, near.longitude + wide),
        }
    return {
        "terms": query.terms.tolist(),
        "weights": query.weights.tolist(),
        "any_of": query.where.any_of,
        "box": box,
    }


def measure(number: int, folder: Path, report: Report, *, slow: bool) -> None:
    rows = make_people(number, folder)
    average = len(rows.terms) / len(rows.weights)
    built = build_index(rows, folder, average)
    quick, plain = (ImpactEngine(folder / "index", using=name) for name in ("numba", "numpy"))
    queries = needs(BATCH, make_place(), quick.generation.frequencies, number)
    place = Place(folder, rows, average, queries)
    million = number >= 1_000_000
    print(f"\n{number:,} people, {len(rows.weights):,} items, {len(rows.terms):,} words")
    report.say("agreement with brute force, best 50", agreement(quick, place), least=1.0)
    digests = {engine.candidates(queries[:50], TOP).digest() for engine in (quick, plain)}
    report.say("differences between NumPy and numba", len(digests) - 1, most=0)
    size = sum(path.stat().st_size for path in (folder / "index").rglob("*.npy")) / 1e6
    report.say("size of the index", size, "MB", most=250 if million else None)
    ours = measure_searches(quick, plain, place, report)
    measure_peers(place, report, ours, built, slow=slow)


def measure_searches(
    quick: ImpactEngine, plain: ImpactEngine, place: Place, report: Report
) -> dict[str, float]:
    """Time searches and a batch; return what the other engines are held against."""
    some, million = place.needs[:SEARCHES], len(place.rows) >= 1_000_000
    times = searches(quick, place, some)
    report.say("search with filters, numba, median", float(np.median(times)), "ms")
    p95 = float(np.percentile(times, 95))
    report.say("search with filters, numba, 95 %", p95, "ms")
    slower = searches(plain, place, some)
    report.say("search with filters, NumPy, median", float(np.median(slower)), "ms")
    report.say(
        "search with filters, NumPy, 95 %", float(np.percentile(slower, 95)), "ms",
        most=30 if million else None,
    )  # fmt: skip
    unfiltered = [Query(each.id, each.terms, each.weights, Where()) for each in some]
    opened = float(np.percentile(searches(quick, place, unfiltered), 95))
    report.say("search without any filter, numba, 95 %", opened, "ms")
    report.say("reasons, on top of a search", cost_of_reasons(quick, place), "%", most=10)
    batch = spent(lambda: quick.candidates(place.needs, TOP))
    report.say(f"batch of {BATCH:,} needs, one core", batch, "s")
    multiplied = scipy_peer(quick, place, some[:30])
    report.say("scipy sparse, no filters, 95 %", float(np.percentile(multiplied, 95)), "ms")
    return {"p95": p95, "batch": batch, "open": opened}


def measure_peers(
    place: Place, report: Report, ours: dict[str, float], built: float, *, slow: bool
) -> None:
    write_needs(place, "needs.json", place.needs[:SEARCHES])
    names = ["tantivy=200", "bm25s=50", *(["SQLite FTS5=5"] if slow else [])]
    found = peers(place, names, "needs.json")
    million = len(place.rows) >= 1_000_000
    for name, each in found.items():
        report.say(f"{name}: size", each["mb"], "MB")
        report.say(f"{name}: build from token numbers", each["build"], "s")
        report.say(f"{name}: search, median", float(np.median(each["spent"])), "ms")
        report.say(f"{name}: search, 95 %", float(np.percentile(each["spent"], 95)), "ms")
    report.say("our build", built, "s")
    if "tantivy" in found:
        theirs = np.array(found["tantivy"]["spent"])
        ratio = float(np.percentile(theirs, 95)) / ours["p95"]
        report.say(
            "tantivy's 95 % over ours, same filters", ratio, "x", least=2 if million else None
        )
        batch = ours["batch"] / (theirs.mean() * BATCH / 1000)
        report.say("our batch over tantivy's", batch, "x", most=1 / 3 if million else None)
    if "bm25s" in found:
        ratio = found["bm25s"]["build"] / built
        report.say("bm25s's build over ours", ratio, "x", least=30 if million else None)


def measure_recall(report: Report) -> None:
    print(f"\n{RECALL_PEOPLE:,} people with real sentences, judged by the full model")
    candidates, found = shares(RECALL_PEOPLE)
    report.say("the best 50 among the 400 who are judged", candidates, least=0.95)
    report.say("the best 50 among the 50 found", found, least=0.95)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--slow", action="store_true", help="measure SQLite FTS5 too")
    wishes = parser.parse_args()
    report = Report()
    measure_recall(report)
    for number in wishes.people:
        with tempfile.TemporaryDirectory(prefix="publius-scale-") as folder:
            measure(number, Path(folder), report, slow=wishes.slow)
    if report.missed:
        sys.exit("Missed: " + "; ".join(report.missed))


if __name__ == "__main__":
    main()
