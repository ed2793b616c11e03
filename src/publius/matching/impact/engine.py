"""The impact index: built once, changed a little at a time, asked often."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from publius.matching.impact.building import in_shards
from publius.matching.impact.changes import changed, compacted
from publius.matching.impact.errors import BadRowsError
from publius.matching.impact.exact import BILLION, Parts, explain, rescore
from publius.matching.impact.filters import eligible
from publius.matching.impact.generation import (
    Generation,
    current,
    open_generation,
    publish,
    store_shard,
    writing,
)
from publius.matching.impact.kernels import Way, way_named
from publius.matching.impact.model import MODEL, SLACK, Model
from publius.matching.impact.rows import (
    Ints,
    People,
    Query,
    Rows,
    Where,
    check_keys,
    offsets,
    spans,
)
from publius.matching.impact.shard import SHARD_PEOPLE, build_shard, frequencies, width_of
from publius.matching.impact.tops import (
    NOBODY,
    Tops,
    Wanted,
    best_of_shard,
    lots,
    merge,
    nothing,
    prepare,
)

CANDIDATES = 4  # times as many as were asked for are found,
FIRST_LOOK = 1.5  # and so many times are looked at exactly, to begin with
Schedule = Callable[[Sequence[Query], int], Tops]
"""Finds the best k candidates of many needs, however it spreads the work."""


@dataclass(frozen=True, slots=True)
class Hits:
    """The best of one need: keys, best first, with exact scores in billionths and their parts.

    ``eligible`` counts the people whom the filters left, ``looked_at`` those scored exactly.
    """

    keys: Ints
    scores: Ints
    parts: Parts | None
    eligible: int
    looked_at: int


def build(
    folder: Path,
    people: Iterable[People],
    *,
    average: float,
    model: Model = MODEL,
    shift: int = 0,
    note: str = "",
    using: str | None = None,
    shard_people: int = SHARD_PEOPLE,
    progress: Callable[[int], None] = lambda done: None,
) -> Generation:
    """Build an index of all people and put it in force.

    People who live near each other should come one after the other, so that filters rule out
    whole shards; keys that belong to one person must. ``average`` is the mean length of an
    item. Shard after shard is written, so memory holds one of them; ``progress`` is told how
    many people are done. What was there before stays in force until the last file is written.
    """
    with writing(folder):
        parts, counts = [], np.zeros(0, dtype=np.int64)
        keys = np.zeros(0, dtype=np.int64)
        for rows in in_shards(people, shift, shard_people):
            shard = build_shard(rows, model, average, way_named(using).turn)
            width = max(len(counts), width_of(shard))
            counts = np.pad(counts, (0, width - len(counts))) + frequencies(shard, width)
            parts.append(store_shard(folder, shard))
            keys = np.concatenate([keys, rows.keys])
            progress(len(keys))
        check_keys(keys)
        fresh = Generation(1, model, average, shift, counts, tuple(parts), note=note)
        return publish(folder, replace(fresh, number=_number_after(folder)))


def check(folder: Path) -> int:
    """Compare every byte of an index with what was written; return how many people are in it."""
    return open_generation(folder, verify=True).people


def _number_after(folder: Path) -> int:
    if not (folder / "current.json").exists():
        return 1
    found = [place.name.split("-")[0] for place in (folder / "generations").iterdir()]
    return max(int(number) for number in [*found, "0"]) + 1


class ImpactEngine:
    """Searches the index in a folder; sees every change as soon as it is in force.

    >>> from tempfile import mkdtemp
    >>> from publius.matching.impact.rows import people
    >>> rows = people([(1, [(1.0, {5: 1})]), (2, [(0.5, {5: 1, 6: 1})])])
    >>> folder = Path(mkdtemp())
    >>> _ = build(folder, [rows], average=1.5)
    >>> need = Query("n", np.int32([5]), np.float64([1]))
    >>> ImpactEngine(folder).search(need, 1, lambda keys: take(rows, keys)).keys.tolist()
    [1]
    """

    def __init__(self, folder: Path, *, using: str | None = None, verify: bool = True) -> None:
        self.folder = Path(folder)
        self.way = way_named(using)
        self._verify = verify
        self._seen = self._stamp()
        self._generation = open_generation(self.folder, verify=verify)

    @property
    def generation(self) -> Generation:
        """Give the generation in force, opened again if it changed since the last look."""
        stamp = self._stamp()
        if stamp != self._seen:
            if current(self.folder)["sum"] != self._generation.digest:
                self._generation = open_generation(self.folder, verify=self._verify)
            self._seen = stamp
        return self._generation

    def _stamp(self) -> tuple[int, int] | None:
        try:
            found = (self.folder / "current.json").stat()
        except FileNotFoundError:
            return None
        return found.st_mtime_ns, found.st_ino

    def candidates(self, queries: Sequence[Query], k: int) -> Tops:
        """Find whom the index promises most, shard after shard, each for all needs."""
        generation = self.generation
        if k < 1:
            raise BadRowsError("top", top=k)
        needs = wanted(generation, queries)
        return sweep(generation, needs, k, self.way)

    def search(self, query: Query, k: int, rows: Rows, *, reasons: bool = True) -> Hits:
        """Find the best k exactly; ``reasons`` says what every score is made of."""
        return next(self.match([query], k, rows, reasons=reasons))

    def match(
        self,
        queries: Sequence[Query],
        k: int,
        rows: Rows,
        *,
        reasons: bool = True,
        schedule: Schedule | None = None,
    ) -> Iterator[Hits]:
        """Find the best k of many needs exactly, in their order; ``schedule`` spreads the work."""
        generation, find = self.generation, schedule or self.candidates
        tops = find(queries, k * CANDIDATES)
        for row, query in enumerate(queries):
            need = wanted(generation, [query])[0]
            yield self._settled(query, need, k, rows, tops, row, reasons)

    def _settled(
        self, query: Query, need: Wanted, k: int, rows: Rows, tops: Tops, row: int, reasons: bool
    ) -> Hits:
        """Score the best candidates exactly; take more until nobody else can be better."""
        generation, look = self.generation, int(k * FIRST_LOOK)
        while True:
            if look > tops.keys.shape[1]:
                tops, row = self.candidates([query], look), 0
            keys = tops.keys[row, :look][tops.keys[row, :look] != NOBODY]
            found = rows(keys)
            scored = rescore(found, need, generation.model, generation.average)
            best = _ranked(scored.scores, keys, need)[:k]
            last = int(scored.scores[best[-1]]) if len(best) == k else 0
            if len(keys) < look or last > _promise(need, tops, row, look - 1, generation):
                break
            look *= 2
        parts = explain(scored, need, best) if reasons else None
        return Hits(keys[best], scored.scores[best], parts, int(tops.eligible[row]), len(keys))

    def people(self, where: Where) -> Ints:
        """List the people whom a filter leaves, ascending."""
        generation, found = self.generation, [np.zeros(0, dtype=np.int64)]
        for part in generation.parts:
            marked = eligible(part.shard, where, part.alive, generation.shift)
            if marked is not None:
                found.append(part.shard.keys[marked] >> generation.shift)
        return np.unique(np.concatenate(found))

    def change(
        self, fresh: People | None = None, gone: Sequence[int] = (), note: str | None = None
    ) -> Generation:
        """Put people in (in place of whatever there was about them) and take others out."""
        with writing(self.folder):
            after = changed(self.folder, self.generation, fresh, gone)
            note = after.note if note is None else note
            return publish(self.folder, replace(after, note=note))

    def compact(self) -> Generation:
        """Write every shard that holds somebody deleted afresh, without them."""
        with writing(self.folder):
            return publish(self.folder, compacted(self.folder, self.generation))


def wanted(generation: Generation, queries: Sequence[Query]) -> list[Wanted]:
    """Make needs ready for a generation: from here on there are only whole numbers."""
    people, telling = generation.people, bool(generation.model.k1)
    return [prepare(each, people, generation.frequencies, telling=telling) for each in queries]


def sweep(generation: Generation, needs: Sequence[Wanted], k: int, way: Way) -> Tops:
    """Go through all shards in this thread; each is told what it takes to be among the best."""
    found = [nothing(needs, k)]
    best = found[0].promised
    for part in generation.parts:
        shift, floors = generation.shift, best[:, 0]
        tops = best_of_shard(part.shard, part.alive, needs, k, way, shift=shift, floors=floors)
        found.append(tops)
        best = np.partition(np.concatenate([best, tops.promised], axis=1), -k, axis=1)[:, -k:]
    return merge(*found)


def _ranked(scores: Ints, keys: Ints, need: Wanted) -> Ints:
    """Order those with any score by it, and equals by their lot."""
    lot = lots(np.full(len(keys), need.seed, dtype=np.uint64), keys)
    order = np.lexsort((lot, -scores))
    return np.asarray(order[scores[order] > 0])


def _promise(need: Wanted, tops: Tops, row: int, last: int, generation: Generation) -> float:
    """Say in billionths what anybody after a candidate can have at most."""
    worth = need.promise(int(tops.promised[row, last]), generation.model)
    return worth * BILLION * SLACK + len(need.terms)


def take(rows: People, keys: Sequence[int] | Ints) -> People:
    """Pick some people out of arrays held in memory or mapped from disk: a ready-made ``Rows``.

    >>> from publius.matching.impact.rows import people
    >>> take(people([(1, [(1.0, {5: 1})]), (2, [(0.5, {6: 2})])]), [2]).terms.tolist()
    [6]
    """
    at = np.minimum(np.searchsorted(rows.keys, keys), max(len(rows) - 1, 0))
    known = rows.keys[at] == keys if len(rows) else np.zeros(len(keys), dtype=bool)
    begin, end = _ends(rows.starts, at, known)
    items = spans(begin, end)
    entries = spans(rows.ends[items], rows.ends[items + 1])
    return People(
        keys=np.asarray(keys, dtype=np.int64),
        starts=offsets(end - begin),
        weights=rows.weights[items],
        ends=offsets(rows.ends[items + 1] - rows.ends[items]),
        terms=rows.terms[entries],
        counts=rows.counts[entries],
        facet_starts=np.zeros(len(at) + 1, dtype=np.int64),
        facets=np.zeros(0, dtype=np.int32),
        latitude=np.full(len(at), np.nan, dtype=np.float32),
        longitude=np.full(len(at), np.nan, dtype=np.float32),
    )


def _ends(starts: Ints, at: Ints, known: NDArray[np.bool_]) -> tuple[Ints, Ints]:
    return np.where(known, starts[at], 0), np.where(
        known, starts[np.minimum(at + 1, len(starts) - 1)], 0
    )
