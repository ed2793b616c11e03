"""Taking people in and out between two rebuilds: tombstones, and one small shard for the new.

The small shard (the delta) is written afresh with every change; past ``DELTA_PEOPLE`` it is
merged into the emptiest full shard, or becomes one. Merging needs no evidence: bytes carry over.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from publius.matching.impact.generation import Generation, Part, store_shard
from publius.matching.impact.rows import Ints, People, check_people
from publius.matching.impact.shard import (
    SHARD_PEOPLE,
    Shard,
    build_shard,
    combine,
    frequencies,
    width_of,
)

DELTA_PEOPLE = 4_096
MOSTLY_DEAD = 1 / 4


def changed(folder: Path, now: Generation, fresh: People | None, gone: Sequence[int]) -> Generation:
    """Write what a change needs and give the generation that follows; nothing is in force yet.

    ``gone`` are people: keys without the bits that ``shift`` sets apart.
    """
    replaced = np.zeros(0, dtype=np.int64)
    if fresh is not None:
        check_people(fresh)
        replaced = fresh.keys >> now.shift
    left = np.union1d(np.asarray(gone, dtype=np.int64), replaced)
    parts, counts = _without(now, left)
    delta = [parts.pop()] if now.delta else []
    new = [] if fresh is None or not len(fresh) else [build_shard(fresh, now.model, now.average)]
    if new:
        counts = _counted(counts, new[0])
    shard = _combined(delta, new)
    parts = [_tidied(folder, part) for part in parts if part.size]
    if shard is None:
        return replace(
            now, number=now.number + 1, frequencies=counts, parts=tuple(parts), delta=False
        )
    sealed = len(shard) > DELTA_PEOPLE
    parts = _merged(folder, parts, shard) if sealed else [*parts, store_shard(folder, shard)]
    return replace(
        now, number=now.number + 1, frequencies=counts, parts=tuple(parts), delta=not sealed
    )


def _without(now: Generation, gone: Ints) -> tuple[list[Part], Ints]:
    """Mark the gone as dead in every shard, and count their terms no more."""
    counts, parts = now.frequencies.copy(), []
    for part in now.parts:
        dead = _those(part, gone, now.shift)
        if dead.any():
            counts -= frequencies(part.shard, len(counts), dead)
            part = replace(part, alive=part.living & ~dead)
        parts.append(part)
    return parts, counts


def _those(part: Part, gone: Ints, shift: int) -> NDArray[np.bool_]:
    dead = np.zeros(len(part.shard), dtype=bool)
    dead[part.shard.places_of(gone << shift, (gone + 1) << shift)] = True
    return dead & part.living


def _counted(counts: Ints, shard: Shard) -> Ints:
    width = max(len(counts), width_of(shard))
    return np.asarray(np.pad(counts, (0, width - len(counts))) + frequencies(shard, width))


def _combined(delta: list[Part], new: list[Shard]) -> Shard | None:
    shards = [part.shard for part in delta if part.size] + new
    alive = [part.living for part in delta if part.size]
    if not shards:
        return None
    if len(shards) == 1 and not alive:
        return new[0]
    return combine(shards, [*alive, *(np.ones(len(shard), dtype=bool) for shard in new)])


def _tidied(folder: Path, part: Part) -> Part:
    """Write a shard afresh, without its dead, once they are many."""
    if part.alive is None or part.size > len(part.shard) * (1 - MOSTLY_DEAD):
        return part
    return store_shard(folder, combine([part.shard], [part.alive]))


def _merged(folder: Path, parts: list[Part], shard: Shard) -> list[Part]:
    """Merge a full delta into the emptiest shard that has room, else let it stand alone."""
    room = [part for part in parts if part.size + len(shard) <= SHARD_PEOPLE]
    if not room:
        return [*parts, store_shard(folder, shard)]
    into = min(room, key=lambda part: part.size)
    whole = combine([into.shard, shard], [into.living, np.ones(len(shard), dtype=bool)])
    return [store_shard(folder, whole) if part is into else part for part in parts]


def compacted(folder: Path, now: Generation) -> Generation:
    """Write every shard with dead people in it afresh: afterwards no file mentions them."""
    parts = tuple(
        part if part.alive is None else store_shard(folder, combine([part.shard], [part.alive]))
        for part in now.parts
        if part.size
    )
    delta = now.delta and bool(now.parts) and bool(now.parts[-1].size)
    return replace(now, number=now.number + 1, parts=parts, delta=delta)
